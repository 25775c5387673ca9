"""Programs at once, on each kind of database: a key is one incident, and only a few get all there is."""

import asyncio
from typing import Any

from bot.domain.alerts.reading import Alert, Group
from bot.domain.incident import ClosingReason
from bot.domain.people import Person
from bot.domain.rules.closing import Ending
from bot.domain.tokens import Right, Token, digest
from bot.store import incidents, timeline
from bot.store.api import keys, tokens
from bot.store.database import Database
from bot.store.who import people
from bot.usecases.alerts.hear_alerts import hear_alerts
from bot.usecases.finish.close_incident import close_incident, merge_incidents
from bot.usecases.unit import Unit


def _add_token(unit: Unit) -> None:
    rights = frozenset({Right.ALERTS})
    tokens.add(Token("prometheus", rights, "U1", unit.now), digest("any"))


async def test_a_key_is_one_incident_and_the_fourth_waits_however_many_come_at_once(
    db: Database[Unit],
) -> None:
    db.write_now(_add_token)
    groups = [
        Group(f"k{one % 6}", f"Host {one % 6}", (Alert({"severity": "critical"}),)) for one in range(24)
    ]
    heard = await asyncio.gather(*(db.write(hear_alerts, one, by="token:prometheus") for one in groups))
    refs = {one.incident.ref for one in heard if one.incident}
    assert (len(refs), sum(one.is_new for one in heard)) == (6, 6)
    found = [db.read_now(incidents.get, one) for one in range(1, 40)]
    assert sorted(one.braked for one in found if one) == [False] * 3 + [True] * 3


def test_the_fourth_waits_only_where_three_began_within_ten_minutes(do: Any, clock: Any) -> None:
    do(_add_token)
    braked = []
    for number, minutes in enumerate((0, 0, 0, 9, 2)):
        clock.pass_(60 * minutes)
        _tell(do, number)
        braked.append(do(lambda _, made=number + 1: incidents.get(made)).braked)
    assert braked == [False, False, False, True, False]


def test_what_was_merged_goes_on_in_the_other_one_until_its_alerts_are_resolved(do: Any) -> None:
    do(_add_token)
    do(lambda unit: people.keep([Person("U1", "ana")], unit.now))
    for number in range(3):
        assert _tell(do, number) == (f"inc-{number + 1}", True)
    do(merge_incidents, 1, 2, by="U1")
    do(merge_incidents, 2, 3, by="U1")
    assert do(lambda _: keys.known([("prometheus", "k0")]))["prometheus", "k0"].ref == "inc-3"
    assert [_tell(do, number) for number in range(3)] == [("inc-3", False)] * 3, "all fire still"
    assert _tell(do, 0, severity="minor") == ("inc-3", False)
    before = do(lambda _: len(timeline.of(3)))
    assert _tell(do, 0, fires=False) == ("inc-3", False)
    assert do(lambda _: len(timeline.of(3))) == before, "nobody is asked whether the other one is over"
    assert do(lambda _: keys.known([("prometheus", "k0"), ("prometheus", "k1")])).keys() == {
        ("prometheus", "k1")
    }
    assert _tell(do, 0) == ("inc-4", True), "it was over, and fires anew"


def test_what_goes_on_nowhere_may_begin_anew(do: Any) -> None:
    do(_add_token)
    do(lambda unit: people.keep([Person("U1", "ana")], unit.now))
    _tell(do, 0)
    _tell(do, 1)
    do(merge_incidents, 1, 2, by="U1")
    do(close_incident, 2, Ending(ClosingReason.CANCELLED, "No more"), by="U1")
    assert not do(lambda _: keys.known([("prometheus", "k0")]))
    assert _tell(do, 0) == ("inc-3", True)


def _tell(do: Any, number: int, *, fires: bool = True, severity: str = "critical") -> tuple[str, bool]:
    firing = (Alert({"severity": severity}),) if fires else ()
    heard = do(hear_alerts, Group(f"k{number}", f"Host {number}", firing), by="token:prometheus")
    return heard.incident.ref, heard.is_new
