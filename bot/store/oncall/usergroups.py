"""Usergroups that hold who is on call in a schedule: which of them do not, as far as we know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.oncall.roster import called
from bot.store import tables, taxonomy
from bot.store.oncall import contacts, shifts
from bot.store.who import directory, people


@dataclass(frozen=True)
class Filling:
    """A usergroup, by its id, and the Slack ids of all who belong in it."""

    id: str
    handle: str
    people: tuple[str, ...]


def different(now: datetime) -> list[Filling]:
    """Give those whose members are others. Without anybody on call one stays: Slack lets none be empty."""
    found = (_filling(handle, name, now) for handle, name in taxonomy.load().oncall_usergroups.items())
    return [one for one in found if one and set(one.people) != set(directory.members([one.handle]))]


def _filling(handle: str, schedule: str, now: datetime) -> Filling | None:
    group = next(iter(directory.ids_of([handle])), "")
    row = tables.Schedule.get_or_none(tables.Schedule.name == schedule)
    wanted = _people(called(shifts.of_schedule(row.id, now), now)) if row else ()
    return Filling(group, handle, wanted) if group and wanted else None


def _people(accounts: Iterable[str]) -> tuple[str, ...]:
    keys = list(accounts)
    persons = contacts.known(keys)
    known = [persons[key] for key in keys if key in persons]
    outside = people.outside(known)
    return tuple(one for one in known if one not in outside)
