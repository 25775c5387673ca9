"""What of incidents and their tickets is different right now, and what would follow from it."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.errors import PermanentError
from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Seen, Synced, Ticket, followups
from bot.domain.ticketing.comparing import COMPARED, fits, ours, wanted
from bot.integrations.jira.client import GONE, Jira
from bot.integrations.jira.reading import FIELDS, seen_of
from bot.store import incidents, tasks, taxonomy
from bot.store.database import Database
from bot.store.ticketing import owners
from bot.usecases.ticketing.hear_tickets import SOURCE
from bot.usecases.unit import Unit


async def differences(jira: Jira, db: Database[Unit], now: datetime) -> list[str]:
    """Read every ticket of what goes on, write nothing, and give a sentence for each difference."""
    words, found = await db.read(taxonomy.load), list[str]()
    for number in await db.read(owners.live, SOURCE, now):
        incident = await db.read(incidents.get, number)
        for ticket in incident.tickets if incident else ():
            if incident and ticket.is_there and not ticket.part:
                task = await db.read(tasks.get, ticket.task) if ticket.task else None
                found += await _of(jira, incident, ticket, task, words)
    return found


async def _of(
    jira: Jira, incident: Incident, ticket: Ticket, task: Task | None, words: Taxonomy
) -> list[str]:
    about = f"{incident.ref} {ticket.key}"
    try:
        said = await jira.get(f"issue/{ticket.id}", fields=FIELDS)
    except PermanentError as error:
        if error.code != GONE:
            raise
        return [f"{about}: deleted there"]
    seen = seen_of(said, jira.url, ticket.mark)
    if task:
        return [f"{about}: {one}" for one in _of_task(incident, task, ticket, seen, words)]
    return [f"{about}: {one}" for one in _of_incident(incident, ticket, seen, words)]


def _of_incident(incident: Incident, ticket: Ticket, seen: Seen, words: Taxonomy) -> Iterator[str]:
    here, writes = ours(incident, words), wanted(incident, ticket, seen, words)
    for what in COMPARED:
        there = seen.values.get(what, "")
        agreed = ticket.agreed.get(what)
        moved = what is not Synced.ASSIGNEE and agreed is not None and there != agreed.there
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
