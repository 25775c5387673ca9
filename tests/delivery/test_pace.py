"""How long the worker waits."""

from datetime import timedelta

import pytest

from bot.delivery.pace import Pace


def test_a_time_that_was_told_is_kept_exactly() -> None:
    assert Pace().wait(5, 30) == timedelta(seconds=30)


@pytest.mark.parametrize(("failures", "longest"), [(0, 1), (1, 2), (4, 16), (30, 60)])
def test_each_failure_doubles_the_wait_up_to_the_longest_with_jitter(failures: int, longest: float) -> None:
    waits = {Pace().wait(failures, None).total_seconds() for _ in range(50)}
    assert all(longest / 2 <= wait <= longest for wait in waits)
    assert len(waits) > 1
