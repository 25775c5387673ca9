"""What a view needs, gathered in a constant number of queries."""

from datetime import datetime

from bot.domain.board import Board, Failure, Outlook, Sight
from bot.domain.incident import Incident, LinkKind
from bot.domain.rules.opening import Form
from bot.domain.rules.priority import suggested
from bot.store import incidents, taxonomy, timeline
from bot.store.queues import outbox
from bot.store.who import directory

SHOWN = 20


def of_incident(incident: Incident, now: datetime) -> Sight:
    """Give an incident and what is still to come of it."""
    return Sight(
        incident=incident,
        taxonomy=taxonomy.load(),
        now=now,
        pending=outbox.pending(incident.ref),
        failed=tuple(Failure(*row) for row in outbox.failures(incident.ref)),
    )


def whole(number: int, now: datetime) -> Sight | None:
    """Give an incident with its timeline; None where there is no such incident."""
    incident = incidents.get(number)
    if incident is None:
        return None
    sight = of_incident(incident, now)
    return Sight(**{**vars(sight), "events": tuple(timeline.of(number))})


def in_channel(channel: str, now: datetime) -> Sight | None:
    """Give the incident whose channel this is."""
    incident = incidents.by_link(LinkKind.CHANNEL, channel)
    return of_incident(incident, now) if incident else None


def board(person: str, now: datetime, command: str) -> Board:
    """Give what this person sees: their own incidents, and the most urgent active ones."""
    return Board(
        yours=tuple(incidents.active(SHOWN, opened_by=person)),
        active=tuple(incidents.active(SHOWN)),
        count=incidents.count_active(),
        taxonomy=taxonomy.load(),
        now=now,
        command=command,
    )


def outlook(form: Form, declarer: str) -> Outlook:
    """Say what this form would set off, as far as it is filled in."""
    words = taxonomy.load()
    announced_in = words.tags.get("tech_incidents", "")
    if form.category not in words.categories:
        return Outlook(0, announced_in)
    urgent = words.priorities.get(form.priority) or suggested(form.impacts, words)
    least = max(words.priorities.values(), key=lambda priority: priority.rank)
    people = directory.members(words.responders(form.category, (urgent or least).key))
    return Outlook(len(set(people) - {declarer}), announced_in)
