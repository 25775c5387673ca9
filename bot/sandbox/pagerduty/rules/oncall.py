"""Who is on call: of each policy and level the people and the shifts of the schedules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.pagerduty.rules import shifts
from bot.sandbox.pagerduty.world import World
from bot.sandbox.pagerduty.world.things import Level, Policy


@dataclass(frozen=True)
class OnCall:
    """A person named by the policy itself is on call for ever: no schedule, no start, no end."""

    policy: str
    level: int
    user: str
    schedule: str | None = None
    start: datetime | None = None
    end: datetime | None = None


def between(world: World, since: datetime, until: datetime) -> Iterator[OnCall]:
    for policy in world.policies.values():
        for number, level in enumerate(policy.levels, start=1):
            yield from _of_level(world, policy, number, level, since, until)


def _of_level(
    world: World, policy: Policy, number: int, level: Level, since: datetime, until: datetime
) -> Iterator[OnCall]:
    for kind, target in level.targets:
        if kind == "user":
            yield OnCall(policy.id, number, target)
        elif target in world.schedules:
            for shift in shifts.final(world.schedules[target], since, until):
                yield OnCall(policy.id, number, shift.user, target, shift.start, shift.end)


def at_level(world: World, policy: Policy, number: int, now: datetime) -> list[str]:
    """The users who are called on this level now, each once."""
    found = _of_level(world, policy, number, policy.levels[number - 1], now, now)
    return list(dict.fromkeys(one.user for one in found if one.start is None or one.start <= now))


def first_level(world: World, policy: Policy, start: int, now: datetime) -> int | None:
    """The first level from `start` on on which somebody is on call; None where there is none."""
    levels = range(start, len(policy.levels) + 1)
    return next((number for number in levels if at_level(world, policy, number, now)), None)
