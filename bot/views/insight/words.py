"""Figures in words."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import humanize

from bot.domain.incident import Status
from bot.domain.insight.figures import AGES, Figures, Fixes, Part, Times
from bot.domain.insight.period import Period
from bot.domain.taxonomy import Taxonomy
from bot.views.words import STATUS, bold, duration, escape, fit, listed

NOT_KNOWN = "–"

MOST_SERIES = 6
"""More rows of numbers no chart of Slack's has."""

STEPS = {"day": "day by day", "week": "week by week", "month": "month by month", "year": "year by year"}


@dataclass(frozen=True)
class Chapter:
    """Some lines about one thing, escaped."""

    title: str
    lines: Sequence[str]

    @property
    def text(self) -> str:
        return "\n".join([f"*{self.title}*", *self.lines])


def days(period: Period) -> str:
    """Say `24 Oct to 22 Nov 2026`, and nothing twice."""
    first, last = period.first, period.last
    said = f"{last.day} {last:%b %Y}"
    if first == last:
        return said
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {said}"
    return f"{first.day} {first:%b}{'' if first.year == last.year else f' {first:%Y}'} to {said}"


def step(period: Period, day: date) -> str:
    """Name a step by the day on which it begins, and a week or month that is cut short by its days."""
    if period.step == "year":
        return str(day.year)
    last, month = period.cut(day), "%b %Y" if period.step == "month" else "%b"
    if last == day:
        return f"only {day.day} {day:{month}}"
    if last:
        return f"{day.day}{'' if last.month == day.month else f' {day:%b}'} to {last.day} {last:{month}}"
    return f"{day:{month}}" if period.step == "month" else f"{day.day} {day:{month}}"


def count(number: int) -> str:
    return humanize.intcomma(number)


def span(found: timedelta | None) -> str:
    return NOT_KNOWN if found is None else duration(found)


def headline(part: Part) -> str:
    """Say the whole of it in a sentence or two."""
    if not part.count:
        return "No incident was declared."
    many = "1 incident" if part.count == 1 else f"{count(part.count)} incidents"
    going_on = f", {count(part.going_on)} going on" if part.going_on else ""
    return f"{bold(many)} declared{going_on}. {fixed(part.fixes)}"


def fixed(fixes: Fixes) -> str:
    """Say how many kept to the time of their priority; a share is never rounded up."""
    said = []
    if fixes.share is not None:
        share = int(fixes.share * 100)
        said.append(f"{count(fixes.kept)} over in time and {count(fixes.late)} late ({share} % in time)")
    if fixes.running:
        said.append(f"{count(fixes.running)} still in time")
    if fixes.unknown:
        said.append(f"{count(fixes.unknown)} over without anybody saying when")
    return f"{', '.join(said)}." if said else ""


def chapters(figures: Figures, taxonomy: Taxonomy) -> list[Chapter]:
    """Say all of it but the parts."""
    found = [
        Chapter("Status now", [_statuses(figures)]),
        Chapter(f"Declared, {STEPS[figures.period.step]}", trend(figures, taxonomy)),
        Chapter("How long it took", [line for line in _times(figures, taxonomy) if line]),
    ]
    return [one for one in found if any(one.lines)] if figures.total.count else []


def totals(figures: Figures) -> str:
    """Say how many were declared in each step, in one line."""
    steps = zip(figures.period.steps, figures.trend, strict=True)
    said = [f"{step(figures.period, day)} {count(sum(there.values()))}" for day, there in steps]
    return f"Declared {STEPS[figures.period.step]}: {' · '.join(said)}"


def trend(figures: Figures, taxonomy: Taxonomy) -> list[str]:
    """Say how many were declared in each step."""
    rows = series(figures, taxonomy)
    steps = enumerate(figures.period.steps)
    return [
        f"{step(figures.period, day)}: {_by_priority({key: numbers[place] for key, numbers in rows.items()})}"
        for place, day in steps
    ]


def series(figures: Figures, taxonomy: Taxonomy) -> dict[str, list[int]]:
    """Give how many were declared step by step: of the worst priorities each, of the others together."""
    keys = ranked(figures, taxonomy)
    shown = keys if len(keys) <= MOST_SERIES else keys[: MOST_SERIES - 1]
    found = {key: [there.get(key, 0) for there in figures.trend] for key in shown}
    if len(shown) < len(keys):
        found["others"] = [sum(there.get(key, 0) for key in keys[len(shown) :]) for there in figures.trend]
    return found


def ranked(figures: Figures, taxonomy: Taxonomy) -> list[str]:
    """Give the priorities that there are, the worst first."""
    last = len(taxonomy.priorities) + 1

    def rank(key: str) -> tuple[int, str]:
        known = taxonomy.priorities.get(key)
        return known.rank if known else last, key

    return sorted(figures.priorities, key=rank)


def waiting(figures: Figures) -> list[Chapter]:
    """Say how old is what is not closed."""
    if not sum(figures.ages):
        return []
    ages = [f"{count(number)} {name}" for number, name in zip(figures.ages, _ages(), strict=True) if number]
    return [Chapter(f"Not closed today: {count(sum(figures.ages))}", [" · ".join(ages)])]


def left_out(figures: Figures) -> str:
    """Say what is in no number, so that nobody wonders."""
    if not figures.left_out:
        return ""
    return f"{count(figures.left_out)} more turned out to be none, or the same as another."


def _statuses(figures: Figures) -> str:
    there = figures.statuses
    return " · ".join(f"{STATUS[one]} {count(there[one])}" for one in Status if there.get(one))


def _by_priority(there: Mapping[str, int]) -> str:
    said = [f"{fit(key, 20)} {count(number)}" for key, number in there.items() if number]
    return f"{count(sum(there.values()))} ({listed(said)})" if said else "0"


def _times(figures: Figures, taxonomy: Taxonomy) -> list[str]:
    return [_time(taxonomy.metrics[key].name, found) for key, found in figures.times.items()]


def _time(name: str, found: Times) -> str:
    if not found.count:
        return ""
    many = "1 incident" if found.count == 1 else f"{count(found.count)} incidents"
    return (
        f"{bold(escape(name))}: half within {span(found.median)}, nine in ten within {span(found.p90)} "
        f"(known of {many})"
    )


def _ages() -> list[str]:
    days = [age.days for age in AGES]
    between = [f"of {low} to {high} days" for low, high in itertools.pairwise(days)]
    return ["younger than a day", *between, f"older than {days[-1]} days"]
