"""What the bench computes beside what it measures, and that nothing that breaks ends it."""

from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType

import pytest
from bench.__main__ import whole
from bench.chain import in_a_row
from bench.loads import Acks
from bench.place import Json
from bench.row import Row, within
from bench.tiers import least_wait


def call(method: str, started: float = 0.0, ended: float = 1.0, **args: str) -> Json:
    return {"method": method, "args": args, "status": 200, "started": started, "ended": ended}


@pytest.mark.parametrize(
    ("calls", "seconds"),
    [
        ([call("conversations.create")] * 20, 0),
        ([call("conversations.create")] * 21, 60),
        ([call("conversations.create") | {"status": 429}] * 21, 0),
        ([call("chat.postMessage", channel="C1")] * 20, 16),
        ([call("chat.postMessage", channel=f"C{number % 5}") for number in range(20)], 0),
    ],
)
def test_rate_tiers_hold_each_method_and_each_channel_back(calls: list[Json], seconds: float) -> None:
    assert least_wait(calls) == seconds


def test_a_call_follows_another_where_that_had_ended() -> None:
    spans = ((0, 1), (0.5, 2), (1, 3), (2.5, 4), (3, 5))
    assert in_a_row([call("any", *span) for span in spans]) == [1, 1, 2, 2, 3]


def test_one_round_in_which_the_machine_did_something_else_decides_nothing() -> None:
    acks = Acks()
    for ms in (3.0, 4.0, 900.0):
        acks.add([{"ok": True, "ack_ms": ms}] * 5)
    assert (acks.percentile(50), acks.percentile(99), acks.unacked) == (4, 4, 0)
    acks.add([{"ok": False, "error": "operation_timeout"}])
    assert acks.unacked == 1


async def test_a_measure_that_breaks_is_a_row_that_does_not_hold(tmp_path: Path) -> None:
    async def rows(_folder: Path) -> AsyncIterator[Row]:
        yield within("as long as the other", 1, "s", 1, 2)
        raise AssertionError("nobody came")

    measure = ModuleType("bench.anything")
    measure.rows = rows  # type: ignore[attr-defined]  # as every measure has it
    kept, broken = [row async for row in whole(measure, tmp_path)]
    assert (kept.verdict, broken.verdict) == ("yes", "NO")
    assert broken.row == "bench.anything: not measured, AssertionError nobody came"
