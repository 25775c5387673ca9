"""Following an incident without being in its channel."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.domain.incident import ClosingReason
from bot.domain.rules.closing import Ending
from bot.usecases.finish.close_incident import close_incident, merge_incidents
from bot.usecases.work.keep_private import make_private


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def declared(workspace: Workspace, bell: Bell) -> str:
    """Declare inc-1, and give its channel."""
    await workspace.declare("ana")
    await bell.idle()
    ((channel),) = [str(one["id"]) for one in await workspace.incident_channels()]
    return channel


async def press_follow(workspace: Workspace, who: str) -> dict[str, Any]:
    tech = await workspace.channel("tech-incidents")
    (line,) = [one for one in tech["messages"] if one.get("text", "").startswith("P2 inc-1")]
    where = {"in": "message", "channel": tech["id"], "ts": line["ts"]}
    return await workspace.act(who, "click", **where, label="Follow", wait_ms=2000)


async def direct(workspace: Workspace, who: str, words: str) -> list[dict[str, Any]]:
    """Give the direct messages to them that say this, with where they are."""
    state = await workspace.state()
    person = workspace.user_id(state, who)
    return [
        {**message, "channel": dm["id"]}
        for dm in state["dms"]
        if person in dm["members"]
        for message in dm["messages"]
        if words in texts(message.get("blocks", []))
    ]


async def update(workspace: Workspace, bell: Bell, channel: str, words: str) -> None:
    await workspace.slash("ana", f"update {words}", channel=channel, wait_ms=1000)
    await bell.idle()


async def test_who_follows_is_told_each_update_once_until_they_stop(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    for _ in range(2):
        answer = await press_follow(workspace, "grace")
        assert "You follow inc-1" in answer["ephemerals"][0]["text"]
    await update(workspace, bell, channel, "rolled back 2.41 <!channel>")
    await update(workspace, bell, channel, "mitigating: looks better")
    (first,) = await direct(workspace, "grace", "rolled back 2.41 &lt;!channel&gt;")
    assert "Checkout fails for one order in three" in texts(first["blocks"])
    (second,) = await direct(workspace, "grace", "looks better")
    assert (
        workspace.user_id(await workspace.state(), "grace")
        not in (await workspace.channel(channel))["members"]
    )
    where = {"in": "message", "channel": second["channel"], "ts": second["ts"]}
    stopped = await workspace.act("grace", "click", **where, label="Stop following", wait_ms=2000)
    assert "You do not follow inc-1 any more." in stopped["ephemerals"][0]["text"]
    again = await workspace.act("grace", "click", **where, label="Stop following", wait_ms=2000)
    assert "Nothing is left to stop" in again["ephemerals"][0]["text"]
    await update(workspace, bell, channel, "nothing for grace")
    assert not await direct(workspace, "grace", "nothing for grace")


async def test_who_joins_hears_of_it_in_the_channel_alone(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    await press_follow(workspace, "grace")
    await update(workspace, bell, channel, "before")
    (told,) = await direct(workspace, "grace", "before")
    where = {"in": "message", "channel": told["channel"], "ts": told["ts"]}
    await workspace.act("grace", "click", **where, label="Join")
    await bell.idle()
    await update(workspace, bell, channel, "after")
    assert not await direct(workspace, "grace", "after")


async def test_a_channel_follows_too_and_everybody_there_can_stop_it(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await declared(workspace, bell)
    answer = await workspace.follow_here("priya", "inc-1", "support")
    assert "is posted in <#" in answer["ephemerals"][0]["text"]
    await workspace.fault("chat.postMessage", "drop")
    await update(workspace, bell, channel, "rolled back")
    support = await workspace.channel("support")
    (told,) = [one for one in support["messages"] if "rolled back" in texts(one.get("blocks", []))]
    priya = workspace.user_id(await workspace.state(), "priya")
    assert f"as <@{priya}> asked for" in texts(told["blocks"])
    stopped = await workspace.slash("quinn", "unfollow inc-1 here", channel="support", wait_ms=1500)
    assert "does not follow inc-1 any more" in stopped["ephemerals"][0]["text"]
    await update(workspace, bell, channel, "not here any more")
    assert "not here any more" not in str((await workspace.channel("support"))["messages"])


@pytest.mark.parametrize(
    ("text", "where", "refusal"),
    [
        ("follow inc-1 here", "security", "Only public channels can follow"),
        ("follow inc-9", "general", "There is no inc-9"),
        ("unfollow inc-1", "general", "Nothing is left to stop"),
    ],
)
async def test_what_cannot_be_followed_is_refused(
    workspace: Workspace, bell: Bell, text: str, where: str, refusal: str
) -> None:
    await declared(workspace, bell)
    answer = await workspace.slash("nadia", text, channel=where, wait_ms=1500)
    assert refusal in answer["ephemerals"][0]["text"]


async def test_a_group_message_does_not_follow(workspace: Workspace, bell: Bell) -> None:
    await declared(workspace, bell)
    state = await workspace.state()
    users = ",".join(workspace.user_id(state, name) for name in ("ana", "ben"))
    group = (await workspace.as_bot("conversations.open", users=users))["channel"]["id"]
    answer = await workspace.slash("ana", "follow inc-1 here", channel=group, wait_ms=1500)
    assert "Only public channels can follow" in answer["ephemerals"][0]["text"]


async def test_its_own_channel_does_not_follow(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    answer = await workspace.slash("ana", "follow here", channel=channel, wait_ms=1500)
    assert "an incident's own channel" in answer["ephemerals"][0]["text"]


async def test_what_becomes_private_is_told_to_nobody_outside(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    await press_follow(workspace, "grace")
    await workspace.follow_here("priya", "inc-1", "support")
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(make_private, 1, (), by=ana)
    await bell.idle()
    since = len(await workspace.calls())
    await workspace.slash("ana", "update inc-1 a secret", channel="general", wait_ms=1000)
    await bell.idle()
    assert not await direct(workspace, "grace", "a secret")
    assert "a secret" not in str((await workspace.channel("support"))["messages"])
    told = {one["args"].get("channel") for one in await workspace.calls("chat.postMessage", since=since)}
    (inside,) = [one["id"] for one in await workspace.incident_channels() if one["id"] != channel]
    assert told <= {inside}
    answer = await workspace.slash("ana", "follow inc-1", wait_ms=1500)
    assert "updates stay in its channel" in answer["ephemerals"][0]["text"]


@pytest.mark.slow
async def test_who_followed_one_that_was_merged_follows_the_other(workspace: Workspace, bell: Bell) -> None:
    await declared(workspace, bell)
    await workspace.declare("chloe", Title="Nobody can pay by card", Category="Refunds")
    await bell.idle()
    await workspace.slash("grace", "follow inc-2", wait_ms=1500)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(merge_incidents, 2, 1, by=ana)
    await bell.idle()
    assert len(await direct(workspace, "grace", "goes on there")) == 1
    await workspace.slash("ana", "update inc-1 both are better", wait_ms=1000)
    await bell.idle()
    assert len(await direct(workspace, "grace", "both are better")) == 1


async def test_its_end_is_told_and_a_place_that_is_gone_is_forgotten(
    workspace: Workspace, bell: Bell
) -> None:
    await declared(workspace, bell)
    await press_follow(workspace, "grace")
    await workspace.follow_here("priya", "inc-1", "support")
    await workspace.act("priya", "archive", channel="support")
    ana = workspace.user_id(await workspace.state(), "ana")
    ending = Ending(ClosingReason.FALSE_POSITIVE, "A broken dashboard")
    await bell.firebell.db.write(close_incident, 1, ending, by=ana)
    await bell.idle()
    assert len(await direct(workspace, "grace", "A broken dashboard")) == 1
    await workspace.slash("ana", "reopen inc-1 it is back", wait_ms=5000)
    await workspace.act("ana", "submit")
    await bell.idle()
    assert len(await direct(workspace, "grace", "it is back")) == 1
    support = (await workspace.channel("support"))["id"]
    tried = [
        one for one in await workspace.calls("chat.postMessage") if one["args"].get("channel") == support
    ]
    assert len(tried) == 1
