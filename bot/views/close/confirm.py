"""The forms that ask once before an incident ends as none, or becomes one with another."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.incident import Incident, LinkKind
from bot.domain.rules import channels
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.words import channel, duration, fit
from bot.views.work import picker

DOWNGRADE = "downgrade_incident"
MERGE = "merge_incident"
EXAMPLE = "A load test that nobody had announced"


def downgrade(incident: Incident, taxonomy: Taxonomy, words: str = "") -> b.Block:
    """words: why, where somebody typed it already."""
    element = b.text_field("message", most=1000, initial=words, multiline=True, example=EXAMPLE)
    goes = _archived(incident, taxonomy)
    rows = [
        b.section(f"*{incident.ref}* · {fit(incident.title, 200)}\nturns out to be no incident."),
        b.entry("message", "Why is it none?", element),
        b.context(f"It is closed at once, whatever is missing{goes}. What was done is kept."),
    ]
    return _asking("Not an incident", rows, DOWNGRADE, incident, "Close it")


def merge(incident: Incident, into: Incident | None) -> b.Block:
    """into: the one that goes on, where somebody named it already."""
    element = b.type_ahead(picker.SEARCH, example="Type a word of its title, or its number")
    if into:
        (element["initial_option"],) = picker.options([into])
    rows = [
        b.section(f"*{incident.ref}* · {fit(incident.title, 200)}\nis the same as another incident."),
        b.entry("into", "Which one goes on?", element),
        b.context(f"{_joined(incident, into)} This cannot be undone."),
        *([] if incident.private or (into and not into.private) else [b.context(_hidden(incident, into))]),
    ]
    return _asking("Merge", rows, MERGE, incident, "Merge")


def merged(into: Incident) -> b.Block:
    """The answer to the one who merged them."""
    return b.modal(into.ref, [b.section(f"It goes on in *{into.ref}*: {channel(into)}")])


def incident_of(view: Mapping[str, Any]) -> int:
    return int(json.loads(view["private_metadata"])["incident"])


def why(view: Mapping[str, Any]) -> str:
    return str(view["state"]["values"]["message"]["message"].get("value") or "")


def other(view: Mapping[str, Any]) -> int:
    """Give the incident that goes on."""
    return int(view["state"]["values"]["into"][picker.SEARCH]["selected_option"]["value"])


def _archived(incident: Incident, taxonomy: Taxonomy) -> str:
    """Say when its channel goes; nothing where it has none, or one that Slack cannot archive."""
    there = incident.link(LinkKind.CHANNEL)
    if there is None or not there.name:
        return ""
    return f", and its channel archived {duration(channels.stays(incident, taxonomy))} later"


def _joined(incident: Incident, into: Incident | None) -> str:
    """Say who comes along, and where it is told: what becomes private leaves its channel first."""
    becomes_private = into is not None and into.private and not incident.private
    here = incident.link(LinkKind.CHANNEL) is not None and not becomes_private
    who = "the people from its channel" if here else "who declared it and who has a role in it"
    ended = f"{incident.ref} is closed as a duplicate"
    if into and into.link(LinkKind.CHANNEL):
        told = "both channels say where it goes on" if here else "that one says so"
        return f"{ended}, {who} are invited to the channel of {into.ref}, and {told}."
    told = ", and its channel says where it goes on" if here else ""
    if into:
        return f"{ended}{told}. {into.ref} has no channel: {who} are invited only if it gets one."
    return f"{ended}{told}. Where the other one has a channel, {who} are invited there."


def _hidden(incident: Incident, into: Incident | None) -> str:
    """Say what becomes of a public one that is merged into a private one."""
    so = f"{into.ref} is private, so" if into else "If the other one is private,"
    return (
        f":lock: {so} {incident.ref} becomes private too: its announcement is emptied, its channel left and "
        "archived. Who declared it and who has a role come along, others only where they are let in."
    )


def _asking(title: str, rows: list[b.Block], callback: str, incident: Incident, submit: str) -> b.Block:
    memory = json.dumps({"incident": incident.id})
    return b.modal(title, rows, callback=callback, submit=submit, close="Cancel", memory=memory)
