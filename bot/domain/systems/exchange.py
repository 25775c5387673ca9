"""What is carried over between Firebell and another system, thing by thing, and how that ended.

What people wrote is never part of it, only that it changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.incident import Incident
from bot.domain.paging import Page
from bot.domain.ticketing import Synced, Ticket

CATCHING_UP, COMPARING, CATALOG = "catching up", "comparing", "catalog"
"""What looks by itself, and is so the cause: after a silence, every hour, or when the catalog is read."""

WORDS = "…"
"""Stands for what somebody wrote."""


class Way(StrEnum):
    THERE = "there"
    BACK = "back"


class End(StrEnum):
    DONE = "done"
    LATER = "tried again"
    REFUSED = "refused"


@dataclass(frozen=True)
class Exchange:
    """`object`: what it is about, as it is called there. `was`, `becomes`: what changed, by name."""

    system: str
    way: Way
    object: str
    what: str
    was: Mapping[str, str] = field(default_factory=dict)
    becomes: Mapping[str, str] = field(default_factory=dict)
    end: End = End.DONE
    error: str = ""


@dataclass(frozen=True)
class Cause:
    """Why something is carried over. `told`: the key of what they told us, or the name of what looked.

    `by`: whose act it follows, their Slack id. `delivery`: which one carries it. `wrote`: what that has
    carried there already, so that reading it is no news.
    """

    told: str = ""
    by: str = ""
    delivery: int = 0
    wrote: tuple[Exchange, ...] = ()


def brought(was: Incident, now: Incident) -> list[Exchange]:
    """Give what an incident took over from its pages and tickets, and how it followed them."""
    pages, tickets = {one.key: one for one in was.pages}, {one.mark: one for one in was.tickets}
    found = [*_pages(pages, now.pages), *_tickets(tickets, now.tickets)]
    before, after = _differences(_of_incident(was), _of_incident(now))
    if found and after:
        found.append(Exchange(found[-1].system, Way.BACK, now.ref, "incident", before, after))
    return found


def brought_by_page(was: Page | None, now: Page) -> Iterator[Exchange]:
    """Give what a page took over from there."""
    before, after = _differences(_of_page(was) if was else {}, _of_page(now))
    if after:
        yield Exchange(now.source.system, Way.BACK, now.id or now.key, "page", before, after)
    for number in _new(was.notes if was else (), now.notes):
        yield Exchange(now.source.system, Way.BACK, number, "note")


def without_echoes(found: Iterable[Exchange], wrote: Iterable[Exchange]) -> list[Exchange]:
    """Leave out what only says again what was written there just now."""
    said = {(one.object, name, value) for one in wrote for name, value in one.becomes.items()}
    left = []
    for one in found:
        news = {name: value for name, value in one.becomes.items() if (one.object, name, value) not in said}
        if news or not one.becomes:
            before = {name: value for name, value in one.was.items() if name in news}
            left.append(replace(one, was=before, becomes=news))
    return left


def _pages(was: Mapping[str, Page], now: Iterable[Page]) -> Iterator[Exchange]:
    for page in now:
        yield from brought_by_page(was.get(page.key), page)


def _tickets(was: Mapping[str, Ticket], now: Iterable[Ticket]) -> Iterator[Exchange]:
    for ticket in now:
        earlier = was.get(ticket.mark)
        before, after = _differences(_of_ticket(earlier) if earlier else {}, _of_ticket(ticket))
        name = ticket.key or ticket.mark
        if after:
            yield Exchange(ticket.system, Way.BACK, name, "ticket", before, after)
        for number in _new(earlier.comments if earlier else (), ticket.comments):
            yield Exchange(ticket.system, Way.BACK, f"{name} {number}", "comment")


def _new(was: Iterable[str], now: Iterable[str]) -> list[str]:
    known = set(was)
    return [one for one in now if one not in known]


def _of_page(page: Page) -> dict[str, str]:
    people = ", ".join(one.key for one in page.people)
    values = {"status": str(page.state), "priority": page.priority, "urgency": page.urgency}
    return {**values, "assigned to": people, "nobody is called": page.nobody}


def _of_ticket(ticket: Ticket) -> dict[str, str]:
    values = {str(what): one.there for what, one in ticket.agreed.items() if what != Synced.SUMMARY}
    return {**values, "status": ticket.status, "state": str(ticket.state)}


def _of_incident(incident: Incident) -> dict[str, str]:
    return {"status": str(incident.status), "priority": incident.priority}


def _differences(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    names = [name for name in now if now[name] != was.get(name, "")]
    return {name: was.get(name, "") for name in names}, {name: now[name] for name in names}
