"""What breaks on the way is mended by itself: nothing twice, nothing missing."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from harness import QUICK, Ahead, Bell, Workspace, texts

from bot.delivery.attempts import UNTIRING
from bot.store import tables
from bot.views.work import failure

CALLS = (
    "conversations.create",
    "conversations.invite",
    "conversations.setTopic",
    "chat.postMessage",
    "pins.add",
)


async def whole(workspace: Workspace, number: int = 1) -> dict[str, Any]:
    """Assert that exactly one of everything is there, and give the channel."""
    state = await workspace.state()
    channels: list[dict[str, Any]] = state["channels"]
    (channel,) = [one for one in channels if f"-{number}-prd-payment" in one["name"]]
    cards = [
        one for one in channel["messages"] if f"inc-{number}" in one.get("text", "") and one.get("blocks")
    ]
    assert len(cards) == 1
    assert len(channel["pins"]) == 1
    announcements = [
        one
        for one in (await workspace.channel("tech-incidents"))["messages"]
        if f"inc-{number}" in one.get("text", "")
    ]
    assert len(announcements) == 1
    group = next(one for one in state["usergroups"] if one["handle"] == "oncall-payments")
    assert {workspace.user_id(state, "ana"), *group["users"]} <= set(channel["members"])
    assert f"inc-{number}" in str(channel["topic"])
    return channel


async def test_a_submission_delivered_three_times_is_one_incident(workspace: Workspace, bell: Bell) -> None:
    match = {"system": "slack", "type": "view_submission"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    await workspace.declare("ana")
    await bell.idle()
    await whole(workspace)
    assert len(await workspace.incident_channels()) == 1
    listed = await workspace.slash("ana", "list")
    assert "Active (1)" in texts(listed["ephemerals"][0]["blocks"])


@pytest.mark.parametrize("method", CALLS)
async def test_429_is_waited_for_as_told(workspace: Workspace, bell: Bell, method: str) -> None:
    await workspace.fault(method, "429", retry_after=1)
    await workspace.declare("ana")
    await bell.idle()
    await whole(workspace)
    calls = await workspace.calls(method)
    refused = next(one for one in calls if one["status"] == 429)
    place = refused["args"].get("channel")
    again = next(
        one for one in calls if one["started"] > refused["ended"] and one["args"].get("channel") == place
    )
    assert again["started"] - refused["ended"] >= 1


@pytest.mark.parametrize("fault", ["500", "drop"])
@pytest.mark.parametrize("method", CALLS)
@pytest.mark.slow
async def test_a_call_that_fails_or_whose_answer_is_lost(
    workspace: Workspace, bell: Bell, method: str, fault: str
) -> None:
    await workspace.fault(method, fault)
    await workspace.declare("ana")
    await bell.idle()
    await whole(workspace)
    assert (await workspace.get("faults"))["faults"] == []


@pytest.mark.parametrize("fault", ["drop", "500"])
async def test_every_first_call_failing(workspace: Workspace, bell: Bell, fault: str) -> None:
    for method in CALLS:
        await workspace.fault(method, fault)
    await workspace.declare("ana")
    await bell.idle()
    await whole(workspace)
    assert (await workspace.get("faults"))["faults"] == []


async def test_dropped_right_after_the_ack_and_built_anew(workspace: Workspace, database: Any) -> None:
    """What was acked is finished by the next process."""
    first = await Bell(workspace, database).start()
    await first.ready()
    answer = await workspace.declare("ana")
    assert answer["ok"], answer
    await first.drop()
    second = await Bell(workspace, database).start()
    await second.idle()
    await whole(workspace)
    await second.stop()


@pytest.mark.parametrize("method", CALLS)
@pytest.mark.slow
async def test_dropped_while_a_call_s_answer_is_on_its_way(
    workspace: Workspace, database: Any, method: str
) -> None:
    first = await Bell(workspace, database).start()
    await first.ready()
    await workspace.post("latency", {"slack": 100})
    since = len(await workspace.calls())
    await workspace.declare("ana")
    await workspace.until(lambda _: True)
    while not await workspace.calls(method, since=since):
        await workspace.until(lambda _: True)
    await first.drop()
    await workspace.post("latency", {"slack": 0})
    second = await Bell(workspace, database).start()
    await second.idle()
    await whole(workspace)
    await second.stop()


@pytest.mark.parametrize("fault", ["500", "drop", "429"])
async def test_a_form_that_does_not_open_is_told_where_it_was_asked_for(
    workspace: Workspace, bell: Bell, fault: str
) -> None:
    await workspace.fault("views.open", fault)
    answer = await workspace.slash("ana", "open", wait_ms=5000)
    assert answer["ok"], answer
    assert "please try again" in answer["ephemerals"][0]["text"]


async def test_a_press_on_something_that_is_gone_is_told_to_the_presser_alone(
    workspace: Workspace, bell: Bell
) -> None:
    """The same failure is retried twice: the second press hears that nothing is left to do."""
    await workspace.fault("pins.add", "error", error="restricted_action")
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    where = {"in": "message", "channel": channel["id"], "ts": _failure(channel)["ts"], "label": "Retry"}
    first = await workspace.act("ben", "click", **where, wait_ms=500)
    second = await workspace.act("ben", "click", **where, wait_ms=5000)
    assert first["ok"]
    assert "tried again already" in second["ephemerals"][0]["text"]
    await bell.idle()
    assert len(await workspace.calls("pins.add")) == 2


async def test_a_name_that_somebody_else_has_taken(workspace: Workspace, bell: Bell) -> None:
    await workspace.fault("conversations.create", "error", error="name_taken")
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert channel["name"].endswith("-1-prd-payment-2")


async def test_an_announcement_finds_its_way_back_into_its_channel(workspace: Workspace, bell: Bell) -> None:
    """Somebody removed Firebell from #tech-incidents: it joins again, and announces."""
    place = await workspace.channel("tech-incidents")
    assert (await workspace.as_bot("conversations.leave", channel=place["id"]))["ok"]
    await workspace.declare("ana")
    await bell.idle()
    told = (await workspace.channel("tech-incidents"))["messages"]
    assert len([one for one in told if "inc-1" in one.get("text", "")]) == 1


async def test_a_refusal_is_told_with_a_retry_button(workspace: Workspace, bell: Bell) -> None:
    """The workspace forbids it: the declarer hears why, mends it, presses Retry, and all follows."""
    await workspace.fault("conversations.create", "error", error="restricted_action")
    await workspace.declare("ana")
    view = await workspace.until(lambda state: _says(state, "could not be made"))
    assert "restricts who may do this" in texts(view["blocks"])
    answer = await workspace.act("ana", "click", **{"in": "view"}, label="Retry", wait_ms=5000)
    assert answer["ok"], answer
    await bell.idle()
    await whole(workspace)


async def test_retry_in_details_shows_what_is_so_then(workspace: Workspace, bell: Bell) -> None:
    """In the window and in the answer to the command: neither goes on offering what was just asked for."""
    await workspace.fault("pins.add", "error", error="restricted_action")
    await workspace.declare("ana")
    await bell.idle()
    await workspace.act("ana", "close")
    (channel,) = await workspace.incident_channels()
    card = {"in": "message", "channel": channel["id"], "ts": _card(channel)["ts"], "label": "Details"}
    await workspace.act("ben", "click", **card)
    await workspace.until(lambda state: failure.RETRY in str(_says(state, "declared it")))
    await workspace.act("ben", "click", **{"in": "view"}, label="Retry")
    await workspace.until(lambda state: failure.RETRY not in str(_says(state, "declared it")))
    await workspace.fault("conversations.setTopic", "error", error="no_permission")
    await workspace.slash("ana", "update inc-1 mitigated")
    await bell.idle()
    (said,) = (await workspace.slash("ben", "status inc-1", wait_ms=5000))["ephemerals"]
    assert failure.RETRY in str(said["blocks"])
    where = {"in": "message", "channel": "general", "ts": said["ts"], "label": "Retry"}
    anew = (await workspace.act("ben", "click", **where, wait_ms=5000))["ephemerals"][0]
    assert anew["ts"] == said["ts"]
    assert failure.RETRY not in str(anew["blocks"])
    await workspace.until(lambda state: any("Mitigated" in str(one["topic"]) for one in state["channels"]))


async def test_the_channel_comes_after_an_hour_without_slack(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    for method in ("conversations.*", "chat.*"):
        await workspace.fault(method, "down", times=10_000)
    await workspace.declare("ana")
    for _ in range(6):
        before = await bell.firebell.db.read(tried, "create_channel", 0)
        clock.by += timedelta(minutes=9)
        await bell.until(partial(tried, "create_channel", before + 1))
    await _mend(workspace)
    await bell.idle()
    await whole(workspace)
    assert not _failure(await workspace.channel("tech-incidents"))


async def test_a_call_that_never_works_is_given_up_after_a_day_and_told(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    await workspace.fault("conversations.setTopic", "500", times=10_000)
    await workspace.declare("ana")
    await bell.until(partial(tried, "set_topic", QUICK.attempts))
    clock.by += UNTIRING - timedelta(hours=1)
    so_far = await bell.firebell.db.read(tried, "set_topic", 0)
    await bell.until(partial(tried, "set_topic", so_far + 2))
    assert not [c for c in (await workspace.state())["channels"] if _failure(c)]
    clock.by += timedelta(hours=1)
    (channel,) = await workspace.until(lambda state: [c for c in state["channels"] if _failure(c)])
    message = _failure(channel)
    assert "topic could not be set" in message["text"]
    await _mend(workspace)
    where = {"in": "message", "channel": channel["id"], "ts": message["ts"]}
    await workspace.act("ben", "click", **where, label="Retry")
    await workspace.until(lambda state: any("inc-1" in str(c["topic"]) for c in state["channels"]))


def tried(effect: str, times: int) -> int:
    """Give how often it was tried, once that is more than so many times."""
    rows = tables.Delivery.select().where(tables.Delivery.effect == effect)
    most = max((row.attempt for row in rows), default=0)
    return most if most > times else 0


async def _mend(workspace: Workspace) -> None:
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults") as answer:
        assert answer.status == 200


def _says(state: dict[str, Any], words: str) -> dict[str, Any] | None:
    views = [view for stack in state["views"].values() for view in stack]
    return next((view for view in views if words in texts(view["blocks"])), None)


def _card(channel: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in channel["messages"] if "Details" in str(one.get("blocks")))


def _failure(channel: dict[str, Any]) -> dict[str, Any]:
    return next((one for one in channel["messages"] if "could not" in one.get("text", "")), {})
