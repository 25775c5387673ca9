"""Who is on call on each level of an escalation policy, until when, and who comes then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.domain.oncall import Policy, Shift


@dataclass(frozen=True)
class Turn:
    """Somebody is on call, or will be. `user`: id of their account; `person`: their Slack id, if known.

    Both times are None for who is on call for ever.
    """

    user: str
    name: str
    person: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Duty:
    """`now` is on call, and `then` follows, where that is known already."""

    now: Turn
    then: Turn | None = None


@dataclass(frozen=True)
class Level:
    """`minutes` after it the next level is called. Where nobody is on `duties`, `coming` says who will be."""

    number: int
    minutes: int
    duties: tuple[Duty, ...]
    coming: Turn | None = None


@dataclass(frozen=True)
class Roster:
    """A policy as it is now; `services`: the names of those that call people by it."""

    policy: Policy
    services: tuple[str, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class AsOf:
    """When on-call was read last, None: never; and whether that is so long ago that it must be said.

    `of`: the account that it is of, as people call it.
    """

    read_at: datetime | None
    stale: bool
    of: str = "PagerDuty"


@dataclass(frozen=True)
class Overview:
    """Some of the policies that people may see; `total`: of how many."""

    rosters: tuple[Roster, ...]
    total: int
    as_of: AsOf


@dataclass(frozen=True)
class Ahead:
    """The turns of each level of a policy, by its number. `read_at`: when it was read far ahead, if ever."""

    policy: Policy
    levels: Mapping[int, tuple[Turn, ...]]
    read_at: datetime | None


def levels(
    policy: Policy, shifts: Iterable[Shift], persons: Mapping[str, str], now: datetime
) -> tuple[Level, ...]:
    """Give all of them. `persons`: Slack ids by the ids of accounts; who shares a level keeps their order."""
    ordered = sorted(shifts, key=lambda one: (one.level, one.position, _begins(one)))
    by_level = {number: list(some) for number, some in groupby(ordered, key=lambda one: one.level)}
    count = max(len(policy.levels), *by_level, 0) if by_level else len(policy.levels)
    return tuple(
        _level(number, policy, by_level.get(number, []), persons, now) for number in range(1, count + 1)
    )


def coming(shifts: Iterable[Shift], persons: Mapping[str, str]) -> dict[int, tuple[Turn, ...]]:
    """Give the turns of each level, those that begin first first. `persons`: as for levels."""
    targets: dict[tuple[int, int], list[Shift]] = {}
    for one in sorted(shifts, key=_begins):
        targets.setdefault((one.level, one.position), []).append(one)
    found: dict[int, list[Turn]] = {}
    for level, position in sorted(targets):
        found.setdefault(level, []).extend(_joined(targets[level, position], persons))
    return {
        level: tuple(sorted(turns, key=lambda one: one.since.isoformat() if one.since else ""))
        for level, turns in found.items()
    }


def called(shifts: Iterable[Shift], now: datetime) -> tuple[str, ...]:
    """Give the ids of the accounts of who is on call now, each once, the first level first."""
    ordered = sorted(shifts, key=lambda one: (one.level, one.position, _begins(one)))
    return tuple(dict.fromkeys(one.user for one in ordered if one.is_on(now)))


def _level(
    number: int, policy: Policy, shifts: list[Shift], persons: Mapping[str, str], now: datetime
) -> Level:
    targets = [list(some) for _, some in groupby(shifts, key=lambda one: one.position)]
    turns = [_joined(some, persons) for some in targets]
    duties = tuple(duty for some in turns for duty in _duties(some, now))
    minutes = policy.levels[number - 1] if number <= len(policy.levels) else 0
    later = [one for some in turns for one in some if one.since and one.since > now]
    coming = min(later, key=lambda one: one.since or now, default=None) if not duties else None
    return Level(number, minutes, duties, coming)


def _joined(shifts: list[Shift], persons: Mapping[str, str]) -> list[Turn]:
    """Make one turn of shifts that follow one another without a change of the person."""
    turns: list[Turn] = []
    for one in shifts:
        last = turns[-1] if turns else None
        if last and last.user == one.user and last.until and last.until == one.since:
            turns[-1] = Turn(last.user, last.name, last.person, last.since, one.until)
        else:
            turns.append(Turn(one.user, one.name, persons.get(one.user, ""), one.since, one.until))
    return turns


def _duties(turns: list[Turn], now: datetime) -> Iterable[Duty]:
    for one in turns:
        if (one.since is None or one.since <= now) and (one.until is None or now < one.until):
            later = [each for each in turns if one.until and each.since and each.since >= one.until]
            yield Duty(one, min(later, key=lambda each: each.since or now, default=None))


def _begins(shift: Shift) -> str:
    return shift.since.isoformat() if shift.since else ""
