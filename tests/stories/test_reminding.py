"""What Firebell asks for by itself: again and again, in one message, until somebody answers."""

import asyncio
import itertools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts

from bot.domain.incident import ClosingReason, Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.domain.times.hours import is_open, read_hours
from bot.jobs import tick_due
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.work.give_role import give_roles
from bot.usecases.work.update_incident import update_incident

CRITICAL = {"Customers": "Nobody or hardly anybody can order"}
PARIS = read_hours({"zone": "Europe/Paris"})
MINOR = {"Customers": "Some customers have trouble"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def declared(workspace: Workspace, bell: Bell, **values: Any) -> str:
    """Declare inc-1 without a commander, and give its channel."""
    await workspace.declare("ana", **values)
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(give_roles, 1, {"commander": ""}, by=ana)
    await bell.idle()
    ((channel),) = [str(one["id"]) for one in await workspace.incident_channels()]
    return channel


async def passes(bell: Bell, clock: Ahead, **span: float) -> None:
    clock.by += timedelta(**span)
    await bell.tick()


async def opens(bell: Bell, clock: Ahead) -> None:
    """Let it become office hours, at whatever hour this is run."""
    while not is_open(PARIS, clock()):
        clock.by += timedelta(minutes=30)
    await bell.tick()


async def reminders(workspace: Workspace, channel: str) -> list[dict[str, Any]]:
    found = (await workspace.channel(channel))["messages"]
    return [one for one in found if one.get("metadata", {}).get("event_type") == "firebell_reminder"]


async def the_reminder(workspace: Workspace, channel: str) -> tuple[str, dict[str, str]]:
    """Give what the only one says, and where it is."""
    (one,) = await reminders(workspace, channel)
    return texts(one["blocks"]), {"in": "message", "channel": channel, "ts": one["ts"]}


async def test_a_stale_incident_is_asked_about_until_somebody_answers(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await declared(workspace, bell)
    await passes(bell, clock, minutes=59)
    assert not await reminders(workspace, channel)
    await passes(bell, clock, minutes=1)
    said, where = await the_reminder(workspace, channel)
    assert "No news for 1 h." in said
    assert "<@" not in said
    first = where["ts"]
    await passes(bell, clock, minutes=10)
    assert (await the_reminder(workspace, channel))[1]["ts"] == first
    chloe = workspace.user_id(await workspace.state(), "chloe")
    await bell.firebell.db.write(give_roles, 1, {"commander": chloe}, by=chloe)
    await passes(bell, clock, minutes=50)
    said, where = await the_reminder(workspace, channel)
    assert where["ts"] != first, "a new message notifies, an edited one does not"
    assert f"<@{chloe}>" in said
    assert "subteam" not in said
    await passes(bell, clock, hours=1)
    said, where = await the_reminder(workspace, channel)
    (group,) = [
        one["id"] for one in (await workspace.state())["usergroups"] if one["handle"] == "oncall-payments"
    ]
    assert f"<!subteam^{group}>" in said
    assert "Asked 3 times" in said
    await workspace.act("chloe", "click", **where, label="Same as before")
    await bell.idle()
    assert not await reminders(workspace, channel)
    await passes(bell, clock, minutes=31)
    said, where = await the_reminder(workspace, channel)
    assert "No news for 31 min" in said, "30 minutes were promised with it"
    opened = await workspace.act("ana", "click", **where, label="Update", wait_ms=5000)
    assert opened["view"]["title"]["text"] == "Update inc-1"


async def test_a_critical_one_without_commander_calls_for_one(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await declared(workspace, bell, **CRITICAL)
    await passes(bell, clock, minutes=3)
    said, _ = await the_reminder(workspace, channel)
    assert "Nobody has led it for 3 min" in said
    assert "subteam" not in said
    await passes(bell, clock, minutes=5)
    said, where = await the_reminder(workspace, channel)
    assert "Nobody has led it for 8 min" in said
    assert "subteam" in said
    await workspace.act("ben", "click", **where, label="I'll do it")
    await bell.idle()
    assert not await reminders(workspace, channel)
    answer = await workspace.slash("ana", "status inc-1", wait_ms=1500)
    ben = workspace.user_id(await workspace.state(), "ben")
    assert f"<@{ben}>" in texts(answer["ephemerals"][0]["blocks"])
    await passes(bell, clock, minutes=22)
    said, _ = await the_reminder(workspace, channel)
    assert f"<@{ben}>: *No news for 30 min" in said


async def test_two_questions_stand_in_one_message_and_an_answer_takes_its_own_away(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await declared(workspace, bell, **CRITICAL)
    for minutes in (4, 5, 22):
        await passes(bell, clock, minutes=minutes)
    said, where = await the_reminder(workspace, channel)
    assert "Nobody has led it" in said
    assert "No news for" in said
    since = len(await workspace.calls())
    await workspace.act("ben", "click", **where, label="I'll do it")
    await bell.idle()
    said, again = await the_reminder(workspace, channel)
    assert again == where, "changed in its place: nothing new is asked"
    assert "Nobody has led it" not in said
    assert len(await workspace.calls("chat.delete", since=since)) == 0


async def test_snoozed_it_is_quiet_until_then_and_says_for_whom(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await declared(workspace, bell, **CRITICAL)
    chloe = workspace.user_id(await workspace.state(), "chloe")
    await bell.firebell.db.write(give_roles, 1, {"commander": chloe}, by=chloe)
    await passes(bell, clock, minutes=31)
    _, where = await the_reminder(workspace, channel)
    since = len(await workspace.calls())
    press = {**where, "action_id": "snooze_reminder", "option": "1 h"}
    await asyncio.gather(*(workspace.act(name, "select", **press) for name in ("chloe", "chloe", "ben")))
    await bell.idle()
    said, again = await the_reminder(workspace, channel)
    assert "asked for quiet until" in said
    assert again == where
    assert not await workspace.calls("chat.postMessage", since=since)
    await passes(bell, clock, minutes=59)
    assert "asked for quiet" in (await the_reminder(workspace, channel))[0]
    await passes(bell, clock, minutes=2)
    assert "No news for 1 h" in (await the_reminder(workspace, channel))[0]


async def test_what_is_over_asks_for_what_nobody_knows_yet_and_then_is_quiet(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await declared(workspace, bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATED), by=ana)
    await passes(bell, clock, minutes=31)
    said, where = await the_reminder(workspace, channel)
    assert "still missing: Started and Detected" in said
    opened = await workspace.act("ana", "click", **where, label="Fill in", wait_ms=5000)
    assert opened["view"]["title"]["text"] == "Key events"
    await passes(bell, clock, days=5)
    await opens(bell, clock)
    said, where = await the_reminder(workspace, channel)
    assert "its post-mortem is a draft" in said
    assert "cannot be closed before one is written" in said
    await workspace.act("ana", "click", **where, label="It is ready")
    await bell.idle()
    assert "post-mortem" not in (await the_reminder(workspace, channel))[0]
    ending = Ending(ClosingReason.CANCELLED, "Nothing was wrong")
    await bell.firebell.db.write(close_incident, 1, ending, by=ana)
    await bell.idle()
    assert not await reminders(workspace, channel)
    await passes(bell, clock, days=3)
    assert not await reminders(workspace, channel)


async def test_what_is_not_urgent_is_asked_for_in_office_hours_only(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    """Over three days: it comes by day, and never more often than its interval."""
    channel = await declared(workspace, bell, **MINOR)
    seen: list[tuple[str, datetime]] = []
    for _ in range(48):
        await passes(bell, clock, minutes=90)
        found = await reminders(workspace, channel)
        if found and found[0]["ts"] not in [ts for ts, _ in seen]:
            seen.append((found[0]["ts"], clock()))
    assert seen
    assert all(is_open(PARIS, at) for _, at in seen)
    assert all(after - at >= timedelta(hours=4) for (_, at), (_, after) in itertools.pairwise(seen))


@pytest.mark.parametrize("posted", [False, True])
async def test_a_crash_neither_doubles_nor_loses_it(
    workspace: Workspace, database_url: str, clock: Ahead, *, posted: bool
) -> None:
    """What was posted is looked for by Slack's own time, so here the incident is two hours old."""
    clock.by = timedelta(minutes=-122)
    first = await Bell(workspace, database_url, clock=clock).start()
    await first.ready()
    channel = await declared(workspace, first)
    await passes(first, clock, minutes=61)
    before = (await the_reminder(workspace, channel))[1]
    clock.by += timedelta(minutes=61)
    await workspace.fault("chat.postMessage", "drop")
    await tick_due.run(first.firebell.db, clock)
    if posted:
        await workspace.until(lambda state: "No news for 2 h" in str(state["channels"]))
    await first.drop()
    second = await Bell(workspace, database_url, clock=clock).start()
    await second.tick()
    said, after = await the_reminder(workspace, channel)
    assert after != before
    assert "No news for 2 h" in said
    await second.stop()


async def test_answered_while_its_posting_was_lost_it_goes_too(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    clock.by = timedelta(minutes=-61)
    channel = await declared(workspace, bell)
    await workspace.fault("chat.postMessage", "drop")
    await workspace.fault("conversations.history", "500")
    clock.by += timedelta(minutes=61)
    ana = workspace.user_id(await workspace.state(), "ana")
    await tick_due.run(bell.firebell.db, clock)
    await workspace.until(lambda state: "No news for 1 h" in str(state["channels"]))
    await bell.firebell.db.write(update_incident, 1, Update(message="Rolled back."), by=ana)
    await bell.idle()
    assert not await reminders(workspace, channel)


async def test_two_replicas_ask_once(workspace: Workspace, postgres_url: str, clock: Ahead) -> None:
    bells = [await Bell(workspace, postgres_url, clock=clock).start() for _ in range(2)]
    for bell in bells:
        await bell.ready()
    channel = await declared(workspace, bells[0])
    for times in (1, 2, 3):
        clock.by += timedelta(minutes=61)
        await asyncio.gather(*(bell.tick() for bell in (*bells, *bells)))
        await the_reminder(workspace, channel)
        posted = await workspace.calls("chat.postMessage")
        assert len([one for one in posted if "firebell_reminder" in str(one["args"])]) == times
    for bell in bells:
        await bell.stop()
