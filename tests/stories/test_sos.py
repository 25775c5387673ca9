"""A call for help really reaches those who are called, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from harness import Ahead, Bell, Workspace, texts

from bot.domain.incident import ClosingReason
from bot.domain.rules.closing import Ending
from bot.store import visible
from bot.store.tables import Delivery
from bot.usecases.finish.close_incident import close_incident


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def begun(workspace: Workspace, bell: Bell) -> str:
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    return str(channel["id"])


async def test_leadership_is_called_in_and_mentioned_once(workspace: Workspace, bell: Bell) -> None:
    """It is said first how many people that pings; the same press twice calls once."""
    channel = await begun(workspace, bell)
    asked = await workspace.slash(
        "ben", "sos leadership customers <!here> wait", channel=channel, wait_ms=5000
    )
    said = texts(asked["view"]["blocks"])
    assert "pings 3 people" in said
    assert not [one for one in await workspace.calls("chat.postMessage") if "subteam" in str(one)]
    await workspace.post("faults", {"match": {"type": "view_submission"}, "fault": "duplicate", "copies": 2})
    sent = await workspace.act("ben", "submit", values={})
    assert sent["ok"], sent
    await bell.idle()
    state = await workspace.state()
    room = await workspace.channel(channel)
    assert {workspace.user_id(state, name) for name in ("chloe", "rosa", "sam")} <= set(room["members"])
    group = next(one["id"] for one in state["usergroups"] if one["handle"] == "leadership")
    mentions = [one for one in room["messages"] if f"<!subteam^{group}>" in one.get("text", "")]
    assert len(mentions) == 1
    assert "customers &lt;!here&gt; wait" in mentions[0]["text"]
    timeline = await workspace.slash("ana", "timeline", channel=channel, wait_ms=5000)
    assert "called for help: Leadership" in str(timeline)


async def test_a_channel_is_called_with_a_way_in(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    await workspace.slash("ben", "sos", channel=channel, wait_ms=5000)
    await workspace.act("ben", "submit", values={"Whom do you call?": "Customer support"})
    await bell.idle()
    (support,) = [
        one for one in (await workspace.channel("support"))["messages"] if "inc-1" in one.get("text", "")
    ]
    assert "calls you for help" in texts(support["blocks"])
    assert "Join" in texts(support["blocks"])


async def test_nobody_is_called_any_more_when_it_is_over(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await begun(workspace, bell)
    await workspace.fault("chat.postMessage", "down", times=10_000)
    for whom in ("Leadership", "Customer support"):
        await workspace.slash("ben", "sos", channel=channel, wait_ms=5000)
        await workspace.act("ben", "submit", values={"Whom do you call?": whom})
    ana = workspace.user_id(await workspace.state(), "ana")
    ending = Ending(ClosingReason.EXTERNAL, "Theirs.", "SUP-9")
    await bell.firebell.db.write(close_incident, 1, ending, by=ana)
    clock.by += timedelta(hours=3)
    await bell.until(lambda: not calling())
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults") as answer:
        assert answer.status == 200
    await bell.idle()
    assert not [one for one in (await workspace.channel("support"))["messages"] if "inc-1" in str(one)]
    assert "subteam" not in str((await workspace.channel(channel))["messages"])


def calling() -> bool:
    """Tell whether a call is still to go out."""
    owed = Delivery.state.in_(("waiting", "claimed")) & Delivery.effect.in_(("post_sos", "post_call"))
    return bool(Delivery.select().where(owed).exists())


@pytest.mark.slow
async def test_what_cannot_be_called_is_said(workspace: Workspace, bell: Bell) -> None:
    """A guest calls nobody, and about a private incident nobody outside is called."""
    channel = await begun(workspace, bell)
    await workspace.act("ana", "invite", channel=channel, member="tess")
    tess = workspace.user_id(await workspace.state(), "tess")
    await bell.until(lambda: visible.in_channel(channel, tess))
    refused = await workspace.slash("tess", "sos", channel=channel)
    assert "Guests cannot call for help" in refused["ephemerals"][0]["text"]
    await workspace.declare("ana", Private=True)
    refused = await workspace.slash("ana", "sos inc-2")
    assert "inc-2 is private" in refused["ephemerals"][0]["text"]
