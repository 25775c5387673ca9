"""Who is on call, in windows and messages that Slack takes however many people there are."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.oncall import Policy
from bot.domain.oncall.roster import Ahead, AsOf, Duty, Level, Overview, Roster, Turn
from bot.domain.paging import Page
from bot.domain.paging.calls import Call
from bot.sandbox.slack.blockkit import problems
from bot.views.oncall import ahead, overview
from bot.views.paging import calls
from bot.views.words import moment

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
AS_OF = AsOf(NOW, stale=True)
POLICY = Policy("P1", "&" * 120, levels=(30,) * 8)
named = pytest.mark.parametrize("name", ["M" * 80, "&" * 80, "Deniz Kaya"], ids=["long", "escaped", "usual"])


def turns(name: str, count: int) -> tuple[Turn, ...]:
    return tuple(Turn("A1", name, "", NOW + day * DAY, NOW + (day + 1) * DAY) for day in range(count))


def levels(name: str, people: int = 9) -> tuple[Level, ...]:
    now, then = turns(name, 2)
    return tuple(Level(number, 30, (Duty(now, then),) * people) for number in range(1, 11))


def said(blocks: Iterable[dict[str, Any]]) -> list[str]:
    return [line for one in blocks if one["type"] == "section" for line in one["text"]["text"].split("\n")]


@named
def test_a_hundred_turns_of_each_level_are_shown(name: str) -> None:
    view = ahead.modal(Ahead(POLICY, dict.fromkeys(range(1, 9), turns(name, 101)), NOW))
    assert problems(view, "modal") == []
    lines = said(view["blocks"])
    assert len([one for one in lines if one.startswith("<!date")]) == 8 * ahead.MOST
    assert lines.count("and 1 more") == 8
    assert [one for one in lines if one.startswith("*Level")] == [f"*Level {one}*" for one in range(1, 9)]


@named
def test_a_page_of_policies_with_many_people_is_shown(name: str) -> None:
    rosters = (Roster(POLICY, ("&" * 300,), levels(name)),) * overview.SIZE
    found = Overview(rosters, 30, AS_OF)
    view = overview.modal(found, 1)
    assert problems(view, "modal") == []
    assert len([one for one in said(view["blocks"]) if one.startswith("Level ")]) == 8 * overview.SIZE
    rows = overview.in_home(Overview(rosters[:4], 30, AS_OF))
    assert problems({"type": "home", "blocks": rows}, "home") == []
    assert said(rows)[-1] == "and 26 more"


@named
def test_who_is_to_be_called_by_hand_fits_in_a_message(name: str) -> None:
    page = Page("call-1", "Payments", NOW - DAY, "U1", delayed=True)
    message: dict[str, Any] = calls.message(Call("Checkout", page, id=1), levels(name), AS_OF)
    assert problems(message, "message") == []
    assert f"*On call for it, as of {moment(NOW)}*" in said(message["blocks"])
