"""PagerDuty's log is read to the end, in order, each line once, whatever breaks in between."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from harness import Ahead, Workspace
from pagerduty_ear import Ear

from bot.domain.errors import TransientError
from bot.integrations.pagerduty.client import PAGE, PagerDuty
from bot.integrations.pagerduty.log import Log
from bot.store.database import Database
from bot.store.queues import outbox, readings
from bot.usecases.unit import Unit

MINUTE = timedelta(minutes=1)
LINES = "GET /log_entries"


@pytest.fixture
async def ear(workspace: Workspace, db: Database[Unit], client: PagerDuty) -> AsyncIterator[Ear]:
    ear = Ear(workspace, db, client)
    await ear.start()
    yield ear
    await ear.stop()


@pytest.fixture
def clock() -> Ahead:
    """A second ahead: a window ends before its end, and the sandbox works within the same second."""
    return Ahead(timedelta(seconds=1))


@pytest.fixture
def log(ear: Ear, clock: Ahead) -> Log:
    return Log(ear.client, ear.db, clock, interval=MINUTE, past=60 * MINUTE)


async def test_what_was_logged_comes_in_once_and_in_order(ear: Ear, log: Log) -> None:
    """A window overlaps with the one before; of a service that nobody wants nothing is kept."""
    await ear.want("Payments")
    await ear.act("trigger", service="Office IT", title="The printer is on fire")
    first = await ear.act("trigger", service="Payments", title="Checkout is down")
    second = await ear.act("trigger", service="Payments", title="Checkout is slow")
    await ear.own(second["id"])
    await ear.act("note", incident=second["id"], text="It is the cache.")
    await log.read()
    told = [(number, kind) for number, kind, _ in await ear.kept(1)]
    assert list(dict.fromkeys(told)) == [
        (first["id"], "changed"),
        (second["id"], "changed"),
        (second["id"], "noted"),
    ]
    await log.read()
    assert len(await ear.kept(1)) == len(told)
    await ear.act("acknowledge", incident=first["id"])
    await log.read()
    assert len(await ear.kept(1)) == len(told) + 1


async def test_a_reading_that_breaks_off_loses_and_doubles_nothing(ear: Ear, log: Log, clock: Ahead) -> None:
    """The third page does not come: nothing is kept yet, and the next reading has all of it, however old."""
    page = await ear.act("trigger", service="Payments", title="Checkout is down")
    await ear.own(page["id"])
    for number in range(2 * PAGE):
        await ear.act("note", incident=page["id"], text=f"note {number}")
    clock.by += 5 * MINUTE
    await ear.fault(LINES, "slow", ms=0, times=2)
    await ear.fault(LINES, "500")
    with pytest.raises(TransientError):
        await log.read()
    assert await ear.kept(0) == []
    await log.read()
    assert sum(kind == "noted" for _, kind, _ in await ear.kept(1)) == 2 * PAGE


async def test_after_a_gap_all_that_is_open_is_looked_at(ear: Ear, log: Log, clock: Ahead) -> None:
    """What began before the log that is read, and what is open here, whatever became of it there."""
    await ear.want("Payments")
    gone = await ear.act("trigger", service="Payments", title="Checkout is slow")
    begun = await ear.act("trigger", service="Payments", title="Checkout is down")
    await ear.own(gone["id"])
    await ear.act("resolve", incident=gone["id"])
    clock.by += 120 * MINUTE
    await log.read()
    assert await ear.kept(0) == [], "the first reading begins an hour ago"
    clock.by += 10 * MINUTE
    since = len(await ear.workspace.calls())
    said = await log.read()
    assert "1 that are open there and 1 that are open here" in said
    (asked,) = await ear.workspace.calls("GET /incidents", since=since)
    assert asked["args"]["date_range"] == "all", "however long ago it began"
    assert [number for number, _, _ in await ear.kept(1)] == [begun["id"]]
    assert await ear.db.read(outbox.pending, "inc-1") == {"read_pages": 0}
    assert "caught up" not in await log.read()


async def test_a_clock_that_was_put_back_hides_nothing(ear: Ear, log: Log, clock: Ahead) -> None:
    """It was a day fast, as it was read last: that is a gap of which nobody knows how long it was."""
    await ear.want("Payments")
    clock.by += timedelta(days=1)
    await log.read()
    clock.by -= timedelta(days=1)
    begun = await ear.act("trigger", service="Payments", title="Checkout is down")
    assert "caught up with 1" in await log.read()
    assert {number for number, _, _ in await ear.kept(1)} == {begun["id"]}
    reached = await ear.db.read(readings.get, "pagerduty")
    assert reached
    assert (reached.until <= clock(), reached.missed) == (True, False)
    assert "caught up" not in await log.read()


async def test_where_webhooks_tell_it_only_now_and_then_is_asked(ear: Ear, log: Log, clock: Ahead) -> None:
    async def yes() -> bool:
        return True

    beside = log.beside(yes)
    await beside.read()
    since = len(await ear.workspace.calls())
    clock.by += 4 * MINUTE
    assert await beside.read() == "Webhooks tell it."
    assert await ear.workspace.calls(LINES, since=since) == []
    clock.by += 2 * MINUTE
    assert await beside.read() == "0 tellings"


@pytest.mark.slow
async def test_a_window_that_holds_too_much_is_halved(ear: Ear, log: Log) -> None:
    """PagerDuty lists 10,000 lines at most: more of them within the first hour are read all the same."""
    page = await ear.act("trigger", service="Payments", title="Checkout is down")
    await ear.own(page["id"])
    world = ear.workspace.sandbox._duties[0].world  # noqa: SLF001 - nobody could do as much by hand
    (first, *_) = world.entries
    begun = first.at - 55 * MINUTE
    world.entries[:0] = [
        replace(first, id=f"R{number}", at=begun + timedelta(seconds=number / 4)) for number in range(10_500)
    ]
    await log.read()
    told = len(await ear.kept(10_500))
    assert told == sum(one.type != "notify_log_entry" for one in world.entries)
    assert len(await ear.workspace.calls(LINES)) < 250, "what is too much once is not asked for again"
