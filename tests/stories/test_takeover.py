"""Of two replicas the one that has the work dies, at each kind of call: the other one ends the same."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from harness import PAYMENT, Workspace
from pager import WORST, there
from pair_walker import PairWalk, Reached, during, first_of, kinds
from postgres import Postgres
from walker import Person, Snapshot, must_equal

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.timeout(3600)]

EVERY = int(os.environ.get("FIREBELL_WALK", "0"))
"""1 walks all calls, 5 every fifth; else one of each kind is walked."""

LEFT_OUT = 8
"""Of the kinds every eighth one is enough where nobody asks for more."""


async def from_declaring_to_its_end(workspace: Workspace) -> None:
    """Ana declares what pages Payments, Ben acknowledges, she mends it, and it turns out to be none."""
    ana = Person(workspace, "ana")
    await ana.opens("open")
    await ana.submits(**{**PAYMENT, **WORST})
    await workspace.until(lambda state: _topic(state, "Open") and _says(state, "paged Payments"))
    (page,) = await there(workspace)
    await workspace.act("ben", "pagerduty", incident=page["id"], action="acknowledge")
    await workspace.until(
        lambda state: _topic(state, "Investigating") and _heard(state, "Investigating (was")
    )
    await ana.slash("update inc-1 mitigating: the cache is emptied")
    await workspace.until(lambda state: _topic(state, "Mitigating") and _heard(state, "Mitigating (was"))
    await ana.opens("downgrade inc-1 nothing was wrong")
    await ana.submits()
    await workspace.until(lambda state: _topic(state, "Closed"))


async def test_the_other_one_ends_it_the_same_way(postgres: Postgres) -> None:
    same, points = await _undisturbed(postgres)
    assert points
    for point, reached in points:
        with postgres.database() as url:
            told = PairWalk(url, from_declaring_to_its_end, reached)
            must_equal(await told.run(), same, point)
            assert told.dropped, point


async def _undisturbed(postgres: Postgres) -> tuple[Snapshot, list[tuple[str, Reached]]]:
    """Tell it with both alive, and give where one is to die."""
    with postgres.database() as url:
        told = PairWalk(url, from_declaring_to_its_end)
        seen = await told.run()
    return seen, [*(_every(len(told.calls)) if EVERY else _each(told))]


def _every(count: int) -> Iterator[tuple[str, Reached]]:
    yield from ((f"call {number}", during(number)) for number in range(1, count + 1, EVERY))


def _each(told: PairWalk) -> Iterator[tuple[str, Reached]]:
    yield from ((one, first_of(one)) for one in [*kinds(told.calls)][::LEFT_OUT])


def _topic(state: dict[str, Any], status: str) -> bool:
    return any(f"· {status} ·" in str(one["topic"]) for one in state["channels"])


def _heard(state: dict[str, Any], words: str) -> bool:
    """Tell whether it stands where everybody reads it: what comes too soon after is told with it."""
    place = next(one for one in state["channels"] if one["name"] == "tech-incidents")
    return any(words in message.get("text", "") for message in place["messages"])


def _says(state: dict[str, Any], words: str) -> bool:
    own = [one for one in state["channels"] if one["name"].startswith("20")]
    return any(words in message.get("text", "") for one in own for message in one["messages"])
