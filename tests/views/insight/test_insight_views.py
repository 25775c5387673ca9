"""Figures as people read them: Slack takes them however many there are; words and drawings say the same."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from harness import texts
from incidents import NOW, WORDS

from bot.domain.insight import period as periods
from bot.domain.insight.counted import Kind, alike, stamp
from bot.domain.insight.counting import Count
from bot.domain.insight.digest import Digest
from bot.domain.insight.figures import Figures
from bot.domain.tasks import Task
from bot.domain.taxonomy import Category, Group, Priority, Taxonomy
from bot.sandbox.slack.blockkit import problems
from bot.views.insight import digest, home, message, parts, window, words
from bot.views.words import fit

HOSTILE = "<!channel> *_~`x`~_* & <https://evil|a link> " + "x" * 60
PERIODS = ("week", "month", "quarter", "year", "2026", "2010-01-01 2029-12-31", "2026-11-21")


def crowded(name: str) -> Taxonomy:
    """Give a hundred categories in ten groups, and nine priorities, whose names end in `name`."""
    first = next(iter(WORDS.priorities.values()))
    ranks = [f"P{rank} {name}"[:60] for rank in range(1, 10)]
    priorities = {key: replace(first, key=key, rank=rank, name=name) for rank, key in enumerate(ranks, 1)}
    groups = {f"g{number}": Group(f"g{number}", f"{number} {name}") for number in range(10)}
    categories = {f"c{n}": Category(f"c{n}", f"{n} {name}", f"g{n % 10}") for n in range(100)}
    assert all(isinstance(one, Priority) for one in priorities.values())
    return replace(WORDS, priorities=priorities, groups=groups, categories=categories)


def figures(known: Taxonomy, name: str, many: int) -> Figures:
    dice, period = random.Random(1), periods.read(name, "Europe/Paris", NOW)  # noqa: S311 - no secret
    count = Count(period, known, NOW)
    length = (min(period.until, NOW) - period.since).total_seconds()
    for _ in range(many):
        opened = stamp(period.since + timedelta(seconds=dice.randrange(int(length))))
        status = dice.choice(["open", "closed", "closed", "post-mortem"])
        priority, category = dice.choice([*known.priorities]), dice.choice([*known.categories, "gone"])
        kind = Kind(status, priority, category, dice.random() < 0.9, ("declared", "recovered", "started"))
        count.take(alike(kind, [opened, 0, dice.randrange(10**6), -(10**3)]))
    return count.figures([stamp(NOW) - dice.randrange(10**7) for _ in range(many)])


@pytest.mark.parametrize("name", PERIODS)
def test_slack_takes_them_however_many_there_are(name: str) -> None:
    for known, many in ((crowded(HOSTILE), 3000), (WORDS, 1), (WORDS, 0)):
        found = figures(known, name, many)
        for drawn in (True, False):
            assert problems(message.answer(found, known, drawn=drawn), "message") == []
            assert problems(message.shared(found, known, "<@U1>", drawn=drawn), "message") == []
        assert problems(window.modal(found, known), "modal") == []
        assert problems({"type": "home", "blocks": home.rows(found) or [{"type": "divider"}]}, "home") == []
        said = message.answer(found, known, drawn=False)
        hidden = len(parts.rows(found, known)) - parts.MOST
        assert (f"and {hidden} more rows" in texts(said["blocks"])) is (hidden > 0)
        assert "<!channel>" not in said["text"] + texts(said["blocks"])
        assert len(said["text"]) < 4000


def test_words_and_drawings_say_the_same() -> None:
    found = figures(WORDS, "month", 40)
    drawn, said = (message.answer(found, WORDS, drawn=drawn) for drawn in (True, False))
    assert drawn["text"] == said["text"]
    read = texts(said["blocks"])
    for row in parts.rows(found, WORDS)[: parts.MOST]:
        assert parts.lines([row])[0] in read
        assert all(fit(cell, parts.NAME) in parts.lines([row])[0] for cell in row)
    for chart in (block["chart"] for block in drawn["blocks"] if block["type"] == "data_visualization"):
        for series in chart["series"]:
            assert sum(point["value"] for point in series["data"]) <= found.total.count
    total = sum(sum(step.values()) for step in found.trend)
    trend = next(block for block in drawn["blocks"] if block["type"] == "data_visualization")
    points = [point["value"] for series in trend["chart"]["series"] for point in series["data"]]
    assert sum(points) == total == found.total.count


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"action_id": window.CHOOSE, "selected_option": {"value": "year"}}, "year"),
        ({"action_id": window.FIRST}, "2026-10-01 2026-10-31"),
        ({"action_id": window.LAST}, "2026-10-01 2026-10-31"),
    ],
)
def test_the_window_tells_which_days_are_meant(chosen: dict[str, Any], wanted: str) -> None:
    assert window.chosen(_view("2026-10-01", "2026-10-31"), chosen) == wanted


def test_of_days_that_are_the_wrong_way_round_the_last_chosen_counts() -> None:
    view = _view("2026-10-31", "2026-10-01")
    assert window.chosen(view, {"action_id": window.FIRST}) == "2026-10-31 2026-10-31"
    assert window.chosen(view, {"action_id": window.LAST}) == "2026-10-01 2026-10-01"


def test_a_digest_names_what_is_overdue_and_fits() -> None:
    late = _task()
    told = Digest(figures(WORDS, "week", 30), 7, (late,) * 15, 40, WORDS, NOW, draws=True)
    for drawn in (True, False):
        said = digest.message(told, drawn=drawn)
        assert problems(said, "message") == []
        assert "and 25 more" in texts(said["blocks"])
        assert "<!channel>" not in texts(said["blocks"])
        assert "The week before: 7" in texts(said["blocks"])


def _task() -> Task:
    return Task(
        incident=1, title=HOSTILE * 3, owner="U1", due_on=date(2026, 11, 1), added_by="U1", added_at=NOW
    )


def _view(first: str, last: str) -> dict[str, Any]:
    days = {window.FIRST: {"selected_date": first}, window.LAST: {"selected_date": last}}
    return {"state": {"values": {"stats_period:month": days}}}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-20", "20 Nov 2026"),
        ("2026-11-02 2026-11-08", "2 to 8 Nov 2026"),
        ("2026-10-30 2026-11-08", "30 Oct to 8 Nov 2026"),
        ("2025-12-30 2026-01-02", "30 Dec 2025 to 2 Jan 2026"),
    ],
)
def test_days_are_said_without_saying_anything_twice(typed: str, said: str) -> None:
    assert words.days(periods.read(typed, "UTC", NOW)) == said


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026-10-25 2026-11-22", "only 25 Oct", "16 Nov"),
        ("2026-10-24 2026-11-20", "24 to 25 Oct", "16 to 20 Nov"),
        ("2026-10-30 2026-12-03", "30 Oct to 1 Nov", "30 Nov to 3 Dec"),
        ("2025-11-23 2026-11-30", "23 to 30 Nov 2025", "Nov 2026"),
        ("2025-12-31 2026-10-01", "only 31 Dec 2025", "only 1 Oct 2026"),
    ],
)
def test_a_step_that_is_cut_short_says_which_days_it_holds(name: str, first: str, last: str) -> None:
    period = periods.read(name, "Europe/Paris", NOW)
    assert words.step(period, period.steps[0]) == first
    assert words.step(period, period.steps[-1]) == last
