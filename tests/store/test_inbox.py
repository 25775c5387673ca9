"""What others told is taken in order for each thing, and one that fails keeps only its own waiting."""

from datetime import timedelta
from typing import Any

from bot.domain.systems.told import Told
from bot.store.queues import inbox


def test_what_follows_one_that_fails_waits_until_it_was_taken_or_given_up(do: Any, clock: Any) -> None:
    for place, about in enumerate(("P1", "P1", "P2", "P1")):
        told = Told("pagerduty", about, f"k{place}", "changed", {})
        do(lambda unit, told=told: inbox.keep(told, unit.now))

    def due() -> list[str]:
        return [one.told.key for one in do(lambda unit: inbox.due(unit.now, 10))]

    def row(key: str) -> int:
        return int(next(one.id for one in do(lambda unit: inbox.due(unit.now, 10)) if one.told.key == key))

    assert due() == ["k0", "k2"]
    first = row("k0")
    do(lambda unit: inbox.put_back(first, unit.now + timedelta(seconds=5), "It broke."))
    assert due() == ["k2"]
    clock.pass_(5)
    assert due() == ["k0", "k2"]
    do(lambda _unit: inbox.finish(first))
    assert due() == ["k1", "k2"]
    second = row("k1")
    do(lambda _unit: inbox.give_up(second, "It breaks always."))
    assert due() == ["k2", "k3"]
    do(lambda unit: inbox.revive(second, unit.now))
    assert due() == ["k1", "k2"]
