"""Whatever goes over the wire in a day of Firebell is as the vendor's own contracts say, both ways."""

import pytest
from contracts import ARE_HERE
from harness import PAYMENT, Bell, Workspace
from judge import JUDGE

pytestmark = pytest.mark.skipif(not ARE_HERE, reason="no contracts beside the checkout")


async def test_a_whole_day_over_the_wire(workspace: Workspace, bell: Bell) -> None:
    """All that people can do today, with a refusal and a retry."""
    await _a_day(workspace, bell)
    await bell.stop()
    assert JUDGE.problems == []
    assert JUDGE.checked["requests"] > 25
    assert JUDGE.checked["views and messages"] > 15
    assert {"command", "interactive:block_actions", "interactive:view_submission"} <= JUDGE.names
    assert {"event:app_home_opened", "event:channel_rename", "chat.postMessage"} <= JUDGE.names


async def _a_day(workspace: Workspace, bell: Bell) -> None:
    await workspace.act("ben", "open_home", wait_ms=5000)
    for text in ("help", "opne", "list", "status"):
        await workspace.slash("ana", text)
    await workspace.slash("ana", "open", wait_ms=5000)
    await workspace.act("ana", "click", **{"in": "view"}, label="Set it", wait_ms=5000)
    await workspace.act("ana", "submit", values={**PAYMENT, "Title": "db"})
    await workspace.fault("pins.add", "error", error="restricted_action")
    await workspace.act("ana", "submit", values=PAYMENT)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    failure = next(one for one in channel["messages"] if "could not" in one.get("text", ""))
    place = {"in": "message", "channel": channel["id"]}
    await workspace.act("ana", "click", **place, ts=failure["ts"], label="Retry", wait_ms=2000)
    await workspace.act("ana", "click", **place, ts=failure["ts"], label="Retry", wait_ms=2000)
    card = next(one for one in channel["messages"] if one["text"].startswith("P2"))
    await workspace.act("ana", "click", **place, ts=card["ts"], label="Details", wait_ms=5000)
    told = next(
        one for one in (await workspace.channel("tech-incidents"))["messages"] if "inc-1" in one["text"]
    )
    where = {"in": "message", "channel": "tech-incidents", "ts": told["ts"]}
    await workspace.act("eve", "click", **where, label="Join", wait_ms=1000)
    await workspace.act("ana", "rename", channel=channel["id"], name="checkout-down")
    await workspace.slash("ana", "status", channel="checkout-down")
    await bell.idle()
