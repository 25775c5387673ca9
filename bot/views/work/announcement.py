"""The announcement: one line for everybody else, kept true."""

from bot.domain.board import Sight
from bot.views import blocks as b
from bot.views.words import STATUS, channel, emoji, escape, priority
from bot.views.work.card import DETAILS

JOIN = "join_incident"


def render(sight: Sight) -> b.Block:
    incident, taxonomy = sight.incident, sight.taxonomy
    title = escape(incident.title)
    category = escape(taxonomy.categories[incident.category].name)
    line = (
        f"{emoji(incident, taxonomy)} *{incident.ref}* {priority(incident, taxonomy)} · {category} · "
        f"*{title}*\n{STATUS[incident.status]} · {channel(incident)}"
    )
    buttons = b.actions(
        b.button("Join", JOIN, str(incident.id), says=f"Join {incident.ref}"),
        b.button("Details", DETAILS, str(incident.id), says=f"Details of {incident.ref}"),
    )
    return b.message(f"{incident.priority} {incident.ref} {title}", [b.section(line), buttons])
