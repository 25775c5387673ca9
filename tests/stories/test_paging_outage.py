"""PagerDuty is away for an hour, or refuses for a while: both sides end equal without anybody's doing it."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from harness import Ahead, Bell, Workspace
from pager import duty, first, page, paged, there

from bot.domain.events import DeliveryFailed, PageLost
from bot.domain.incident import ClosingReason, Status
from bot.domain.paging import PageState
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.integrations.pagerduty.effects.hands import TRIES
from bot.store import tables, timeline
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.paging.hear_source import compare_pages
from bot.usecases.paging.page_people import page_service
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.pagerduty

ENDING = Ending(ClosingReason.EXTERNAL, "Theirs.", "SUP-9")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def out(workspace: Workspace, fault: str, method: str = "*", **args: str | int) -> None:
    match = {"system": "pagerduty", "method": method}
    status, said = await workspace.post("faults", {"match": match, "fault": fault, "times": 10_000, **args})
    assert status == 200, said


async def back(workspace: Workspace) -> None:
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass


def failed() -> list[str]:
    return [one.effect for one in timeline.of(1) if isinstance(one, DeliveryFailed)]


def tried(effect: str) -> int:
    rows = tables.Delivery.select().where(tables.Delivery.effect == effect)
    return max((row.attempt for row in rows), default=0)


async def hour(bell: Bell, clock: Ahead, effect: str) -> None:
    """Let an hour pass in which it is tried again and again, or given up."""
    for _ in range(6):
        clock.by += timedelta(minutes=10)
        before = await bell.firebell.db.read(tried, effect)
        await bell.until(partial(is_over, effect, before))


def is_over(effect: str, before: int) -> bool:
    return tried(effect) > before or bool(failed())


async def closed(workspace: Workspace, bell: Bell) -> None:
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(close_incident, 1, ENDING, by=ana)


async def test_it_is_told_what_became_of_it_when_it_is_back(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    await paged(workspace, bell)
    await out(workspace, "down")
    await closed(workspace, bell)
    await hour(bell, clock, "keep_pages")
    assert await bell.firebell.db.read(failed) == []
    await back(workspace)
    clock.by += timedelta(minutes=2)
    await bell.until(lambda: page().state is PageState.RESOLVED)
    await bell.idle()
    assert [one["status"] for one in await there(workspace)] == ["resolved"]


async def test_who_calls_for_help_while_it_is_away_is_heard_when_it_is_back(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    await out(workspace, "down")
    await workspace.declare("ana", Customers="Nobody or hardly anybody can order")
    await hour(bell, clock, "send_page")
    assert await bell.firebell.db.read(failed) == []
    await back(workspace)
    clock.by += timedelta(minutes=2)
    await bell.until(lambda: first().pages[0].id)
    assert len(await there(workspace)) == 1


async def test_what_it_refused_for_a_while_is_made_good_by_the_comparison(
    workspace: Workspace, bell: Bell
) -> None:
    await paged(workspace, bell)
    await out(workspace, "error", "PUT /incidents/*", error="2010")
    await closed(workspace, bell)
    await bell.until(failed)
    await bell.firebell.db.write(compare_pages)
    await bell.idle()
    assert await bell.firebell.db.read(failed) == ["keep_pages"], "told once, however often it is compared"
    await back(workspace)
    await bell.firebell.db.write(compare_pages)
    await bell.idle()
    assert (await bell.firebell.db.read(page)).state is PageState.RESOLVED
    assert [one["status"] for one in await there(workspace)] == ["resolved"]
    since = len(await workspace.calls())
    await bell.firebell.db.write(compare_pages)
    await bell.idle()
    asked = [one for one in await workspace.calls(since=since) if one["system"] == "pagerduty"]
    assert asked == [], "what is equal and over is not looked at again"


async def test_a_priority_that_is_refused_keeps_nothing_else_from_it(
    workspace: Workspace, bell: Bell
) -> None:
    """Somebody made the account's priorities anew."""
    await paged(workspace, bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    match = {"system": "pagerduty", "method": "PUT /incidents/*"}
    await workspace.post("faults", {"match": match, "fault": "error", "error": "2010"})
    wish = Update(status=Status.MITIGATED, priority="P2", message="Over.")
    await bell.firebell.db.write(update_incident, 1, wish, by=ana)
    await bell.idle()
    (made,) = await there(workspace)
    assert made["status"] == "resolved"
    assert await bell.firebell.db.read(failed) == []


async def test_a_page_that_is_refused_keeps_no_other_from_it(workspace: Workspace, bell: Bell) -> None:
    await paged(workspace, bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(page_service, 1, "Platform", by=ana)
    await bell.until(lambda: all(one.id for one in first().pages))
    await bell.idle()
    refused = (await bell.firebell.db.read(first)).pages[0].id
    await out(workspace, "error", f"PUT /incidents/{refused}", error="2010")
    await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATED), by=ana)
    await bell.idle()
    assert [one["status"] for one in await there(workspace)] == ["triggered", "resolved"]
    assert await bell.firebell.db.read(failed) == ["keep_pages"]


async def test_what_is_not_found_for_a_while_is_not_lost(workspace: Workspace, bell: Bell) -> None:
    """As right after it was made; longer, as with the key of another account, it is said to be gone, once."""
    await paged(workspace, bell)
    look = f"GET /incidents/{(await bell.firebell.db.read(page)).id}"
    await out(workspace, "error", look, error="2100", status=404, times=TRIES - 1)
    await bell.firebell.db.write(compare_pages)
    await bell.idle()
    assert (await bell.firebell.db.read(page)).state is PageState.TRIGGERED
    await out(workspace, "error", look, error="2100", status=404, times=TRIES + 1)
    for _ in range(2):
        await bell.firebell.db.write(compare_pages)
        await bell.idle()
    assert len(await bell.firebell.db.read(timeline.of, 1, PageLost)) == 1
    await duty(workspace, "deniz", bell, action="acknowledge")
    assert (await bell.firebell.db.read(page)).state is PageState.ACKNOWLEDGED
    assert (await bell.firebell.db.read(first)).status is Status.INVESTIGATING
    await closed(workspace, bell)
    await bell.idle()
    assert [one["status"] for one in await there(workspace)] == ["resolved"]


async def test_a_page_that_is_not_found_for_a_moment_hears_what_is_new(
    workspace: Workspace, bell: Bell
) -> None:
    await paged(workspace, bell)
    await out(workspace, "error", "POST /incidents/*/notes", error="2100", status=404, times=1)
    await workspace.slash("ana", "update inc-1 db2 is full")
    await bell.idle()
    (made,) = await there(workspace)
    assert len([one for one in made["notes"] if one["content"].startswith("ana: db2 is full")]) == 1


@pytest.mark.parametrize("fault", ["500", "drop"])
async def test_what_ends_a_page_is_told_there_once_and_what_is_said_later_is_not(
    workspace: Workspace, bell: Bell, fault: str
) -> None:
    """The page may be resolved before its note is written."""
    await paged(workspace, bell)
    await out(workspace, fault, "POST /incidents/*/notes", times=1)
    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await bell.idle()
    await workspace.slash("ana", "update inc-1 all is calm")
    await bell.idle()
    (page,) = await there(workspace)
    assert page["status"] == "resolved"
    assert [one["content"][:16] for one in page["notes"] if one["content"].startswith("ana")] == [
        "ana: db2 serves "
    ]


async def test_what_people_began_anew_there_is_not_ended_by_the_comparison(
    workspace: Workspace, bell: Bell
) -> None:
    await paged(workspace, bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATED), by=ana)
    await bell.idle()
    await duty(workspace, "deniz", bell, action="reopen")
    await bell.firebell.db.write(compare_pages)
    await bell.idle()
    assert [one["status"] for one in await there(workspace)] == ["triggered"]
