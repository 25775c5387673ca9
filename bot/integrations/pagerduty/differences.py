"""What of pages and incidents in PagerDuty is different right now."""

from collections.abc import Iterator

from bot.domain.errors import PermanentError
from bot.domain.incident import Incident
from bot.domain.paging import Page, Seen
from bot.domain.paging.asking import page_of
from bot.domain.paging.reading import service_as_seen
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.effects.hands import NOT_FOUND
from bot.integrations.pagerduty.naming import called
from bot.integrations.pagerduty.reading import seen_of
from bot.store import incidents
from bot.store.database import Database
from bot.usecases.unit import Unit


async def differences(client: PagerDuty, db: Database[Unit]) -> list[str]:
    """Read every page of what is not closed, write nothing, and give a sentence for each difference."""
    found = list[str]()
    for number in filter(client.source.has_id, await db.read(incidents.paged)):
        incident = await db.read(_of, number)
        page = page_of(incident, number) if incident else None
        if incident and page:
            found += _said(incident, page, await _look(client, number))
    return found


def _of(number: str) -> Incident | None:
    known = incidents.by_page("", number)
    return incidents.get(known) if known else None


async def _look(client: PagerDuty, number: str) -> Seen | None:
    try:
        answer = await client.read(f"/incidents/{client.source.id_there(number)}")
        return called(client.source, seen_of(answer["incident"]))
    except PermanentError as error:
        if error.code not in NOT_FOUND:
            raise
        return None


def _said(incident: Incident, page: Page, seen: Seen | None) -> Iterator[str]:
    about = f"{incident.ref} {page.service}"
    if seen is None:
        if page.is_open:
            yield f"{about}: PagerDuty has it no more, and here it is {page.state}."
        return
    if seen.state is not page.state and not page.merged:
        yield f"{about}: it is {seen.state} in PagerDuty, and {page.state} here."
    if service_as_seen(page, seen) != page.service:
        yield f"{about}: its service is {seen.service} in PagerDuty."
    if seen.priority != page.priority:
        there, here = seen.priority or "none", page.priority or "none"
        yield f"{about}: its priority is {there} in PagerDuty, and {here} here."
