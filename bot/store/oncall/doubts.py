"""What the settings name and PagerDuty does not have, so that nobody would be called."""

import difflib
from collections.abc import Container, Iterator
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
        there = _known(listing, kind)
        if name and name != before and there is not None and name not in there:
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
            "pagerduty services",
            Service,
            (said or {}).get(field) or "",
            (was or {}).get(field) or "",
        )
    if section == "services" and key != "*":
        yield "key", "pagerduty services", Service, key, key if was is not None else ""
    if section == "oncall_usergroups":
        yield "schedule", "pagerduty schedules", Schedule, said or "", was or ""


def services(words: Taxonomy, there: Container[str]) -> Iterator[Finding]:
    """Say of each service that the settings name and that is not there who names it."""
    named = {
        **{name: "Settings, PagerDuty services" for name in words.services if name != "*"},
        **{one.pagerduty_service: f"the category {one.name}" for one in words.categories.values()},
        words.major.get("pagerduty_service") or "": "Critical without a form",
    }
    for name in (one for one in named if one and one not in there):
        said = f"It has no service called {name}, which {named[name]} names: it calls nobody."
        yield fault(PAGERDUTY, f"{said} Name another there.")


def _services(words: Taxonomy) -> Iterator[Finding]:
    there = _known("pagerduty services", Service)
    return services(words, there) if there is not None else iter(())


def _schedules(words: Taxonomy) -> Iterator[Finding]:
    named = {schedule: handle for handle, schedule in words.oncall_usergroups.items()}
    there = _known("pagerduty schedules", Schedule)
    for name in (one for one in named if there is not None and one not in there):
        yield note(
            PAGERDUTY,
            f"It has no schedule called {name}, which @{named[name]} should follow: it stays as it is.",
        )


def _known(listing: str, kind: type[Service | Schedule]) -> set[str] | None:
    """Give the names of what is there; None where the list was never read to its end."""
    return lists.names(kind) if listings.ended_at(listing) else None
