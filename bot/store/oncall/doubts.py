"""What the settings name and PagerDuty does not have, so that nobody would be called."""

from collections.abc import Container, Iterator

from bot.domain.checkup import Finding, fault, note
from bot.domain.oncall import Schedule, Service
from bot.domain.taxonomy import Taxonomy
from bot.store.oncall import lists
from bot.store.who import listings

PAGERDUTY = "PagerDuty"


def present(words: Taxonomy) -> list[Finding]:
    """Give them all; none of a list that was never read to its end."""
    return [*_services(words), *_schedules(words)]


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
