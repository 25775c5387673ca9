"""What was learnt from an incident, written where Slack's people are."""

import time
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from papers import canvases, messages, mitigated, must_be_broken, press, redacted, say


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_a_canvas_is_filled_kept_up_to_date_and_left_to_who_writes_in_it(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await mitigated(workspace, bell)
    (canvas,) = await canvases(workspace)
    assert "Rolled back \\<2.41\\>, error rate \\*falling\\*" in canvas["markdown"]
    assert "Why did it happen" in canvas["markdown"]
    (told,) = await messages(workspace, channel, "post-mortem> of inc-1 is here")
    there = await workspace.channel(channel["id"])
    assert told["ts"] in str(there["pins"])
    assert "Post-mortem" in str(there["bookmarks"])
    assert "Post-mortem> (draft)" in str((await workspace.channel("tech-incidents"))["messages"])
    await say(workspace, "ben", channel, "update It was the cache")
    await bell.idle()
    (canvas,) = await canvases(workspace)
    assert "It was the cache" in canvas["markdown"], "kept up to date"
    await workspace.act("ben", "edit_canvas", canvas=canvas["id"], markdown="# Mine\n\nWe learnt a lot.")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    (canvas,) = await canvases(workspace)
    assert canvas["markdown"].strip() == "# Mine\n\nWe learnt a lot.", "never overwritten"
    (offer,) = await messages(workspace, channel, "1 fact is not in it yet")
    await press(workspace, "ben", "Append them", channel=channel["id"], ts=offer["ts"])
    await bell.idle()
    (canvas,) = await canvases(workspace)
    assert canvas["markdown"].startswith("# Mine\n\nWe learnt a lot.\n\n## Added by Firebell, ")
    assert canvas["markdown"].count("A late fact") == 1
    assert await messages(workspace, channel, "tells all that happened")
    found = await workspace.slash("eve", "search learnt", wait_ms=5000)
    assert "inc-1" in str(found["view"]), "what people wrote is found"
    await redacted(workspace, bell, channel, "learnt a lot")
    (canvas,) = await canvases(workspace)
    assert "We [redacted]" in canvas["markdown"].replace("\\", "")
    view = (await say(workspace, "ana", channel, "postmortem", 5000))["view"]
    assert "It is a draft" in texts(view["blocks"])
    answer = await press(workspace, "ana", "It is ready")
    assert "It is ready." in texts(answer["view"]["blocks"])
    await bell.idle()
    assert await messages(workspace, channel, "is ready, says")
    assert (
        "post-mortem"
        not in texts((await say(workspace, "ana", channel, "close", 5000))["view"]["blocks"]).lower()
    )


@pytest.mark.parametrize("setting", ["canvases", pytest.param("files", marks=pytest.mark.slow)])
async def test_where_no_canvas_may_be_it_is_a_file_and_closing_is_possible(
    workspace: Workspace, bell: Bell, setting: str
) -> None:
    """Where not even files may be sent, that is said, and somebody can still say that it is written."""
    await workspace.post("settings", {"canvases": False, setting: False})
    channel = await mitigated(workspace, bell)
    assert await canvases(workspace) == []
    assert await messages(workspace, channel, "becomes a file in the channel")
    if setting == "files":
        assert await messages(workspace, channel, "The post-mortem could not be sent as a file")
        await workspace.post("settings", {"files": True})
        (failed,) = await messages(workspace, channel, "could not be sent as a file")
        await press(workspace, "ana", "Retry", channel=channel["id"], ts=failed["ts"])
        await bell.idle()
    (sent,) = [one for one in (await workspace.channel(channel["id"]))["messages"] if one.get("files")]
    assert sent["files"][0]["name"].endswith(".md")
    headers = {"Authorization": f"Bearer {workspace.sandbox.environment['SLACK_BOT_TOKEN']}"}
    async with workspace.http.get(sent["files"][0]["url_private"], headers=headers) as given:
        assert "Rolled back \\<2.41\\>" in await given.text()
    await say(workspace, "ana", channel, "postmortem ready")
    await bell.idle()
    assert await messages(workspace, channel, "is ready, says")


@pytest.mark.slow
async def test_lost_answers_leave_one_canvas(workspace: Workspace, bell: Bell) -> None:
    await workspace.fault("conversations.canvases.create", "drop")
    await workspace.fault("files.info", "500")
    channel = await mitigated(workspace, bell)
    (canvas,) = await canvases(workspace)
    await workspace.act("ben", "edit_canvas", canvas=canvas["id"], markdown="Mine")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    await workspace.fault("canvases.edit", "drop")
    await say(workspace, "ana", channel, "postmortem append")
    await bell.idle()
    (canvas,) = await canvases(workspace)
    await must_be_broken(workspace)
    assert canvas["markdown"].count("A late fact") == 1
    assert len(await messages(workspace, channel, "post-mortem> of inc-1 is here")) == 1


@pytest.mark.slow
async def test_what_becomes_private_is_read_by_nobody_else(workspace: Workspace, bell: Bell) -> None:
    channel = await mitigated(workspace, bell)
    (public,) = await canvases(workspace)
    await workspace.act("ben", "edit_canvas", canvas=public["id"], markdown="What ben learnt")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    await say(workspace, "ana", channel, "private", 5000)
    await workspace.act("ana", "submit", values={}, wait_ms=5000)
    await bell.idle()
    (canvas,) = await canvases(workspace)
    assert canvas["id"] != public["id"]
    assert "What ben learnt" in canvas["markdown"], "what people wrote goes on"
    room = next(one for one in await workspace.incident_channels() if one["is_private"])
    assert canvas["channel"] == room["id"]
    assert await messages(workspace, room, "post-mortem> of inc-1 is here")


async def test_it_is_had_as_a_file_also_where_there_is_none(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana", Customers="Some customers have trouble")
    await bell.idle()
    channel = (await workspace.incident_channels())[-1]
    await say(workspace, "ana", channel, "postmortem export")
    await bell.idle()
    (sent,) = [one for one in (await workspace.channel(channel["id"]))["messages"] if one.get("files")]
    assert sent["files"][0]["preview"].startswith(
        "# inc-1 Post-mortem: Checkout fails for one order in three"
    )
    view = (await say(workspace, "ana", channel, "postmortem", 5000))["view"]
    assert "It has no post-mortem" in texts(view["blocks"])
    await press(workspace, "ana", "Start it")
    await bell.idle()
    assert len(await canvases(workspace)) == 1
    answer = await say(workspace, "ana", channel, "postmortem start", 5000)
    assert "has a post-mortem already" in str(answer["ephemerals"])


@pytest.mark.slow
async def test_where_slack_names_no_writers_any_change_is_somebody_s(
    workspace: Workspace, bell: Bell
) -> None:
    """Our own writing is none; whatever came after it may be a person's, so it is left alone."""
    await workspace.post("settings", {"editors": False})
    channel = await mitigated(workspace, bell)
    await say(workspace, "ben", channel, "update It was the cache")
    await bell.idle()
    (canvas,) = await canvases(workspace)
    assert "It was the cache" in canvas["markdown"]
    await workspace.until(lambda state: int(time.time()) > state["canvases"][0]["updated"])
    await workspace.act("ben", "edit_canvas", canvas=canvas["id"], markdown="Mine")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    (canvas,) = await canvases(workspace)
    assert canvas["markdown"].strip() == "Mine"
