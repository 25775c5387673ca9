"""One incident, whole: as a modal, and as a message for the one who asks."""

from bot.domain.board import Sight
from bot.views import blocks as b
from bot.views.words import (
    STATUS,
    channel,
    due,
    duration,
    emoji,
    escape,
    moment,
    people,
    person,
    quote,
)
from bot.views.work import failure, timeline
from bot.views.work.card import facts

SHOWN = 15


def modal(sight: Sight) -> b.Block:
    happened = timeline.newest(sight.events[-SHOWN:])
    return b.modal(sight.incident.ref, [*_body(sight), b.divider(), b.section(happened)])


def message(sight: Sight) -> b.Block:
    """The answer to `/incident status`."""
    incident = sight.incident
    text = f"{incident.priority} {incident.ref} {escape(incident.title)}: {incident.status}"
    return b.message(text, _body(sight))


def _body(sight: Sight) -> list[b.Block]:
    incident, taxonomy = sight.incident, sight.taxonomy
    head = f"{emoji(incident, taxonomy)} *{incident.ref}* · *{escape(incident.title)}*"
    now = (
        f"{STATUS[incident.status]} for {duration(sight.now - incident.opened_at)}",
        due(incident, taxonomy, sight.now),
        channel(incident),
        f"declared by {person(incident.opened_by)}, {moment(incident.opened_at)}",
        f"{people(len(incident.invited))} invited",
    )
    failed = failure.lines(incident, sight.failed)
    return [
        b.section(f"{head}\n{quote(incident.description)}"),
        facts(sight),
        b.context(" · ".join(now)),
        *failed,
    ]
