"""What the settings name and PagerDuty does not have, so that nobody would be called."""

from collections.abc import Iterable, Iterator

from bot.domain.checkup import Finding, fault, note
from bot.domain.oncall import Schedule, Service
from bot.domain.taxonomy import Taxonomy
from bot.store.oncall import lists
from bot.store.who import listings

PAGERDUTY = "PagerDuty"


def present(words: Taxonomy) -> list[Finding]:
    """Give them all; none of a list that was never read to its end."""
    return [*_services(words), *_schedules(words)]


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
