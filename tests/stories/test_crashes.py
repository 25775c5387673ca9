"""Dropped anywhere, Firebell ends where it would have ended undisturbed."""

import gc
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from harness import PAYMENT, Workspace, reached
from pager import WORST, there
from walker import Moment, Person, Point, Snapshot, Story, Walk, must_equal

pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning",
    "ignore:unclosed transport:ResourceWarning",
    "ignore:Unclosed connection:ResourceWarning",
)
"""Who is dropped while connecting closes nothing; a killed process has its sockets closed by the system."""

STEP = 12
"""The fast tests look at every twelfth point, the slow ones at half of the others, in shares.

With FIREBELL_WALK=1 they look at all of them.
"""

FIRST, SHARES = 3, 4

MOMENTS: tuple[Moment, ...] = ("before transaction", "after transaction", "during call")


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """What was dropped goes now: the test after it would be warned."""
    yield
    gc.collect()


async def declaring(workspace: Workspace) -> None:
    """Ben looks at App Home while Ana declares; Eve joins."""
    ana, ben, eve = (Person(workspace, name) for name in ("ana", "ben", "eve"))
    await ben.opens_home()
    await ana.opens("open")
    await ana.submits(**PAYMENT)
    told = await workspace.until(_announced)
    await eve.clicks("Join", **{"in": "message"}, channel="tech-incidents", ts=told)


async def ending(workspace: Workspace) -> None:
    """Ana declares; once her channel is whole, it turns out to be no incident."""
    ana = Person(workspace, "ana")
    await ana.opens("open")
    await ana.submits(**PAYMENT)
    await workspace.until(lambda state: _announced(state) and _is_whole(state))
    await ana.opens("downgrade inc-1 nothing was wrong")
    await ana.submits()


async def updating(workspace: Workspace) -> None:
    """Ana declares, looks into it, and soon it is mitigated."""
    ana = Person(workspace, "ana")
    await ana.opens("open")
    await ana.submits(**PAYMENT)
    await workspace.until(lambda state: _announced(state) and _is_whole(state))
    await ana.slash("update inc-1 investigating")
    await workspace.until(lambda state: _is_called(state, "Investigating"))
    await ana.slash("update inc-1 mitigated")
    await workspace.until(lambda state: _is_called(state, "Mitigated"))


async def reopening(workspace: Workspace) -> None:
    """It was taken for no incident, and comes back."""
    ana = Person(workspace, "ana")
    await ending(workspace)
    await workspace.until(lambda state: _is_called(state, "Closed"))
    await ana.opens("reopen inc-1 it was one after all")
    await ana.submits()
    await workspace.until(lambda state: _is_called(state, "Investigating"))


async def rehearsing(workspace: Workspace) -> None:
    """Ana begins a drill, takes its page, and ends it."""
    ana = Person(workspace, "ana")
    await ana.opens("drill")
    await ana.submits(**{"What fails?": "Checkout is down", "Category": "Payment"})
    where = await workspace.until(_drill_page)
    await workspace.until(lambda state: _is_whole(state, "drill"))
    await ana.clicks("Acknowledge", **{"in": "message"}, **where)
    await workspace.until(lambda state: _is_called(state, "Investigating"))
    await ana.slash("update inc-1 mitigated: it answers again")
    await workspace.until(lambda state: _is_called(state, "Mitigated"))
    await ana.opens("close inc-1")
    await ana.submits(**{"How does it end?": "External", "What ended it?": "The drill is over"})


async def hearing(workspace: Workspace) -> None:
    """Ana declares what pages Payments; Ben acknowledges in PagerDuty, and comments on the ticket in Jira."""
    await _paged(workspace)
    await _acknowledged(workspace)
    await workspace.act("ben", "jira", issue="INC-1", comment="Looking at it.")
    await workspace.until(lambda state: _is_told(state, "Looking at it."))


async def polling(workspace: Workspace) -> None:
    """The same without webhooks: Firebell asks PagerDuty each second."""
    await _paged(workspace)
    await _acknowledged(workspace)


STORIES: dict[str, Story] = {
    "declaring": declaring,
    "ending": ending,
    "updating": updating,
    "reopening": reopening,
}
HEARD: dict[str, Story] = {"hearing": hearing, "polling": polling}
"""Told with PagerDuty and Jira connected, of which Firebell hears by webhook, or by asking."""

SAMPLED = [pytest.param(name, marks=[pytest.mark.slow] if name != "declaring" else []) for name in STORIES]
"""The fast tests take their sample of one story, the slow ones of all."""


@pytest.mark.slow
async def test_a_drill_dropped_on_the_way(tmp_path: Path) -> None:
    """Its page and ticket, too, which only seem to be somewhere else."""
    same = await Walk(tmp_path, rehearsing, others=True).run()
    said = str(next(channel for name, channel in same.channels.items() if name.startswith("drill-")))
    assert all(words in said for words in ("Scorecard", "(simulated) Payments", "DRILL-1")), said
    place = tmp_path / "dropped"
    place.mkdir()
    told = Walk(place, rehearsing, Point("before transaction", 14), others=True)
    must_equal(await told.run(), same, told.point)
    assert told.dropped


_UNDISTURBED: dict[Story, Snapshot] = {}


async def undisturbed(folder: Path, story: Story) -> Snapshot:
    """Tell it without a fault, once for all that are held against it."""
    if story not in _UNDISTURBED:
        _UNDISTURBED[story] = await _walk(folder, story).run()
        assert _UNDISTURBED[story].channels
    return _UNDISTURBED[story]


async def walk(folder: Path, story: Story, moment: Moment, numbers: Iterable[int]) -> int:
    """Walk the points of one moment until the story has no more of them; give how many there were."""
    same = await undisturbed(folder, story)
    for count, number in enumerate(numbers):
        place = folder / f"{number}"
        place.mkdir()
        told = _walk(place, story, Point(moment, number))
        must_equal(await told.run(), same, told.point)
        if not told.dropped:
            return count
    raise AssertionError("the story never ended")


def _walk(folder: Path, story: Story, point: Point | None = None) -> Walk:
    if story not in HEARD.values():
        return Walk(folder, story, point)
    settings = reached() if story is hearing else {"PAGERDUTY_POLL_INTERVAL": "1"}
    return Walk(folder, story, point, others=True, settings=settings)


@pytest.mark.parametrize(
    "moment", [pytest.param(one, marks=[pytest.mark.slow] if one != "during call" else []) for one in MOMENTS]
)
@pytest.mark.parametrize("story", SAMPLED)
async def test_a_sample_of_all_points(tmp_path: Path, story: str, moment: Moment) -> None:
    walked = await walk(tmp_path, STORIES[story], moment, range(FIRST, 1000, STEP))
    assert walked >= 1


@pytest.mark.slow
@pytest.mark.parametrize("share", range(0, SHARES, 1 if "FIREBELL_WALK" in os.environ else 2))
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("story", STORIES)
async def test_every_other_point(tmp_path: Path, story: str, moment: Moment, share: int) -> None:
    others = (number for number in range(1, 1000) if number % STEP != FIRST)
    walked = await walk(tmp_path, STORIES[story], moment, islice(others, share, None, SHARES))
    assert walked >= 1


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("story", HEARD)
async def test_points_of_what_is_heard_from_elsewhere(tmp_path: Path, story: str, moment: Moment) -> None:
    """Every FIREBELL_WALK-th of them: 1 walks them all."""
    step = int(os.environ.get("FIREBELL_WALK", "25"))
    walked = await walk(tmp_path, HEARD[story], moment, range(step // 2 + 1, 2000, step))
    assert walked >= 1


@pytest.mark.parametrize(
    "number", [5, *(pytest.param(other, marks=pytest.mark.slow) for other in (2, 8, 11))]
)
@pytest.mark.parametrize("story", SAMPLED)
async def test_a_real_kill_ends_the_same_way(tmp_path: Path, story: str, number: int) -> None:
    """SIGKILL of the real process, against the same undisturbed telling as all others."""
    same = await undisturbed(tmp_path, STORIES[story])
    place = tmp_path / "killed"
    place.mkdir()
    told = Walk(place, STORIES[story], Point("during call", number), real=True)
    must_equal(await told.run(), same, told.point)
    assert told.dropped


async def _paged(workspace: Workspace) -> None:
    await workspace.post("limits", {"speed": 30})  # else Jira waits for five minutes before it tells again
    ana = Person(workspace, "ana")
    await ana.opens("open")
    await ana.submits(**{**PAYMENT, **WORST})
    await workspace.until(lambda state: _is_whole(state) and _is_told(state, "paged Payments"))
    await workspace.until(lambda jira: jira["issues"], of="jira")


async def _acknowledged(workspace: Workspace) -> None:
    (page,) = await there(workspace)
    await workspace.act("ben", "pagerduty", incident=page["id"], action="acknowledge")
    await workspace.until(lambda state: _is_told(state, "Ben Okafor acknowledged Payments"))
    await workspace.until(lambda state: _is_called(state, "Investigating"))


def _is_told(state: dict[str, Any], words: str) -> bool:
    """Tell whether this stands in the incident's channel."""
    own = [one for one in state["channels"] if one["name"].startswith("20")]
    return any(words in message.get("text", "") for one in own for message in one["messages"])


def _announced(state: dict[str, Any]) -> str | None:
    place = next(one for one in state["channels"] if one["name"] == "tech-incidents")
    return next((one["ts"] for one in place["messages"] if "inc-1" in one.get("text", "")), None)


def _is_called(state: dict[str, Any], status: str) -> bool:
    """Tell whether the channel's topic names this status."""
    return any(f"· {status} ·" in str(one["topic"]) for one in state["channels"])


def _drill_page(state: dict[str, Any]) -> dict[str, str] | None:
    """Give the message that tells of a drill's page."""
    place = next((one for one in state["channels"] if one["name"].startswith("drill")), None)
    told = (
        [one["ts"] for one in place["messages"] if "paged Payments" in one.get("text", "")] if place else []
    )
    return {"channel": place["id"], "ts": told[0]} if place and told else None


def _is_whole(state: dict[str, Any], begins: str = "20") -> bool:
    """Tell whether the channel has its topic and its pin: what comes later must not take their place."""
    place = next((one for one in state["channels"] if one["name"].startswith(begins)), None)
    return place is not None and bool(place["pins"]) and "inc-1" in str(place["topic"])
