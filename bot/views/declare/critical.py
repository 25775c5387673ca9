"""Declaring a critical incident: one field at most, what is answered, and what is asked for afterwards."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.incident import Incident, LinkKind
from bot.domain.rules.critical import can_undo
from bot.domain.rules.opening import TITLE
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views.declare import categories, progress
from bot.views.words import call, category, channel, emoji, fit, impacts, listed, person, pieces, priority
from bot.views.work import menu

CALLBACK = "declare_critical"
CATEGORY = "ask_category"
IMPACT = "ask_impact:"
_COMING = "You and its responders are being let into its channel."


def form(draft: str, channel: str) -> b.Block:
    """channel: the name of the one in which it was asked for."""
    field = b.text_field("title", most=TITLE[1], example="Checkout is down")
    return b.modal(
        "Critical incident",
        [b.entry("title", "What is broken?", field)],
        callback=CALLBACK,
        submit="Declare",
        close="Cancel",
        memory=json.dumps({"draft": draft, "channel": channel}),
    )


def parse(view: Mapping[str, Any]) -> tuple[str, str, str]:
    """Give the draft, the channel's name, and the title."""
    memory = json.loads(view["private_metadata"])
    return (
        str(memory["draft"]),
        str(memory["channel"]),
        str(view["state"]["values"]["title"]["title"]["value"]),
    )


def answer(incident: Incident, taxonomy: Taxonomy, now: datetime) -> b.Block:
    """What the declarer reads at once, and again whenever they press something in it."""
    head = f"{emoji(incident, taxonomy)} *{incident.ref}* is open: {fit(incident.title, 250)}"
    taken = f"{priority(incident, taxonomy)} · {category(incident, taxonomy)}"
    there = incident.link(LinkKind.CHANNEL)
    goes_on = f"It goes on in {channel(incident)}." if there else _COMING
    paged = listed(fit(page.service, 80) for page in incident.pages)
    goes_on += f" Paging {paged}." if paged else ""
    goes_on += f" {link}." if (link := call(incident, taxonomy)) else ""
    until = f"\n{progress.undo_until(incident)}" if can_undo(incident, now) else ""
    rows = [
        b.section(f"{head}\n{taken}\n{goes_on}{until}", progress.open_it(incident)),
        b.actions(
            categories.select(CATEGORY, taxonomy, incident.category, private=False),
            menu.details(incident),
            *([progress.undo(incident)] if can_undo(incident, now) else []),
            name=f"facts:{incident.id}",
        ),
    ]
    return b.message(f"{incident.priority} {incident.ref} {fit(incident.title, 250)} is open.", rows)


def place(incident: Incident) -> b.Block:
    """What the declarer reads once there is a channel: Slack lets no answer to a command be changed."""
    said = f"{incident.ref} goes on in {channel(incident)}."
    return b.message(said, [b.section(said, progress.open_it(incident))])


def undone(incident: Incident) -> b.Block:
    return b.message(
        f"{incident.ref} is taken back: its channel is archived, and whoever was called reads "
        f"“a false alarm by {person(incident.opened_by)}”."
    )


def question(incident: Incident, taxonomy: Taxonomy) -> b.Block:
    """Ask in the channel for what was taken for granted; what is chosen shows, and can be chosen again."""
    known = [f"*Category*  {category(incident, taxonomy)}", *impacts(incident, taxonomy)]
    if incident.is_closed:
        return b.message(f"{incident.ref} was declared in a hurry.", [*map(b.section, pieces(known))])
    text = f"{incident.ref} was declared in a hurry: who is hit, and what is broken?"
    stays = f"{priority(incident, taxonomy)} stays until somebody changes it"
    who = f"Declared by {person(incident.opened_by)}. {stays}."
    room = categories.IN_MESSAGE
    selects = [categories.select(CATEGORY, taxonomy, incident.category, private=False, room=room)]
    for kind in offered(taxonomy.impacts, incident.impacts):
        options = [b.option(level.name, level.key) for level in kind.levels]
        chosen = incident.impacts.get(kind.key, "")
        selects.append(b.select(f"{IMPACT}{kind.key}", options, chosen=chosen, example=kind.name))
    asked = b.actions(*selects, name=f"facts:{incident.id}")
    return b.message(text, [*map(b.section, pieces([f"*{text}*", *known])), asked, b.context(who)])


def answered(body: Mapping[str, Any]) -> tuple[int, str, str]:
    """Give the incident, the impact that was chosen (empty: the category) and what of it."""
    action = body["actions"][0]
    number = int(action["block_id"].partition(":")[2])
    kind = action["action_id"].removeprefix(IMPACT) if action["action_id"].startswith(IMPACT) else ""
    return number, kind, str(action["selected_option"]["value"])
