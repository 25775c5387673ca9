"""What is due by the clock is dealt with once, by whoever comes first."""

from datetime import timedelta
from typing import Any

from harness import FORM

from bot.domain.incident import Incident
from bot.store import dues
from bot.store.dues import Due
from bot.usecases.open_incident import open_incident
from bot.usecases.run_due import PAUSE, put_off, run_due
from bot.usecases.unit import Unit


def due(do: Any, clock: Any, **differences: Any) -> Due:
    """Open inc-1 and let something of it be due in a minute."""
    do(open_incident, FORM, by="U1", press="p")
    one = Due(**{"incident": 1, "kind": "ask", "due_at": clock.now + timedelta(minutes=1), **differences})
    do(lambda _unit: dues.put(one))
    return one


def waiting(do: Any, clock: Any) -> list[Due]:
    found: list[Due] = do(lambda _unit: dues.due(clock.now, ["ask"], 10))
    return found


def test_it_is_due_when_its_time_has_come(do: Any, clock: Any) -> None:
    one = due(do, clock, due_at=clock.now + timedelta(minutes=5))
    for minutes, is_due in ((1, False), (3, False), (2, True)):
        clock.pass_(minutes * 60)
        assert (waiting(do, clock) == [one]) is is_due
    assert do(lambda _unit: dues.due(clock.now, ["other"], 10)) == []


def test_who_comes_second_finds_nothing_left_to_do(do: Any, clock: Any) -> None:
    one, asked = due(do, clock), []

    def ask(_unit: Unit, incident: Incident, what: Due) -> None:
        asked.append(what)
        dues.put(Due(incident.id, what.kind, what.due_at + timedelta(hours=1), what.count + 1))

    clock.pass_(60)
    do(run_due, one, ask)
    do(run_due, one, ask)
    assert asked == [one]
    again = do(lambda _unit: dues.get(1, "ask"))
    assert again.count == 1


def test_what_broke_waits_and_is_not_forgotten(do: Any, clock: Any) -> None:
    one = due(do, clock)
    clock.pass_(60)
    do(put_off, one)
    assert waiting(do, clock) == []
    clock.pass_(PAUSE.total_seconds())
    assert len(waiting(do, clock)) == 1
    do(lambda _unit: dues.drop(1, "ask"))
    assert waiting(do, clock) == []
