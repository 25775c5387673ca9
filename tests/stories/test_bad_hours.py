"""Worse than a single fault: slow answers, a wrong clock, a channel that is gone, a failure that repeats."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from harness import QUICK, Bell, Workspace, texts

from bot.ports import utc_now


def ahead() -> datetime:
    """A clock three seconds ahead of Slack's."""
    return utc_now() + timedelta(seconds=3)


async def counts(workspace: Workspace) -> tuple[int, int, int]:
    """Give how many channels, cards and announcements there are."""
    channels = await workspace.incident_channels()
    cards = [one for channel in channels for one in channel["messages"] if one["text"].startswith("P2 inc-1")]
    told = (await workspace.channel("tech-incidents"))["messages"]
    return len(channels), len(cards), len([one for one in told if "inc-1" in one["text"]])


@pytest.mark.parametrize("method", ["conversations.create", "chat.postMessage"])
async def test_a_clock_ahead_of_slack_s_doubles_nothing(
    workspace: Workspace, database: Path | str, method: str
) -> None:
    bell = await Bell(workspace, database, clock=ahead).start()
    await bell.ready()
    await workspace.fault(method, "drop")
    await workspace.declare("ana")
    await bell.idle()
    assert await counts(workspace) == (1, 1, 1)
    await bell.stop()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["conversations.create", "chat.postMessage"])
async def test_a_call_that_ends_after_we_gave_it_up_is_found(
    workspace: Workspace, database: Path | str, method: str
) -> None:
    """Slack takes longer than we wait, and does it nevertheless."""
    bell = await Bell(workspace, database, replace(QUICK, call=2.0)).start()
    await bell.ready()
    await workspace.fault(method, "slow", ms=2600)
    await workspace.declare("ana")
    await bell.idle()
    assert await counts(workspace) == (1, 1, 1)
    await bell.stop()


async def test_an_announcement_that_somebody_deleted_stays_deleted(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.idle()
    place = await workspace.channel("tech-incidents")
    announced = next(one for one in place["messages"] if "inc-1" in one["text"])
    assert (await workspace.as_bot("chat.delete", channel=place["id"], ts=announced["ts"]))["ok"]
    (channel,) = await workspace.incident_channels()
    await workspace.act("ana", "rename", channel=channel["id"], name="checkout-down")
    await workspace.until(lambda _state: True)
    await bell.idle()
    assert (await counts(workspace))[2] == 0
    assert not [one for one in channel["messages"] if "could not" in one["text"]]


async def test_progress_that_cannot_be_shown_ends_in_the_log_alone(workspace: Workspace, bell: Bell) -> None:
    """Telling it on the screen that fails would go on for ever."""
    await workspace.fault("views.update", "error", error="invalid_arguments", times=50)
    await workspace.declare("ana", Customers="Many customers have major trouble")
    await bell.idle()
    said = texts((await workspace.slash("ana", "status inc-1"))["ephemerals"][0]["blocks"])
    assert "could not" not in said


async def test_a_mirror_that_works_again_takes_its_failure_back(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.fault("chat.update", "error", error="edit_window_closed")
    await workspace.slash("ana", "update We look into it.", channel=channel["id"])
    await workspace.until(
        lambda state: any("could not" in m["text"] for c in state["channels"] for m in c["messages"])
    )
    await workspace.slash("ana", "update mitigating: We found it.", channel=channel["id"])
    while len(await workspace.calls("chat.update")) < 2:
        await workspace.until(lambda _state: True)
    await bell.idle()
    said = (await workspace.slash("ana", "status inc-1"))["ephemerals"][0]["blocks"]
    assert "retry_delivery" not in str(said), "there is nothing to press any more"


@pytest.mark.parametrize(
    "method", ["views.update", "views.publish", "conversations.history", "users.conversations"]
)
@pytest.mark.parametrize("fault", ["429", "500", "drop"])
@pytest.mark.slow
async def test_the_other_calls_fail_and_are_mended_too(
    workspace: Workspace, bell: Bell, method: str, fault: str
) -> None:
    """A lost answer makes Firebell look for what it did, and the looking fails as well."""
    await workspace.act("ben", "open_home", wait_ms=5000)
    for lost in ("conversations.create", "chat.postMessage"):
        await workspace.fault(lost, "drop")
    await workspace.fault(method, fault)
    await workspace.declare("ana")
    await bell.idle()
    assert await counts(workspace) == (1, 1, 1)
    state = await workspace.state()
    assert "Checkout" in texts(state["homes"][workspace.user_id(state, "ben")]["blocks"])
