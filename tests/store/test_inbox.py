"""The inbox keeps what it was told as long as it may be told again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.told import Told
from bot.store import tables
from bot.store.queues import inbox
from bot.usecases.unit import Unit


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def test_what_was_taken_is_forgotten_after_a_week(do: Callable[..., Any], clock: Any) -> None:
    """Piece by piece; what waits, or was given up, stays."""

    def tell(unit: Unit) -> None:
        for number in range(5):
            inbox.keep(Told("pagerduty", f"Q{number}", f"event:{number}", "changed", {}), unit.now)

    do(tell)
    items = do(lambda unit: inbox.due(unit.now, 10))
    for item in items[:3]:
        do(lambda _unit, number=item.id: inbox.finish(number))
    do(lambda _unit: inbox.give_up(items[3].id, "nonsense"))
    clock.pass_(timedelta(days=6, hours=23).total_seconds())
    do(tell)
    assert do(lambda unit: inbox.forget(unit.now, 2)) == 0
    clock.pass_(timedelta(hours=2).total_seconds())
    assert [do(lambda unit: inbox.forget(unit.now, 2)) for _ in range(3)] == [2, 1, 0]
    assert do(lambda _unit: sorted(row.state for row in tables.Telling.select())) == ["failed", "waiting"]
