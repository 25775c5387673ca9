"""What is answered after the ack lets those who still wait for theirs go first, but not for ever."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from bot.listeners.desk import FEW, TURNS, Desk
from bot.ports import utc_now


def desk(waiting: Callable[[], int]) -> Desk:
    """Nothing is read or sent here."""
    nothing = cast("Any", None)
    return Desk(nothing, nothing, utc_now, "/incident", waiting=waiting)


def counts(*first: int) -> Iterator[int]:
    yield from first
    while True:
        yield FEW + 1


@pytest.mark.parametrize(("first", "looked"), [((0,), 1), ((FEW,), 1), ((FEW + 1, 200, FEW), 3), ((), TURNS)])
async def test_an_answer_comes_once_few_wait_for_their_acks_or_soon(
    first: tuple[int, ...], looked: int
) -> None:
    waiting, looks, answered = counts(*first), list[int](), list[int]()

    def look() -> int:
        looks.append(next(waiting))
        return looks[-1]

    async def answer() -> None:
        answered.append(len(looks))

    one = desk(look)
    one.after_ack({}, answer)
    await one.drain()
    assert answered == [looked]
