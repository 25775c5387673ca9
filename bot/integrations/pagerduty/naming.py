"""What is read of an account, called so that it is taken for no other's: see domain.paging.source."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from bot.domain.oncall import Contact, Policy, Schedule, Service, Shift, Team, Thing
from bot.domain.paging import Noted, Seen
from bot.domain.paging.asking import KEY
from bot.domain.paging.source import Source
from bot.domain.systems.told import Told

Read = TypeVar("Read", bound=Thing | Shift | Seen | Noted)

IDS: Mapping[type[Any], tuple[str, ...]] = {
    Seen: ("id", "merged_into"),
    Noted: ("page",),
    Shift: ("policy", "user", "schedule"),
    Service: ("id", "policy"),
    Policy: ("id",),
    Schedule: ("id",),
    Team: ("id",),
    Contact: ("id",),
}
"""Fields that hold an id."""

NAMES: Mapping[type[Any], tuple[str, ...]] = {
    Seen: ("service",),
    Service: ("name",),
    Policy: ("name",),
    Schedule: ("name",),
    Team: ("name",),
}
"""Fields by whose words things are known here; people are called as they are everywhere."""


def called(source: Source, one: Read) -> Read:
    """Give it as it is called here."""
    if not source.name:
        return one
    change: dict[str, Any] = {field: source.id(getattr(one, field)) for field in IDS[type(one)]}
    change |= {field: source.named(getattr(one, field)) for field in NAMES.get(type(one), ())}
    if isinstance(one, Seen):
        change["key"] = _key(source, one.key)
        change["people"] = tuple(replace(person, key=source.id(person.key)) for person in one.people)
    if isinstance(one, Contact):
        change["teams"] = tuple(map(source.id, one.teams))
    return replace(one, **change)


def told(source: Source, one: Told) -> Told:
    """The same for what was told: what it is about, and by which key and service that may be known."""
    said = dict(one.said)
    if "key" in said:
        said["key"] = _key(source, said["key"])
    if "service" in said:
        said["service"] = source.named(said["service"])
    return replace(one, source=source.system, object=source.id(one.object), said=said)


def _key(source: Source, there: str) -> str:
    """Give what a page is known by here, which is no longer than PagerDuty's own may be."""
    return source.id(there)[:KEY]
