"""What is answered after the ack lets those who still wait for theirs go first, but not for ever."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from harness import PATIENCE

from bot.listeners.desk import FEW, TURNS, Desk
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.store.engine.sqlite import URGENT
from bot.usecases.unit import Unit


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


class Ears:
    """Who hears what is whispered."""

    def __init__(self) -> None:
        self.heard = list[str]()

    async def whisper(self, _address: str, message: dict[str, Any]) -> None:
        self.heard.append(message["text"])


async def test_what_broke_is_told_also_where_the_database_did(tmp_path: Path) -> None:
    db: Database[Unit] = Database(f"sqlite:///{tmp_path}/none.db", lambda: Unit(utc_now(), Effects()))
    ears = Ears()
    one = Desk(db, cast("Any", ears), utc_now, "/incident")

    async def answer() -> None:
        await db.read(lambda: 1 // 0)

    one.after_ack({"response_url": "https://hooks.slack.example/1"}, answer)
    await one.drain()
    db.close()
    assert ears.heard == ["Something in Firebell broke, its log says what. Please try again."]


async def test_a_refusal_does_not_wait_for_a_database_that_stands_still(tmp_path: Path) -> None:
    db: Database[Unit] = Database(f"sqlite:///{tmp_path}/still.db", lambda: Unit(utc_now(), Effects()))
    db.open()
    gate, ears = threading.Event(), Ears()
    still = [db.read(gate.wait, PATIENCE) for _ in range(URGENT)]
    one = Desk(db, cast("Any", ears), utc_now, "/incident")
    await one.tell({"response_url": "https://hooks.slack.example/1"}, "There is no inc-9.")
    assert ears.heard == ["There is no inc-9."]
    gate.set()
    assert await asyncio.gather(*still) == [True] * URGENT
    db.close()
