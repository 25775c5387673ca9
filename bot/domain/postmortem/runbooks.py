"""Runbooks: pages that say what to do, by service and by category of incidents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.taxonomy import Taxonomy

SERVICE = "service-"
"""Begins the label that names a service."""

_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Runbook:
    """`id`: the other system's. `version`: of its text there."""

    id: str
    title: str
    url: str
    labels: tuple[str, ...] = ()
    version: int = 0

    @property
    def service(self) -> str:
        """The service that it is about; empty where it names none."""
        named = (one.removeprefix(SERVICE) for one in self.labels if one.startswith(SERVICE))
        return next(named, "")


def slug(text: str) -> str:
    """Give words as labels hold them: `Cloud Infrastructure` is `cloud-infrastructure`."""
    return _OTHER.sub("-", text.casefold()).strip("-")


def of_category(known: Iterable[Runbook], category: str, words: Taxonomy) -> list[Runbook]:
    """Give those for a category: by its name or key first, then by the service that it pages."""
    found = words.categories.get(category)
    if found is None:
        return []
    names = {slug(found.key), slug(found.name)}
    service = f"{SERVICE}{slug(found.pagerduty_service)}" if found.pagerduty_service else ""
    by_name = [one for one in known if names & set(one.labels)]
    return by_name or [one for one in known if service and service in one.labels]


def matching(known: Iterable[Runbook], words: str) -> list[Runbook]:
    """Give those that hold the beginning of each word: in the title first, then in a label."""
    wanted = [part for part in slug(words).split("-") if part]
    ranked = [(_rank(one, wanted), one) for one in known]
    found = [(rank, one) for rank, one in ranked if rank is not None]
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].title.casefold()))]


def _rank(one: Runbook, wanted: list[str]) -> int | None:
    title = slug(one.title).split("-")
    labels = [part for label in one.labels for part in slug(label).split("-")]
    missing = [word for word in wanted if not any(part.startswith(word) for part in title)]
    if any(not any(part.startswith(word) for part in labels) for word in missing):
        return None
    return len(missing)
