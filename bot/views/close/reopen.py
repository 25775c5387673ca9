"""The form that brings an incident back."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.incident import Incident, LinkKind
from bot.views import blocks as b
from bot.views.words import channel, fit, people

CALLBACK = "reopen_form"


def form(incident: Incident, words: str = "", *, unarchives: bool = False) -> b.Block:
    """words: why, where somebody typed it already. unarchives: whether its archived channel can be had."""
    element = b.text_field("justification", most=1000, initial=words, multiline=True)
    rows = [
        b.section(f"*{incident.ref}* · {fit(incident.title, 200)}"),
        b.entry("justification", "Why does it come back?", element),
        b.context(_consequences(incident, unarchives=unarchives)),
    ]
    return b.modal(
        f"Reopen {incident.ref}",
        rows,
        callback=CALLBACK,
        submit="Reopen",
        close="Cancel",
        memory=json.dumps({"incident": incident.id}),
    )


def parse(view: Mapping[str, Any]) -> tuple[int, str]:
    """Give the incident, and why."""
    said = view["state"]["values"]["justification"]["justification"].get("value") or ""
    return int(json.loads(view["private_metadata"])["incident"]), str(said)


def done(incident: Incident) -> b.Block:
    """The answer to the one who reopened it."""
    is_there = incident.link(LinkKind.CHANNEL)
    where = f"It goes on in {channel(incident)}." if is_there else "Its new channel is being made."
    return b.modal(incident.ref, [b.section(f"*{incident.ref}* is open again: investigating. {where}")])


def _consequences(incident: Incident, *, unarchives: bool) -> str:
    if incident.archived and unarchives:
        return "Its status becomes investigating, and its archived channel is opened again."
    if incident.archived:
        count = people(len(incident.members))
        return (
            f"Its status becomes investigating. Slack lets no app open an archived channel again, so a new "
            f"one is made and {count} from the old one invited."
        )
    return "Its status becomes investigating; its channel and the announcement say so."
