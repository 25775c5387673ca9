"""What PagerDuty says of itself is known here: all of it, in its order, and kept when it cannot be asked."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from harness import Workspace

from bot.domain.errors import TransientError
from bot.domain.oncall import Contact, Service
from bot.domain.oncall.roster import Level
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.directory import PagerDutyDirectory
from bot.ports import Poll, Progress, no_progress, utc_now
from bot.store import tables
from bot.store.database import Database
from bot.store.oncall import contacts, lists, rosters, services
from bot.store.oncall.rosters import FAR_READING
from bot.store.running import health
from bot.usecases.unit import Unit

ON_CALL, SERVICES, PEOPLE = "pagerduty on-call", "pagerduty services", "pagerduty people"


def polls(client: PagerDuty, db: Database[Unit], progress: Progress = no_progress) -> dict[str, Poll]:
    return {one.name: one for one in PagerDutyDirectory(client, db, utc_now, progress).polls}


async def levels_of(db: Database[Unit], service: str, now: datetime) -> tuple[Level, ...]:
    return await db.read(rosters.of_service, service, now)


def names(levels: tuple[Level, ...]) -> list[list[str]]:
    return [[one.now.name for one in level.duties] for level in levels]


async def asked(workspace: Workspace, path: str, since: int = 0) -> list[dict[str, Any]]:
    return [call["args"] for call in await workspace.calls(f"GET {path}", since=since)]


async def broken(workspace: Workspace, path: str, fault: str = "500") -> None:
    body = {"match": {"system": "pagerduty", "method": f"GET {path}"}, "fault": fault}
    status, answer = await workspace.post("faults", body)
    assert status == 200, answer


async def test_who_is_on_call_is_known_level_by_level(
    workspace: Workspace, client: PagerDuty, db: Database[Unit]
) -> None:
    """With who follows and when; who is named by the policy for ever; several on a level; and nobody."""
    for poll in polls(client, db).values():
        await poll.run()
    now = utc_now()
    first, second = await levels_of(db, "Payments", now)
    assert (first.minutes, second.minutes) == (15, 30)
    assert names((first, second)) == [["Deniz Kaya"], ["Ben Okafor"]]
    (duty,) = first.duties
    assert duty.then
    assert duty.then.name == "Ben Okafor"
    assert duty.now.until == duty.then.since
    assert names(await levels_of(db, "Major incident", now)) == [
        ["Chloé Martin"],
        ["Ana Sousa", "Rosa Almeida"],
    ]
    (_, last) = await levels_of(db, "Major incident", now)
    assert {(one.now.since, one.now.until) for one in last.duties} == {(None, None)}
    assert names(await levels_of(db, "Partner portal", now)) == [[]]
    seen = await db.read(rosters.overview, now, 2)
    assert [one.policy.name for one in seen.rosters] == ["Data", "IT"]
    assert (seen.total, seen.as_of.stale) == (8, False)

    await workspace.act("chloe", "pagerduty", action="override", schedule="Payments primary", minutes=60)
    since = len(await workspace.calls())
    await polls(client, db)[ON_CALL].run()
    assert len(await workspace.calls(since=since)) == 2, "policies and on-calls, a page each"
    first, _ = await levels_of(db, "Payments", utc_now())
    (duty,) = first.duties
    assert duty.then
    assert (duty.now.name, duty.then.name) == ("Chloé Martin", "Deniz Kaya")


async def test_phones_are_kept_each_number_once_to_be_called_first(
    client: PagerDuty, db: Database[Unit]
) -> None:
    await polls(client, db)[PEOPLE].run()
    everybody = [await db.read(contacts.get, key) for key in await db.read(lists.ids, Contact)]
    (ben,) = [one for one in everybody if one and one.email == "ben@demo.example"]
    (phone,) = await db.read(contacts.phones, ben.id)
    assert phone.kind == "phone"
    assert phone.number.startswith("+")
    assert ben.teams


async def test_what_cannot_be_read_stays_as_it_was_and_admins_hear_why(
    workspace: Workspace, client: PagerDuty, db: Database[Unit]
) -> None:
    """A service that is gone goes with the first reading that comes to the end."""
    ours = polls(client, db)
    await ours[ON_CALL].run()
    await ours[SERVICES].run()
    fax = await db.read(services.find, "Fax gateway")
    assert fax
    await client.write("DELETE", f"/services/{fax.id}", {})
    await broken(workspace, "/schedules")
    await broken(workspace, "/services")
    with pytest.raises(TransientError):
        await ours[SERVICES].run()
    assert await db.read(services.find, "Fax gateway")
    (ill,) = await db.read(health.ill)
    assert (ill.name, ill.why) == ("pagerduty", "PagerDuty is in trouble (500).")
    with pytest.raises(TransientError):
        await ours[SERVICES].run()
    assert await db.read(services.find, "Fax gateway") is None, (
        "the services were read before the schedules failed"
    )
    assert (await db.read(health.ill))[0].failures == 2
    await ours[SERVICES].run()
    assert not await db.read(health.ill)


async def test_on_call_that_was_not_read_for_two_intervals_is_old(
    client: PagerDuty, db: Database[Unit]
) -> None:
    """It still changes hands as planned: the next days are known."""
    assert (await db.read(rosters.as_of, utc_now())).read_at is None
    ours = polls(client, db)
    await ours[ON_CALL].run()
    await ours[SERVICES].run()
    now = utc_now()
    assert not (await db.read(rosters.as_of, now + timedelta(minutes=9))).stale
    assert (await db.read(rosters.as_of, now + timedelta(minutes=11))).stale
    later = await levels_of(db, "Payments", now + timedelta(days=6))
    assert names(later) == [["Ben Okafor"], ["Deniz Kaya"]]


async def test_a_long_list_goes_on_where_it_was_cut_off(
    workspace: Workspace, client: PagerDuty, db: Database[Unit]
) -> None:
    head = {"type": "service", "escalation_policy": await _policy(client)}
    bodies = [{"service": {**head, "name": f"Service {number}"}} for number in range(90)]
    await asyncio.gather(*(client.write("POST", "/services", body) for body in bodies))

    def cut(_done: int, _of: int | None) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        await polls(client, db, cut)[SERVICES].run()
    assert len(await db.read(lists.ids, Service)) == 100
    since = len(await workspace.calls())
    assert (await polls(client, db)[SERVICES].run()).startswith("103 services")
    assert [one["offset"] for one in await asked(workspace, "/services", since)] == ["95"]
    assert len(await db.read(lists.ids, Service)) == 103


async def test_what_is_deleted_while_a_reading_is_cut_off_hides_nothing_else(
    workspace: Workspace, client: PagerDuty, db: Database[Unit]
) -> None:
    head = {"type": "service", "escalation_policy": await _policy(client)}
    bodies = [{"service": {**head, "name": f"A service {number:02}"}} for number in range(90)]
    made = await asyncio.gather(*(client.write("POST", "/services", body) for body in bodies))
    await polls(client, db)[SERVICES].run()

    def cut(_done: int, _of: int | None) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        await polls(client, db, cut)[SERVICES].run()
    for one in made[:6]:
        await client.write("DELETE", f"/services/{one['service']['id']}", {})
    await polls(client, db)[SERVICES].run()
    assert len(await db.read(lists.ids, Service)) == 103, "what was named already goes with the next reading"
    await polls(client, db)[SERVICES].run()
    assert len(await db.read(lists.ids, Service)) == 97


async def _policy(client: PagerDuty) -> dict[str, str]:
    (one, *_) = (await client.get("/escalation_policies"))["escalation_policies"]
    return {"id": one["id"], "type": "escalation_policy_reference"}


async def test_far_ahead_is_read_in_as_many_calls_as_there_are_hundreds_of_shifts(
    workspace: Workspace, client: PagerDuty, db: Database[Unit]
) -> None:
    """And who comes next is known three months ahead, also after the next days are read again."""
    every, now = polls(client, db), utc_now()
    for name in (ON_CALL, SERVICES):
        await every[name].run()
    since = len(await workspace.calls())
    assert await every[FAR_READING].run() == "8 escalation policies, 90 days ahead"
    count = await db.read(lambda: tables.Shift.select().count())
    assert len(await workspace.calls(since=since)) == len(await asked(workspace, "/oncalls", since))
    assert len(await workspace.calls(since=since)) == -(-count // 100)
    await every[ON_CALL].run()
    found = await db.read(services.find, "Payments")
    assert found
    ahead = await db.read(rosters.ahead, found.policy, now)
    assert ahead
    turns = ahead.levels[1]
    assert (turns[-1].until or now) > now + timedelta(days=89)
    assert [one.since for one in turns[1:]] == [one.until for one in turns[:-1]]
