"""What a view needs, gathered in a constant number of queries."""

from dataclasses import replace
from datetime import datetime

from bot.domain import policy
from bot.domain.board import Board, Failure, Reach, Sight
from bot.domain.incident import Incident
from bot.domain.insight.period import lately
from bot.domain.policy import Deed
from bot.domain.rules.freezing import freezes
from bot.domain.times.typed import zone_of
from bot.domain.wanted import Wanted
from bot.store import incidents, tasks, taxonomy, timeline, visible
from bot.store.find import query
from bot.store.insight import counting
from bot.store.oncall import foreseen, rosters, services
from bot.store.queues import outbox
from bot.store.running import troubles
from bot.store.ticketing import followups
from bot.store.who import directory, homes, standings

ON_CALL = 4
SHOWN = 10
MINE = 5
"""Rows of each part of App Home: a view has 100 blocks at most."""

_STANDS_FOR = {"rehearse_page": "send_page", "rehearse_ticket": "file_ticket"}
"""What is done in a drill instead of these effects."""


def of_incident(incident: Incident, now: datetime) -> Sight:
    """Give an incident and what is still to come of it."""
    return Sight(
        incident=incident,
        taxonomy=taxonomy.load(),
        now=now,
        pending={_STANDS_FOR.get(name, name): n for name, n in outbox.pending(incident.ref).items()},
        failed=tuple(Failure(*row) for row in outbox.failures(incident.ref)),
        pages=services.any_known(),
    )


def present(number: int, now: datetime) -> Sight:
    """Give an incident that there is and what is still to come of it, both as they are at one moment."""
    incident = incidents.get(number)
    assert incident, f"there is no inc-{number}"
    return of_incident(incident, now)


def whole(number: int, person: str, now: datetime) -> Sight | None:
    """Give an incident with its timeline; None where there is none that this person may see."""
    incident = visible.incident(number, person)
    return with_events(incident, now) if incident else None


def with_events(incident: Incident, now: datetime) -> Sight:
    """Give an incident, which whoever will see it may see, with its timeline and its tasks."""
    sight = of_incident(incident, now)
    happened = tuple(timeline.of(incident.id))
    return replace(sight, events=happened, tasks=tuple(tasks.of(incident.id)))


def board(person: str, now: datetime, command: str, *, tickets: bool = False) -> Board:
    """Give what this person sees: what is theirs, and a page of what else goes on.

    tickets: whether there is any system that makes them.
    """
    words = taxonomy.load()
    wanted = homes.wanted(person, words)
    mine = Wanted(standing="not over", mine=True)
    own, count = tasks.of_person(person, MINE)
    standing = standings.of(person)
    is_admin = standing.is_admin
    return Board(
        person=person,
        yours=query.find(mine, person, words, now, MINE),
        tasks=followups.sights(own, tickets=tickets),
        tasks_count=count,
        active=query.find(wanted, person, words, now, SHOWN),
        to_finish=query.find(Wanted(standing="to finish"), person, words, now, MINE),
        wanted=wanted,
        taxonomy=words,
        now=now.astimezone(zone_of(standing.person.zone)),
        command=command,
        is_admin=is_admin,
        rehearsal=is_admin and homes.offers_rehearsal(person),
        troubles=tuple(troubles.present()) if is_admin else (),
        on_call=None if policy.why_not(standing.unreserved, Deed.PAGE) else rosters.overview(now, ON_CALL),
        support=directory.support(),
        insight=counting.figures(person, lately("month", standing.person.zone, now), words, now),
    )


def reach(incident: Incident, priority: str, category: str, now: datetime, *, pages: bool = False) -> Reach:
    """Say what another priority or category sets off; either is empty where it stays.

    pages: whether anything can be paged.
    """
    if incident.drill:
        return Reach()
    words = taxonomy.load()
    urgency, what = priority or incident.priority, category or incident.category
    handles = words.categories[what].responders if incident.private else words.responders(what, urgency)
    count = len(set(directory.members(handles)) - {*incident.invited, *incident.members})
    called = foreseen.callout_as(incident, urgency, what, words, now) if pages else None
    would_be = replace(incident, priority=urgency, category=what)
    is_news = freezes(would_be, words) and not freezes(incident, words)
    return Reach(count, called, (directory.tagged("it_deploy") or "") if is_news else "")
