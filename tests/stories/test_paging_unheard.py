"""What becomes of a page is heard of also where the incident has no channel, and none comes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import QUICK, Ahead, Bell, Workspace
from pager import WORST, duty, first, known

from bot.domain.paging.breaker import MOST
from bot.store.queues import outbox
from bot.usecases.paging.page_people import page_service
from bot.usecases.work.give_role import take_role

pytestmark = pytest.mark.pagerduty

SILENCE = "Nobody has acknowledged the page of Payments for 5 min"
BREACH = {"Title": "Customer list found on a public bucket", "Category": "Personal Data Breach"}
DELAY = "PagerDuty does not take the page of Payments yet"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def alone(workspace: Workspace, user: str) -> list[dict[str, Any]]:
    """Give what stands in their own messages with Firebell, the oldest first."""
    state = await workspace.state()
    person = workspace.user_id(state, user)
    rooms = [one for one in state["dms"] if person in one["members"] and len(one["members"]) <= 2]
    return sorted((said for room in rooms for said in room["messages"]), key=lambda one: str(one["ts"]))


async def heard(workspace: Workspace, user: str) -> list[str]:
    return [one["text"] for one in await alone(workspace, user)]


def parts(said: list[str], *words: str) -> list[str]:
    """Give the words in the order in which they were said, each as often as it was."""
    return [word for text in said for word in words if word in text]


async def mend(workspace: Workspace, fault: int | str = "") -> None:
    """End one fault, or all of them."""
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults", params={"id": fault}):
        pass


async def test_without_a_channel_it_is_told_to_who_declared_it(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    """Each thing once, in its order; not again in the channel that comes after all."""
    await known(bell)
    await workspace.fault("conversations.create", "error", error="restricted_action", times=10_000)
    match = {"system": "pagerduty", "method": "POST /incidents"}
    busy = {"match": match, "fault": "429", "times": 10_000, "retry_after": 0}
    _, held = await workspace.post("faults", busy)
    await workspace.declare("ana", **WORST)
    await workspace.until(lambda state: "The channel could not be made" in str(state["dms"]))
    await mend(workspace, held["fault"]["id"])
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(page_service, 1, "Partner portal", words="please look", by=ana)
    await bell.idle()
    await workspace.act("ben", "pagerduty", action="wait", minutes=6)
    clock.by = timedelta(minutes=6)
    await bell.tick()
    said = (
        "inc-1: The channel could not be made",
        "inc-1: paged Payments: Deniz Kaya",
        "took the page of Partner portal, but nobody will be called",
        SILENCE,
    )
    assert parts(await heard(workspace, "ana"), *said) == list(said)
    assert not await workspace.incident_channels()
    await mend(workspace)
    failed = next(one for one in await alone(workspace, "ana") if said[0] in one["text"])
    room = next(one for one in (await workspace.state())["dms"] if failed in one["messages"])
    where = {"in": "message", "channel": room["id"], "ts": failed["ts"]}
    await workspace.act("ana", "click", **where, label="Retry", wait_ms=2000)
    await bell.until(lambda: first().open_channel)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert parts([one["text"] for one in channel["messages"]], *said) == []
    assert parts(await heard(workspace, "ana"), *said) == list(said)


async def test_what_somebody_must_decide_is_asked_of_who_leads(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await workspace.fault("conversations.create", "error", error="restricted_action", times=10_000)
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: first().pages and first().pages[0].id)
    ben = workspace.user_id(await workspace.state(), "ben")
    await bell.firebell.db.write(take_role, 1, "commander", by=ben)
    await bell.idle()
    await duty(workspace, "deniz", bell, action="resolve")
    assert parts(await heard(workspace, "ben"), "Is it over?") == ["Is it over?"]
    assert parts(await heard(workspace, "ana"), "Is it over?") == []
    asked = next(one for one in await alone(workspace, "ben") if "Is it over?" in one["text"])
    room = next(one for one in (await workspace.state())["dms"] if asked in one["messages"])
    where = {"in": "message", "channel": room["id"], "ts": asked["ts"]}
    await workspace.act("ben", "click", **where, label="Mark mitigated", wait_ms=2000)
    await bell.until(lambda: str(first().status) == "mitigated")


async def test_that_nothing_is_followed_any_more_is_told_to_who_leads(
    workspace: Workspace, bell: Bell
) -> None:
    await known(bell)
    await workspace.fault("conversations.create", "error", error="restricted_action", times=10_000)
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: first().pages and first().pages[0].id)
    for number in range(MOST + 1):
        await duty(workspace, "deniz", bell, action="reopen" if number % 2 else "resolve")
    said = "Firebell follows PagerDuty no more"
    assert parts(await heard(workspace, "ana"), said) == [said]


@pytest.mark.parametrize("rooms", ["channels", "dms"])
async def test_a_channel_is_waited_for_until_it_is_there_or_cannot_be_made(
    workspace: Workspace, database_url: str, rooms: str
) -> None:
    """Here a minute lasts longer than this test."""
    bell = await Bell(workspace, database_url, replace(QUICK, calm=4.0), pagerduty=True).start()
    await bell.ready()
    await known(bell)
    await workspace.fault("conversations.create", "429", retry_after=1, times=10_000)
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: "tell_page" in outbox.pending("inc-1"))
    await mend(workspace)
    if rooms == "dms":
        await workspace.fault("conversations.create", "error", error="restricted_action", times=10_000)
    said = "inc-1: paged Payments"
    await workspace.until(lambda state: said in str(state[rooms]))
    await bell.idle()
    assert parts(await heard(workspace, "ana"), said) == ([said] if rooms == "dms" else [])
    channels = await workspace.incident_channels()
    told = [one["text"] for channel in channels for one in channel["messages"]]
    assert parts(told, said) == ([said] if rooms == "channels" else [])
    await bell.stop()


async def test_a_channel_that_takes_its_time_is_not(workspace: Workspace, bell: Bell, clock: Ahead) -> None:
    """While both are away, who declared it learns after a minute whom to call."""
    await known(bell)
    await workspace.fault("conversations.create", "429", retry_after=1, times=10_000)
    match = {"system": "pagerduty", "method": "POST /incidents"}
    await workspace.post("faults", {"match": match, "fault": "429", "times": 10_000, "retry_after": 5})
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: "tell_page" in outbox.pending("inc-1"))
    clock.by = timedelta(minutes=2)
    await workspace.until(lambda state: DELAY in str(state["dms"]))
    assert parts(await heard(workspace, "ana"), DELAY) == [DELAY]
    await mend(workspace)
    clock.by = timedelta(minutes=4)
    await bell.until(lambda: first().open_channel)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert parts([one["text"] for one in channel["messages"]], DELAY) == []
    assert parts(await heard(workspace, "ana"), DELAY) == [DELAY]


async def test_of_a_private_one_nobody_else_hears(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await workspace.fault("conversations.create", "error", error="restricted_action", times=10_000)
    await workspace.fault("conversations.open", "error", error="missing_scope", times=10_000)
    await workspace.declare("ana", **BREACH)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(page_service, 1, "Partner portal", words="please look", by=ana)
    await bell.idle()
    said = "took the page of Partner portal"
    assert parts(await heard(workspace, "ana"), said) == [said]
    posted = [one["args"] for one in await workspace.calls("chat.postMessage")]
    assert {one["channel"] for one in posted} == {ana}
