"""A drill is there for those who take part, and counts nowhere."""

from datetime import timedelta
from typing import Any

from incidents import NOW, opened

from bot.domain.incident import Change
from bot.domain.wanted import Wanted
from bot.store import freezing, incidents, taxonomy, visible
from bot.store.find import export, query

P1 = {"id": 0, "priority": "P1"}


def test_only_who_looks_for_a_drill_finds_it(do: Any) -> None:
    for draft, drill in (("d1", True), ("d2", False)):
        one = opened(**P1, draft=draft, drill=drill)
        do(lambda unit, one=one: unit.keep(Change(one, ())))

    def found(**wanted: Any) -> list[int]:
        page = do(lambda _: query.find(Wanted(**wanted), "U1", taxonomy.load(), NOW, 9))
        return [one.id for one in page.incidents]

    assert found() == found(standing="active") == found(words="checkout") == [2]
    assert found(drills=True) == found(drills=True, words="checkout") == [1]
    assert found(words="inc-1") == [1]
    assert sorted(found(mine=True)) == [1, 2]
    begun = do(lambda _: visible.begun("U1", NOW - timedelta(hours=1), ["P1"], 9))
    assert [one.id for one in begun] == [2]
    assert [one.id for one in do(lambda _: visible.page("U1", ["open"], 0, 9))] == [2]
    assert [one.id for one in do(lambda _: freezing.now())] == [2]
    assert [one.id for one in do(lambda _: export.page(0, private=True))] == [2]
    kept = do(lambda _: incidents.get(1))
    assert kept.drill
    assert [one.id for one in do(lambda _: visible.matching("checkout", "U1"))] == [2, 1]
