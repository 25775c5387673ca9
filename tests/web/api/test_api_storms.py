"""Questions at once are one, turns are kept for each key, and nobody asks more than their share."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.web.api.limits import Limits
from bot.web.api.together import Together, Turns


async def test_what_is_asked_meanwhile_is_asked_at_once_and_after_it_was_asked() -> None:
    asked: list[list[int]] = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def ask(questions: Sequence[int]) -> dict[int, int]:
        asked.append(list(questions))
        begun.set()
        await go_on.wait()
        return {one: one * 10 for one in questions if one != 3}

    together = Together(ask)
    first = asyncio.create_task(together.get(1))
    await begun.wait()
    rest = [asyncio.create_task(together.get(one)) for one in (1, 2, 2, 3)]
    await asyncio.sleep(0)
    go_on.set()
    assert [await one for one in (first, *rest)] == [10, 10, 20, 20, None]
    assert asked == [[1], [1, 2, 3]]
    assert await together.get(2) == 20


async def test_a_failure_is_everybodys_and_the_next_question_begins_anew() -> None:
    fails = [True, False]

    async def ask(questions: Sequence[int]) -> dict[int, int]:
        if fails.pop(0):
            raise OSError("away")
        return {one: one for one in questions}

    together = Together(ask)
    answers = await asyncio.gather(together.get(1), together.get(2), return_exceptions=True)
    assert [type(one) for one in answers] == [OSError, OSError]
    assert await together.get(1) == 1


async def test_who_comes_meanwhile_waits_for_who_is_at_the_same() -> None:
    turns, done = Turns(), list[str]()

    async def follow() -> None:
        assert await turns.over("a")
        done.append("followed")

    with turns.at("a"):
        followers = [asyncio.create_task(follow()) for _ in range(3)]
        await asyncio.sleep(0)
        assert not await turns.over("b"), "nobody is at another key"
        assert not done
    await asyncio.gather(*followers)
    assert len(done) == 3
    assert not await turns.over("a")


def test_a_burst_passes_and_then_so_many_a_second() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0], rate=2, burst=3)
    assert [limits.wait("a") for _ in range(4)] == [0, 0, 0, 1]
    assert limits.wait("b") == 0
    now[0] = 1.0
    assert [limits.wait("a") for _ in range(3)] == [0, 0, 1]
    slow = Limits(lambda: 0.0, rate=0.1, burst=1)
    assert [slow.wait("a") for _ in range(2)] == [0, pytest.approx(10)]
