"""Who is on duty when: a schedule rendered into shifts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.sandbox.clock import zone_of
from bot.sandbox.pagerduty.world.things import Layer, Schedule
from bot.sandbox.world import Json


@dataclass(frozen=True)
class Shift:
    user: str
    start: datetime
    end: datetime


def of_layer(layer: Layer, zone: str, since: datetime, until: datetime) -> list[Shift]:
    """The turns of one layer that touch the window."""
    turns = _turns(layer, since, until)
    hours = [window for rule in layer.restrictions for window in _hours(rule, zone, since, until)]
    if layer.restrictions:
        turns = (cut for turn in turns for start, end in hours if (cut := _within(turn, start, end)))
    return sorted(turns, key=lambda shift: shift.start)


def of_overrides(schedule: Schedule, since: datetime, until: datetime) -> list[Shift]:
    """The newest override wins where they overlap."""
    shifts: list[Shift] = []
    for one in schedule.overrides.values():
        shifts = _over(Shift(one.user, one.start, one.end), shifts)
    return [shift for shift in shifts if shift.end > since and shift.start < until]


def final(schedule: Schedule, since: datetime, until: datetime) -> list[Shift]:
    """What counts in the end, each shift with its real start and end."""
    longest = timedelta(seconds=max((layer.turn_seconds for layer in schedule.layers), default=0))
    early, late = since - longest, until + longest
    shifts: list[Shift] = []
    layers = (of_layer(layer, schedule.time_zone, early, late) for layer in schedule.layers)
    for above in (*layers, of_overrides(schedule, early, late)):
        for shift in above:
            shifts = _over(shift, shifts)
    return [shift for shift in shifts if shift.end > since and shift.start <= until]


def cut(shifts: Iterable[Shift], since: datetime, until: datetime) -> list[Shift]:
    return [part for shift in shifts if (part := _within(shift, since, until))]


def coverage(shifts: Iterable[Shift], since: datetime, until: datetime) -> float:
    """How much of the window somebody is on duty, in percent."""
    covered = sum((shift.end - shift.start for shift in cut(shifts, since, until)), timedelta(0))
    return round(100 * covered / (until - since), 1)


def _turns(layer: Layer, since: datetime, until: datetime) -> Iterator[Shift]:
    if not layer.users:
        return
    length = timedelta(seconds=layer.turn_seconds)
    end = min(until, layer.end) if layer.end else until
    number = max(0, (since - layer.start) // length)
    while (start := layer.start + number * length) < end:
        yield Shift(
            layer.users[number % len(layer.users)], start, min(start + length, layer.end or until + length)
        )
        number += 1


def _hours(rule: Json, zone: str, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When a daily or weekly restriction lets the layer be on duty."""
    place, length = zone_of(zone), timedelta(seconds=rule["duration_seconds"])
    begin = time.fromisoformat(rule["start_time_of_day"])
    day = (since.astimezone(place) - timedelta(days=8)).date()
    while (start := datetime.combine(day, begin, place)) < until:
        if rule["type"] == "daily_restriction" or day.isoweekday() == rule.get("start_day_of_week"):
            yield start, start + length
        day += timedelta(days=1)


def _within(shift: Shift, start: datetime, end: datetime) -> Shift | None:
    begins, ends = max(shift.start, start), min(shift.end, end)
    return replace(shift, start=begins, end=ends) if begins < ends else None


def _over(above: Shift, shifts: list[Shift]) -> list[Shift]:
    """Lay one shift over others, of which the uncovered parts stay."""
    left: list[Shift] = []
    for shift in shifts:
        if shift.end <= above.start or shift.start >= above.end:
            left.append(shift)
            continue
        if shift.start < above.start:
            left.append(replace(shift, end=above.start))
        if shift.end > above.end:
            left.append(replace(shift, start=above.end))
    return sorted([*left, above], key=lambda shift: shift.start)
