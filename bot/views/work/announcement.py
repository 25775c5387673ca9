"""The announcement: one line for everybody else, kept true."""

from bot.domain.board import Sight
from bot.domain.incident import ACTIVE, Incident
from bot.views import blocks as b
from bot.views import worded
from bot.views.close.ending import lasted, over
from bot.views.postmortem.sentences import on_card
from bot.views.ticketing.lines import named
from bot.views.words import STATUS, bold, channel, duration, emoji, escape, priority
from bot.views.work import menu

JOIN = "join_incident"
FOLLOW = "follow_incident"


def render(sight: Sight) -> b.Block:
    incident, taxonomy = sight.incident, sight.taxonomy
    if incident.private:
        said = f":lock: {incident.ref} is private now."
        return b.message(said, [b.section(said)])
    title = escape(incident.title)
    category = escape(taxonomy.categories[incident.category].name)
    state = _state(incident)
    more = "".join(f" · {said}" for said in (named(incident), on_card(incident)) if said not in state)
    line = (
        f"{emoji(incident, taxonomy)} *{incident.ref}* {priority(incident, taxonomy)} · {category} · "
        f"{bold(title)}\n{state}{more}"
    )
    asked = worded.announced(incident, taxonomy) if incident.status in ACTIVE else []
    rows = [b.section(line), *asked, _buttons(incident)]
    return b.message(f"{incident.priority} {incident.ref} {title}", rows)


def _state(incident: Incident) -> str:
    if incident.merged_into:
        return f":large_green_circle: goes on in inc-{incident.merged_into}"
    if incident.status in ACTIVE:
        return f"{STATUS[incident.status]} · {channel(incident)}"
    if incident.closure is None:
        return f":large_green_circle: over after {duration(lasted(incident))} · {channel(incident)}"
    waived = incident.closure.waived
    without = f", closed without {escape(', '.join(waived))}" if waived else ""
    return f"{over(incident)}{without} · {channel(incident)}"


def _buttons(incident: Incident) -> b.Block:
    details = menu.details(incident)
    if incident.status not in ACTIVE:
        return b.actions(details)
    join = b.button("Join", JOIN, str(incident.id), says=f"Join {incident.ref}")
    follow = b.button("Follow", FOLLOW, str(incident.id), says=f"Follow {incident.ref}")
    return b.actions(join, follow, details, menu.button(incident, "Catch me up", "catchup"))
