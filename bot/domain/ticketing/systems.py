"""Ticket systems side by side: what each is called, by people and here, and how its tickets are known.

The first is called as if there were no other. What is of another carries its mark behind the names of its
effects and lanes, as with several PagerDuty accounts.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.paging import service_of
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Filing, Opening, Standing, Ticket, filing_of
from bot.domain.ticketing.queues import Queue, queue_of

FILE = "file_ticket"
"""The effect that makes tickets, where there is any system for it."""


@dataclass(frozen=True)
class System:
    """`name`: how inbox, tickets and the audit call it. `keys`: how tickets there are called."""

    name: str
    title: str
    mark: str
    keys: re.Pattern[str]
    example: str
    page: str

    def effect(self, name: str) -> str:
        """Give what an effect, or a lane, of the first system is called, of this one."""
        return f"{name}{self.mark}"


JIRA = System("jira", "Jira", "", re.compile(r"[A-Z][A-Z0-9_]{1,30}-[1-9]\d{0,9}"), "INC-7", "docs/jira.md")
"""https://support.atlassian.com/jira-software-cloud/docs/what-is-an-issue/"""

RT = System("rt", "RT", ":rt", re.compile(r"RT#[1-9]\d{0,9}"), "RT#12", "docs/rt.md")
"""Its tickets have bare numbers, which people write behind a #; no key of Jira's holds one."""

SYSTEMS = (JIRA, RT)
"""Where several are connected and nobody says which, the first of them is meant."""


def system_of(key: str) -> System:
    """Tell by how a ticket is called where it is; what nobody calls yet is in the first."""
    return next((one for one in SYSTEMS if one.keys.fullmatch(key)), JIRA)


def named(name: str) -> System:
    return next((one for one in SYSTEMS if one.name == name), JIRA)


def typed(key: str, there: Collection[str]) -> tuple[str, System]:
    """Give a key as people there call it. there: what is connected. Raises UserError where it is none."""
    key = key.strip().upper()
    found = next((one for one in SYSTEMS if one.keys.fullmatch(key)), None)
    if found is None:
        examples = " or ".join(one.example for one in SYSTEMS if one.name in there)
        raise _wrong_key(f"Write the ticket's key, such as {examples}.")
    if found.name not in there:
        raise _wrong_key(f"{key} is in {found.title}, which is not connected: {found.page} tells how.")
    return key, found


def wanted(incident: Incident, taxonomy: Taxonomy) -> str:
    """Name the system in which the settings want its ticket; empty where they leave it open."""
    return RT.name if _queue_of_service(incident, taxonomy) else _filing(incident, taxonomy).system


def place_of(incident: Incident, system: str, taxonomy: Taxonomy) -> str:
    """Give the project, or queue, in which its ticket is made; empty: the usual one."""
    where = _filing(incident, taxonomy)
    if system == RT.name:
        return _queue_of_service(incident, taxonomy) or where.queue
    return where.project


def is_restricted(system: str, place: str, taxonomy: Taxonomy) -> bool:
    """Tell whether only who may see private incidents reads a project or queue; the settings name it."""
    named = (
        one.queue if system == RT.name else one.project
        for one in taxonomy.tickets.values()
        if one.restricted and one.system in {"", system}
    )
    return bool(place) and place.casefold() in map(str.casefold, named)


def spoken(taxonomy: Taxonomy, system: str, place: str) -> Taxonomy:
    """Give it as this system, and this queue of it, speak: its statuses, and what begins incidents."""
    if system != RT.name:
        return taxonomy
    queue = queue_of(taxonomy.ticket_queues, place)
    standings = {one.key: one for one in _standings(queue)}
    openings = {place: Opening(place, _category(queue, taxonomy), (), _opens(queue, taxonomy))}
    return replace(taxonomy, ticket_statuses=standings, ticket_openings=openings)


def words_of(ticket: Ticket, place: str, taxonomy: Taxonomy) -> Taxonomy:
    """Give the taxonomy as where this ticket is now speaks."""
    return spoken(taxonomy, ticket.system, place or ticket.project)


def _standings(queue: Queue) -> Iterable[Standing]:
    """Who resolves it there is asked here, and resolves its page, as RT's own scrip for PagerDuty does.

    https://metacpan.org/pod/RT::Extension::PagerDuty
    """
    over = queue.resolved
    yield Standing("open", queue.untouched, queue.untouched)
    yield Standing("investigating", queue.acknowledged, queue.acknowledged)
    yield Standing("mitigating", queue.acknowledged)
    yield Standing("mitigated", over)
    yield Standing("post-mortem", over)
    yield Standing("closed", over, (*over, *queue.refused), silences=over)


def _category(queue: Queue, taxonomy: Taxonomy) -> str:
    """Give what the queue says, else the category that pages its service, else that of the service."""
    if queue.category or not queue.service:
        return queue.category
    paging = (one.key for one in taxonomy.categories.values() if one.pagerduty_service == queue.service)
    return next(paging, "") or service_of(taxonomy.services, queue.service).category


def _opens(queue: Queue, taxonomy: Taxonomy) -> str:
    """Give what the queue says, else what its service begins incidents with."""
    if queue.opens or not queue.service:
        return queue.opens
    return service_of(taxonomy.services, queue.service).opens


def _queue_of_service(incident: Incident, taxonomy: Taxonomy) -> str:
    """Give where the tickets of what began in a service of PagerDuty are made."""
    began = next((one.service for one in incident.pages if not one.own), "")
    return service_of(taxonomy.services, began).queue if began else ""


def _filing(incident: Incident, taxonomy: Taxonomy) -> Filing:
    return filing_of(taxonomy.tickets, incident.category)


def _wrong_key(sentence: str) -> UserError:
    return UserError(sentence, {"key": sentence})
