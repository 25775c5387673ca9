"""What the settings name and PagerDuty does not have, so that nobody would be called."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.checkup import Finding, fault, note
from bot.domain.oncall import Schedule, Service
from bot.domain.taxonomy import Taxonomy
from bot.store.oncall import lists
from bot.store.who import listings

PAGERDUTY = "PagerDuty"


def present(words: Taxonomy) -> list[Finding]:
    """Give them all; none of a list that was never read to its end."""
    return [*_services(words), *_schedules(words)]


def unknown(section: str, key: str, was: Any, said: Any) -> dict[str, str]:
    """Say what PagerDuty has not of what an entry newly names, by field: people mostly mistyped it."""
    found: dict[str, str] = {}
    for field, listing, kind, name, before in _named(section, key, was, said):
        if name and name != before and _missing(listing, kind, [name]):
            near = difflib.get_close_matches(name, lists.names(kind), n=1, cutoff=0.5)
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
            "pagerduty services",
            Service,
            (said or {}).get(field) or "",
            (was or {}).get(field) or "",
        )
    if section == "services" and key != "*":
        yield "key", "pagerduty services", Service, key, key if was is not None else ""
    if section == "oncall_usergroups":
        yield "schedule", "pagerduty schedules", Schedule, said or "", was or ""


def _services(words: Taxonomy) -> Iterator[Finding]:
    named = {
        **{name: "Settings, PagerDuty services" for name in words.services if name != "*"},
        **{one.pagerduty_service: f"the category {one.name}" for one in words.categories.values()},
        words.major.get("pagerduty_service") or "": "Critical without a form",
    }
    for name in _missing("pagerduty services", Service, named):
        yield fault(
            PAGERDUTY, f"It has no service called {name}, which {named[name]} names: it calls nobody."
        )


def _schedules(words: Taxonomy) -> Iterator[Finding]:
    named = {schedule: handle for handle, schedule in words.oncall_usergroups.items()}
    for name in _missing("pagerduty schedules", Schedule, named):
        yield note(
            PAGERDUTY,
            f"It has no schedule called {name}, which @{named[name]} should follow: it stays as it is.",
        )


def _missing(listing: str, kind: type[Service | Schedule], named: Iterable[str]) -> list[str]:
    if listings.ended_at(listing) is None:
        return []
    there = lists.names(kind)
    return [name for name in named if name and name not in there]
