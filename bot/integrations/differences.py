"""What of incidents and their tickets is different right now, and what would follow from it."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Seen, Synced, Ticket, followups
from bot.domain.ticketing.comparing import COMPARED, fits, ours, wanted
from bot.domain.ticketing.systems import words_of
from bot.store import incidents, tasks, taxonomy
from bot.store.database import Database
from bot.store.ticketing import owners
from bot.usecases.unit import Unit

Look = Callable[[Ticket], Awaitable[Seen | None]]
"""Reads a ticket; None where it is there no more."""


async def differences(system: str, look: Look, db: Database[Unit], now: datetime) -> list[str]:
    """Read every ticket of what goes on, write nothing, and give a sentence for each difference."""
    words, found = await db.read(taxonomy.load), list[str]()
    for number in await db.read(owners.live, system, now):
        incident = await db.read(incidents.get, number)
        for ticket in incident.tickets if incident else ():
            if incident and ticket.is_there and ticket.system == system and not ticket.part:
                task = await db.read(tasks.get, ticket.task) if ticket.task else None
                found += _of(incident, ticket, await look(ticket), task, words)
    return found


def _of(
    incident: Incident, ticket: Ticket, seen: Seen | None, task: Task | None, words: Taxonomy
) -> list[str]:
    about = f"{incident.ref} {ticket.key}"
    if seen is None:
        return [f"{about}: deleted there"]
    words = words_of(ticket, seen.project, words)
    if task:
        return [f"{about}: {one}" for one in _of_task(incident, task, ticket, seen, words)]
    return [f"{about}: {one}" for one in _of_incident(incident, ticket, seen, words)]


def _of_incident(incident: Incident, ticket: Ticket, seen: Seen, words: Taxonomy) -> Iterator[str]:
    here, writes = ours(incident, ticket, words), wanted(incident, ticket, seen, words)
    for what in COMPARED:
        if what not in seen.values:
            continue
        there = seen.values[what]
        agreed = ticket.agreed.get(what)
        moved = what is not Synced.ASSIGNEE and agreed is not None and not agreed.knows(there)
        if what in writes:
            yield f"{what} is {here[what]!r} here and {there!r} there, ours is to be written"
        elif moved and not fits(what, here[what], there, words):
            yield f"{what} is {there!r} there and {here[what]!r} here, theirs is to be heard"


def _of_task(incident: Incident, task: Task, ticket: Ticket, seen: Seen, words: Taxonomy) -> Iterator[str]:
    """Of a task's ticket its title goes there, and that it is done both ways."""
    writes = followups.wanted(incident, task, ticket, seen, words)
    if Synced.SUMMARY in writes:
        yield f"{Synced.SUMMARY} is {seen.values[Synced.SUMMARY]!r} there, ours is to be written"
    if Synced.STATUS in writes:
        yield f"the task is {_said(done=task.done_at is not None)} here, which is to be written"
    elif seen.done != (task.done_at is not None):
        yield f"the task is {_said(done=seen.done)} there, which is to be heard"


def _said(*, done: bool) -> str:
    return "done" if done else "open"
