"""What the settings name and PagerDuty does not have, so that nobody would be called."""

import difflib
from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import Any

from bot.domain.checkup import Finding, fault, note
from bot.domain.oncall import Schedule, Service
from bot.domain.paging.asking import ALWAYS, OFF_HOURS
from bot.domain.paging.source import SYSTEM, Source, of_name
from bot.domain.taxonomy import Taxonomy
from bot.store.oncall import lists
from bot.store.systems import standings
from bot.store.who import listings

PAGERDUTY = "PagerDuty"
SERVICES, SCHEDULES = "pagerduty services", "pagerduty schedules"


def present(words: Taxonomy) -> list[Finding]:
    """Give them all; none of a list that was never read to its end."""
    return [*_major(words), *_services(words), *_schedules(words)]


def unknown(section: str, key: str, was: Any, said: Any) -> dict[str, str]:
    """Say what PagerDuty has not of what an entry newly names, by field: people mostly mistyped it."""
    found: dict[str, str] = {}
    for field, listing, kind, name, before in _named(section, key, was, said):
        there = lists.names(kind)
        if name and name != before and name not in there and _is_read(listing, name):
            near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
            meant = f" Did you mean {near[0]}?" if near else ""
            what = "schedule" if kind is Schedule else "service"
            found[field] = (
                f"PagerDuty has no {what} called {name}.{meant} New ones are known after 15 minutes."
            )
    return found


def _named(section: str, key: str, was: Any, said: Any) -> Iterator[tuple[str, str, type[Any], str, str]]:
    """Give field, list, kind, name, and what stood there before."""
    field = "pagerduty_service"
    if section in {"categories", "major"}:
        yield (
            field,
            SERVICES,
            Service,
            (said or {}).get(field) or "",
            (was or {}).get(field) or "",
        )
    if section == "services" and key != "*":
        yield "key", SERVICES, Service, key, key if was is not None else ""
    if section == "oncall_usergroups":
        yield "schedule", SCHEDULES, Schedule, said or "", was or ""


def services(words: Taxonomy, there: Container[str], is_read: Callable[[str], bool]) -> Iterator[Finding]:
    """Say of each service that the settings name and that is not there who names it.

    is_read: tells of a name whether what is there is known of its account.
    """
    named = {
        **{name: "Settings, PagerDuty services" for name in words.services if name != "*"},
        **{one.pagerduty_service: f"the category {one.name}" for one in words.categories.values()},
        words.major.get("pagerduty_service") or "": "Critical without a form",
    }
    for name in (one for one in named if one and one not in there and is_read(one)):
        said = f"It has no service called {name}, which {named[name]} names: it calls nobody."
        yield fault(PAGERDUTY, f"{said} Name another there.")


def _major(words: Taxonomy) -> Iterator[Finding]:
    """What is critical pages somebody also where its category names no service."""
    category = words.categories.get(words.major.get("category", ""))
    worst = min(words.priorities.values(), key=lambda one: one.rank)
    names_one = category is None or category.pagerduty_service or words.major.get("pagerduty_service")
    if not names_one and worst.paging in {ALWAYS, OFF_HOURS} and _is_read(SERVICES, ""):
        said = "A critical incident without a form calls nobody: no service is named for it."
        yield fault(PAGERDUTY, f"{said} Name one under Settings, Critical without a form.")


def _services(words: Taxonomy) -> Iterator[Finding]:
    return services(words, lists.names(Service), partial(_is_read, SERVICES))


def _schedules(words: Taxonomy) -> Iterator[Finding]:
    named = {schedule: handle for handle, schedule in words.oncall_usergroups.items()}
    there = lists.names(Schedule)
    for name in (one for one in named if one not in there and _is_read(SCHEDULES, one)):
        yield note(
            PAGERDUTY,
            f"It has no schedule called {name}, which @{named[name]} should follow: it stays as it is.",
        )


def _is_read(listing: str, name: str) -> bool:
    """Tell whether this list of its account was ever read to its end; one that is unknown is the first."""
    source = of_name(name)
    source = source if source.system in standings.systems(SYSTEM) else Source()
    return listings.ended_at(source.job(listing)) is not None
