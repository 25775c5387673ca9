"""What of incidents and their tickets is different right now, and what would follow from it."""

from bot.domain.errors import PermanentError
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Synced, Ticket
from bot.domain.ticketing.comparing import COMPARED, fits, ours, wanted
from bot.integrations.jira.client import GONE, Jira
from bot.integrations.jira.reading import FIELDS, seen_of
from bot.store import incidents, taxonomy
from bot.store.database import Database
from bot.store.ticketing import owners
from bot.usecases.ticketing.hear_tickets import SOURCE
from bot.usecases.unit import Unit


async def differences(jira: Jira, db: Database[Unit]) -> list[str]:
    """Read every ticket of what is not closed, write nothing, and give a sentence for each difference."""
    words, found = await db.read(taxonomy.load), list[str]()
    for number in await db.read(owners.live, SOURCE):
        incident = await db.read(incidents.get, number)
        for ticket in incident.tickets if incident else ():
            if incident and ticket.is_there and ticket.is_own:
                found += await _of(jira, incident, ticket, words)
    return found


async def _of(jira: Jira, incident: Incident, ticket: Ticket, words: Taxonomy) -> list[str]:
    about = f"{incident.ref} {ticket.key}"
    try:
        said = await jira.get(f"issue/{ticket.id}", fields=FIELDS)
    except PermanentError as error:
        if error.code != GONE:
            raise
        return [f"{about}: deleted there"]
    seen, here = seen_of(said, jira.url, ticket.mark), ours(incident, words)
    writes = wanted(incident, ticket, seen, words)
    lines = []
    for what in COMPARED:
        there = seen.values.get(what, "")
        agreed = ticket.agreed.get(what)
        moved = what is not Synced.ASSIGNEE and agreed is not None and there != agreed.there
        if what in writes:
            lines.append(f"{about}: {what} is {here[what]!r} here and {there!r} there, ours is to be written")
        elif moved and not fits(what, here[what], there, words):
            lines.append(f"{about}: {what} is {there!r} there and {here[what]!r} here, theirs is to be heard")
    return lines
