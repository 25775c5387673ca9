"""Two transactions at once: the second begins while the first stands before its commit."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from harness import FORM

from bot.domain.errors import UserError
from bot.domain.incident import Invited, Link, LinkKind
from bot.domain.people import Person
from bot.domain.rules.links import add_link, invite, rename_channel
from bot.domain.rules.opening import Form
from bot.domain.settings.shape import version
from bot.domain.systems.told import Told
from bot.store import incidents, taxonomy, timeline
from bot.store.database import Database
from bot.store.queues import claims, inbox
from bot.store.who import homes, people
from bot.store.who.directory import Group
from bot.usecases.join_incident import join_incident
from bot.usecases.open_home import open_home
from bot.usecases.open_incident import open_incident
from bot.usecases.read_directory import record_usergroups
from bot.usecases.record_outcome import give_up_delivery, retry_delivery
from bot.usecases.settings.edit_settings import remove_entry
from bot.usecases.unit import Unit

Work = Callable[[Unit], Any]
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def race(db: Database[Unit], database_url: str) -> Any:
    """Run `first`, and `second` as far as it comes before `first` is committed; give both answers."""

    async def run(first: Work, second: Work) -> tuple[Any, Any]:
        inside, gate = threading.Event(), threading.Event()

        def slowly(unit: Unit) -> Any:
            answer = first(unit)
            inside.set()
            gate.wait(10)
            return answer

        begun = db.write(slowly)
        await asyncio.to_thread(inside.wait, 10)
        other = db.write(second)
        if db.shared:
            await _as_far_as_it_comes(other, database_url)
        gate.set()
        return await begun, await other

    return run


async def _as_far_as_it_comes(other: asyncio.Future[Any], url: str) -> None:
    with psycopg.connect(url, autocommit=True) as looking:
        while not await _ended(other) and looking.execute(WAITING).fetchone() == (0,):
            continue


async def _ended(work: asyncio.Future[Any]) -> bool:
    await asyncio.wait({work}, timeout=0.005)
    return work.done()


def opened(press: str, form: Form = FORM) -> Work:
    return lambda unit: open_incident(unit, form, by="U1", press=press)


def changed(change: Callable[[Any, Any], Any]) -> Work:
    def work(unit: Unit) -> None:
        incident = unit.take(1)
        assert incident
        unit.keep(change(incident, unit.act()))

    return work


def claimed(worker: str) -> Work:
    return lambda unit: claims.claim(worker, unit.now, 10)


def kinds(_unit: Unit) -> list[str]:
    return [type(event).__name__ for event in timeline.of(1)]


async def test_two_changes_of_one_incident_lose_nothing(do: Any, race: Any) -> None:
    do(opened("t1"))
    ana, ben = (
        changed(lambda old, act: invite(old, Invited(("U1",)), act)),
        changed(lambda old, act: invite(old, Invited(("U2",)), act)),
    )
    await race(ana, ben)
    assert do(lambda _unit: incidents.get(1)).invited == ("U1", "U2")
    assert do(kinds) == ["IncidentOpened", "PeopleInvited", "PeopleInvited"]


async def test_a_change_keeps_no_other_incident_waiting(do: Any, race: Any) -> None:
    do(opened("t1"))
    _, second = await race(
        changed(lambda old, act: invite(old, Invited(("U1",)), act)), opened("t2", replace(FORM, draft="d2"))
    )
    assert second.id == 2


async def test_who_declares_the_same_draft_or_presses_twice_gets_the_first_one_s_answer(race: Any) -> None:
    for first, second in (opened("t1"), opened("t2")), (opened("t3"), opened("t3")):
        one, other = await race(first, second)
        assert one.id == other.id == 1


async def test_one_press_twice_lets_in_once(do: Any, race: Any) -> None:
    do(opened("t1"))
    press: Work = lambda unit: join_incident(unit, 1, by="U2", press="t2")  # noqa: E731 - the shortest way
    await race(press, press)
    assert do(kinds) == ["IncidentOpened", "PersonJoining"]


async def test_one_press_twice_retries_once_and_both_are_content(do: Any, race: Any) -> None:
    do(opened("t1"))
    (claim,) = do(claimed("w1"))
    do(give_up_delivery, claim, "restricted_action")
    press: Work = lambda unit: retry_delivery(unit, 1, claim.id, by="U2", press="t2")  # noqa: E731 - same
    await race(press, press)
    assert do(kinds) == ["IncidentOpened", "DeliveryFailed", "DeliveryRetried"]


async def test_two_workers_never_claim_the_same_lane(do: Any, race: Any) -> None:
    do(opened("t1"))
    do(changed(lambda old, act: add_link(old, Link(LinkKind.CHANNEL, "C1"), act)))
    mine, others = await race(claimed("w1"), claimed("w2"))
    assert sorted(claim.effect for claim in mine) == ["make", "show"]
    assert others == []


async def test_a_lane_in_which_something_runs_stands_still_also_for_what_was_owed_before_it(
    do: Any, race: Any
) -> None:
    do(opened("t1"))
    do(changed(lambda old, act: add_link(old, Link(LinkKind.CHANNEL, "C1"), act)))
    failed = next(claim for claim in do(claimed("w1")) if claim.effect == "show")
    do(give_up_delivery, failed, "restricted_action")
    do(changed(lambda old, act: rename_channel(old, "b", act)))

    def revive_and_claim(unit: Unit) -> list[claims.Claim]:
        retry_delivery(unit, 1, failed.id, by="U2", press="t2")
        return claims.claim("w2", unit.now, 10)

    (running,), others = await race(claimed("w1"), revive_and_claim)
    assert running.id > failed.id
    assert others == []


async def test_a_waiting_mirror_is_not_run_before_the_change_that_counts_on_it_is_kept(
    do: Any, race: Any
) -> None:
    do(opened("t1"))
    do(changed(lambda old, act: add_link(old, Link(LinkKind.CHANNEL, "C1", name="a"), act)))
    name: Work = lambda _unit: incidents.get(1).links[LinkKind.CHANNEL].name  # type: ignore[union-attr] # noqa: E731

    def claim_and_look(unit: Unit) -> tuple[list[str], str]:
        return [claim.effect for claim in claims.claim("w1", unit.now, 10)], name(unit)

    _, (effects, seen) = await race(changed(lambda old, act: rename_channel(old, "b", act)), claim_and_look)
    assert "show" not in effects or seen == "b"
    if "show" not in effects:
        assert [claim.effect for claim in do(claimed("w1"))] == ["show"]


async def test_who_opens_home_during_a_change_does_not_miss_it(do: Any, race: Any) -> None:
    def change(unit: Unit) -> list[str]:
        homes.lock()
        opened("t1")(unit)
        return homes.being_looked_at(unit.now)

    def look(unit: Unit) -> int:
        open_home(unit, "U1")
        return len(incidents.active())

    told, seen = await race(change, look)
    assert told == ["U1"] or seen == 1


async def test_the_first_usergroups_call_people_to_what_is_being_declared(do: Any, race: Any) -> None:
    groups = (Group("S1", "oncall-payments", "Payments", ("U2",)),)
    await race(opened("t1"), lambda unit: record_usergroups(unit, groups))
    assert do(kinds) == ["IncidentOpened", "RespondersKnown"]


async def test_two_first_readings_call_people_once(do: Any, race: Any) -> None:
    do(opened("t1"))
    groups = (Group("S1", "oncall-payments", "Payments", ("U2",)),)
    reading: Work = lambda unit: record_usergroups(unit, groups)  # noqa: E731 - the shortest way
    await race(reading, reading)
    assert do(kinds) == ["IncidentOpened", "RespondersKnown"]


@pytest.mark.parametrize("declared_first", [True, False])
async def test_a_category_goes_or_somebody_declares_with_it(
    do: Any, race: Any, *, declared_first: bool
) -> None:
    """Never both: it would be an incident whose buttons nobody could press."""
    do(lambda unit: people.keep([Person("U9", "ana", admin=True)], unit.now))
    said = version(do(lambda _unit: taxonomy.document()["categories"]["payouts-to-seller"]))

    def remove(unit: Unit) -> Any:
        return remove_entry(unit, "categories", "payouts-to-seller", said, by="U9", press="t9")

    declare = opened("t1", replace(FORM, category="payouts-to-seller"))
    if declared_first:
        await race(declare, remove)
    else:
        with pytest.raises(UserError):
            await race(remove, declare)
    assert ("payouts-to-seller" in do(lambda _unit: taxonomy.load().categories)) is declared_first


async def test_what_others_told_is_taken_by_one_worker(do: Any, race: Any) -> None:
    told = Told("slack", "C1", "Ev1", "channel_rename", {"name": "b"})
    do(lambda unit: inbox.keep(told, unit.now))
    (item,) = do(lambda unit: inbox.due(unit.now, 10))

    def take(_unit: Unit) -> bool:
        taken = inbox.take(item.id)
        if taken:
            inbox.finish(item.id)
        return taken

    assert await race(take, take) == (True, False)


async def test_a_change_of_what_was_not_taken_is_our_own_fault(do: Any) -> None:
    incident = do(opened("t1"))
    with pytest.raises(AssertionError, match="inc-1 was not taken"):
        do(lambda unit: unit.keep(invite(incident, Invited(("U1",)), unit.act())))
