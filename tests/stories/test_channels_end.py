"""What becomes of a channel after the incident, and of the incident without its channel."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from harness import DEADLINE, ROOT, Ahead, Bell, Workspace, texts
from judge import JUDGE

from bot.domain.incident import ClosingReason
from bot.domain.rules.closing import Ending
from bot.sandbox import Sandbox
from bot.store import incidents, taxonomy
from bot.store.queues import outbox
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.finish.follow_end import follow_loss

FIELD = "Channel archived after"
NONSENSE = {
    **dict.fromkeys(("0", "-1", "0d", "4000", "a while"), "It must be a duration such as 30m, 4h or 5d"),
    **dict.fromkeys(("12h", "4000d"), "It must be from 1d to 365d"),
}
OVER = Ending(ClosingReason.CANCELLED, "Nothing was wrong")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def closed(workspace: Workspace, bell: Bell) -> str:
    """Declare and close inc-1, and give its channel."""
    await workspace.declare()
    await bell.idle()
    person = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(close_incident, 1, OVER, by=person)
    await bell.idle()
    ((channel),) = [str(one["id"]) for one in await workspace.incident_channels()]
    return channel


async def says(workspace: Workspace, channel: str, words: str) -> list[dict[str, Any]]:
    """Give the messages with these words; what Slack says of a channel is none."""
    found = (await workspace.channel(channel))["messages"]
    return [one for one in found if words in one.get("text", "") and "subtype" not in one]


async def archived(workspace: Workspace, bell: Bell, clock: Ahead) -> str:
    """Let a closed incident's channel come to its end, and give it."""
    channel = await closed(workspace, bell)
    for days in (6, 7):
        clock.by = timedelta(days=days, minutes=days)
        await bell.tick()
    await workspace.until(lambda state: _channel(state, channel)["is_archived"])
    await bell.idle()
    return channel


def _channel(state: dict[str, Any], channel: str) -> dict[str, Any]:
    return next(one for one in state["channels"] if one["id"] == channel)


async def test_it_is_announced_a_day_before_and_archived_once(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await closed(workspace, bell)
    await bell.tick()
    assert not await says(workspace, channel, "will be archived")
    clock.by = timedelta(days=6, minutes=1)
    await bell.tick()
    await bell.tick()
    assert len(await says(workspace, channel, "will be archived")) == 1
    clock.by = timedelta(days=7, minutes=2)
    await bell.tick()
    await bell.tick()
    assert (await workspace.channel(channel))["is_archived"]
    assert len(await workspace.calls("conversations.archive")) == 1


async def test_it_stays_as_long_as_its_priority_says(workspace: Workspace, bell: Bell, clock: Ahead) -> None:
    """What nobody could mean is refused under the field; what people are told is what happens."""
    opened = await workspace.slash("ana", "settings priorities", wait_ms=5000)
    row = next(one for one in opened["view"]["blocks"] if "'delete P2'" in str(one))
    menu = {"block_id": row["block_id"], "action_id": "settings_entry"}
    await workspace.act("ana", "select", **menu, value="Edit", wait_ms=5000)
    for typed, said in NONSENSE.items():
        refused = await workspace.act("ana", "submit", values={FIELD: typed})
        assert said in refused["errors"][FIELD], typed
    await workspace.act("ana", "submit", values={FIELD: "3d"}, wait_ms=3000)
    channel = await closed(workspace, bell)
    (end,) = [one for one in await says(workspace, channel, "inc-1 is") if "then it is archived" in str(one)]
    assert "stays open for 3 days" in texts(end["blocks"])
    await bell.tick()
    assert not await says(workspace, channel, "will be archived")
    clock.by = timedelta(days=2, minutes=1)
    await bell.tick()
    assert len(await says(workspace, channel, "will be archived")) == 1
    clock.by = timedelta(days=3, minutes=2)
    await bell.tick()
    assert (await workspace.channel(channel))["is_archived"]


@pytest.mark.parametrize("said", [{}, {"archive_after": ""}], ids=["never said", "emptied"])
async def test_where_nothing_is_said_it_stays_for_a_week(
    workspace: Workspace, bell: Bell, clock: Ahead, said: dict[str, str]
) -> None:
    """As in a database from before anybody could say it."""
    present = await bell.firebell.db.read(taxonomy.document)
    old = {name: one for name, one in present["priorities"]["P2"].items() if name != "archive_after"}
    priorities = {**present["priorities"], "P2": {**old, **said}}
    await bell.firebell.db.write(lambda _unit: taxonomy.replace({**present, "priorities": priorities}))
    channel = await archived(workspace, bell, clock)
    assert len(await says(workspace, channel, "will be archived")) == 1
    (end,) = [one for one in await says(workspace, channel, "inc-1 is") if "then it is archived" in str(one)]
    assert "stays open for 7 days" in texts(end["blocks"])


async def test_keep_open_keeps_it(workspace: Workspace, bell: Bell, clock: Ahead) -> None:
    channel = await closed(workspace, bell)
    clock.by = timedelta(days=6, minutes=1)
    await bell.tick()
    (notice,) = await says(workspace, channel, "will be archived")
    where = {"in": "message", "channel": channel, "ts": notice["ts"]}
    await workspace.act("ana", "click", **where, label="Keep open")
    await bell.idle()
    assert await says(workspace, channel, "keeps this channel open")
    clock.by = timedelta(days=30)
    await bell.tick()
    assert not (await workspace.channel(channel))["is_archived"]


@pytest.mark.parametrize("how", ["message", "file", "reply"])
async def test_it_waits_while_people_write(workspace: Workspace, bell: Bell, clock: Ahead, how: str) -> None:
    """What people write is told apart by Slack's own time, so here the incident is a week old."""
    clock.by = timedelta(days=-7)
    channel = await closed(workspace, bell)
    clock.by = timedelta(days=-1, minutes=1)
    await bell.tick()
    files = [{"name": "graph.txt", "content": "errors"}] if how == "file" else []
    thread = {"thread_ts": (await says(workspace, channel, "inc-1"))[0]["ts"]} if how == "reply" else {}
    await workspace.act("ana", "message", channel=channel, text="One more thing", files=files, **thread)
    clock.by = timedelta(minutes=2)
    await bell.tick()
    assert not await workspace.calls("conversations.archive")
    clock.by = timedelta(days=1, minutes=3)
    await bell.tick()
    assert (await workspace.channel(channel))["is_archived"]


async def test_a_crash_between_the_due_time_and_the_archiving_loses_nothing(
    workspace: Workspace, database_url: str, clock: Ahead
) -> None:
    first = await Bell(workspace, database_url, clock=clock).start()
    await first.ready()
    channel = await closed(workspace, first)
    clock.by = timedelta(days=6, minutes=1)
    await first.tick()
    await workspace.fault("conversations.archive", "drop")
    clock.by = timedelta(days=7, minutes=2)
    await first.drop()
    second = await Bell(workspace, database_url, clock=clock).start()
    await second.tick()
    await workspace.until(lambda state: _channel(state, channel)["is_archived"])
    await second.idle()
    found = await second.firebell.db.read(incidents.get, 1)
    assert found
    assert found.archived
    assert not await says(workspace, channel, "could not")
    await second.stop()


async def test_reopened_while_the_channel_is_open_goes_on_in_it(workspace: Workspace, bell: Bell) -> None:
    channel = await closed(workspace, bell)
    opened = await workspace.slash("ben", "reopen it is back", channel=channel, wait_ms=5000)
    assert "its channel and the announcement say so" in texts(opened["view"]["blocks"])
    answer = await workspace.act("ben", "submit")
    assert "is open again" in texts(answer["view"]["blocks"])
    await bell.idle()
    assert len(await says(workspace, channel, "is open again: it is back")) == 1
    assert len(await workspace.incident_channels()) == 1
    again = await workspace.slash("ben", "reopen", channel=channel, wait_ms=500)
    assert "there is nothing to reopen" in again["ephemerals"][0]["text"]


@pytest.mark.parametrize("fault", ["", "drop", "500"])
@pytest.mark.slow
async def test_reopened_after_the_archiving_goes_on_in_one_new_channel(
    workspace: Workspace, bell: Bell, clock: Ahead, fault: str
) -> None:
    old = await archived(workspace, bell, clock)
    before = await workspace.channel(old)
    clock.by = timedelta(0)
    if fault:
        await workspace.fault("conversations.create", fault)
    await workspace.slash("ben", "reopen inc-1 it is back", wait_ms=5000)
    await workspace.act("ben", "submit")
    await bell.idle()
    (new,) = [one for one in await workspace.incident_channels() if one["id"] != old]
    assert new["name"] == f"{before['name']}-2"
    assert set(before["members"]) <= set(new["members"])
    assert "inc-1" in str(new["topic"])
    assert len(new["pins"]) == 1
    (told,) = await says(workspace, new["id"], "is open again")
    assert f"<#{old}>" in texts(told["blocks"])
    found = (await workspace.channel("tech-incidents"))["messages"]
    assert new["id"] in str(found)


async def test_what_is_mended_after_the_archiving_is_posted_nowhere(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await archived(workspace, bell, clock)
    clock.by, before = timedelta(0), len(await workspace.calls())
    await workspace.slash("ana", "edit inc-1", wait_ms=5000)
    await workspace.act("ana", "submit", values={"Title": "Checkout failed for one order in four"})
    await bell.idle()
    assert await bell.firebell.db.read(outbox.failures, "inc-1") == []
    posted = await workspace.calls("chat.postMessage", since=before)
    assert channel not in [one["args"]["channel"] for one in posted]
    assert "one order in four" in str((await workspace.channel("tech-incidents"))["messages"])


async def test_unarchived_by_hand_firebell_comes_back_and_offers_to_reopen(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await archived(workspace, bell, clock)
    clock.by = timedelta(0)
    await workspace.act("ana", "unarchive", channel=channel)
    await workspace.until(lambda state: "Firebell is back" in str(_channel(state, channel)["messages"]))
    await bell.idle()
    (back,) = await says(workspace, channel, "Firebell is back")
    where = {"in": "message", "channel": channel, "ts": back["ts"]}
    opened = await workspace.act("ana", "click", **where, label="Reopen", wait_ms=5000)
    assert opened["view"]["title"]["text"] == "Reopen inc-1"


async def test_archived_while_it_burns_its_lead_hears_of_it_and_gets_a_new_one(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare()
    await bell.idle()
    (old,) = await workspace.incident_channels()
    await workspace.act("ana", "archive", channel=old["id"])
    said = await workspace.until(lambda state: _told(state, "archived the channel"))
    where = {"in": "message", "channel": said["channel"], "ts": said["ts"], "label": "Make a new channel"}
    await workspace.act("ana", "click", **where)
    await workspace.act("ana", "click", **where)
    await bell.idle()
    names = {one["name"] for one in await workspace.incident_channels()}
    assert names == {old["name"], f"{old['name']}-2"}
    (new,) = [one for one in await workspace.incident_channels() if one["id"] != old["id"]]
    assert len(new["pins"]) == 1
    assert set(old["members"]) <= set(new["members"])


async def test_while_its_channel_is_archived_nobody_is_told_that_something_stands_there(
    workspace: Workspace, bell: Bell
) -> None:
    """Who tells something and who wants in hear how it goes on; who leads it hears what fails."""
    await workspace.declare()
    await bell.idle()
    (old,) = await workspace.incident_channels()
    await workspace.act("ana", "archive", channel=old["id"])
    await bell.idle()
    answer = await workspace.slash("ben", "update inc-1 the disk is full", wait_ms=2000)
    assert "Its channel is archived, so nobody reads it there." in answer["ephemerals"][0]["text"]
    form = await workspace.slash("ben", "update inc-1", wait_ms=5000)
    assert "its channel is archived" in str(form["view"])
    await workspace.act("ben", "close")
    refused = await workspace.slash("ben", "sos inc-1 leadership", wait_ms=2000)
    assert "is archived: nobody could come" in refused["ephemerals"][0]["text"]
    (announced,) = [
        one for one in (await workspace.channel("tech-incidents"))["messages"] if "Join" in str(one)
    ]
    where = {"in": "message", "channel": "tech-incidents", "ts": announced["ts"]}
    told = (await workspace.act("chloe", "click", **where, label="Join", wait_ms=2000))["ephemerals"][0]
    assert "You are let into the next one." in told["text"]
    await workspace.fault("chat.postMessage", "error", error="restricted_action")
    await workspace.slash("ben", "update inc-1 the disk is full still", wait_ms=2000)
    await bell.idle()
    state = await workspace.state()
    assert _told(state, "An update could not be posted under the announcement")
    assert not _told(state, "An update could not be posted:")
    await workspace.act("chloe", "click", **{**where, "ts": told["ts"]}, label="Make a new channel")
    await bell.idle()
    (new,) = [one for one in await workspace.incident_channels() if one["id"] != old["id"]]
    assert workspace.user_id(state, "chloe") in new["members"]


@pytest.mark.parametrize("why", ["deleted", "removed"])
async def test_without_a_channel_its_lead_hears_what_to_do(
    workspace: Workspace, bell: Bell, why: str
) -> None:
    await workspace.declare()
    await bell.idle()
    (old,) = await workspace.incident_channels()
    person = workspace.user_id(await workspace.state(), "ben")
    if why == "removed":
        await workspace.act("ana", "kick", channel=old["id"], member="firebell")
    else:
        await bell.firebell.db.write(follow_loss, old["id"], person, why)
    said = await workspace.until(lambda state: _told(state, "Firebell needs one to go on"))
    await bell.idle()
    where = {"in": "message", "channel": said["channel"], "ts": said["ts"], "label": "Make a new channel"}
    await workspace.act("ana", "click", **where)
    await bell.idle()
    assert len(await workspace.incident_channels()) == 2


async def test_taken_out_and_let_in_again_it_goes_on_there(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await bell.idle()
    (old,) = await workspace.incident_channels()
    await workspace.act("ana", "kick", channel=old["id"], member="firebell")
    await workspace.until(lambda state: _told(state, "Firebell needs one to go on"))
    await bell.idle()
    await workspace.act("ana", "invite", channel=old["id"], member="firebell")
    await workspace.until(lambda state: "Firebell is back" in str(_channel(state, old["id"])["messages"]))
    await bell.idle()
    await workspace.slash("ana", "update the disk is full", channel=old["id"])
    await bell.idle()
    (now,) = await workspace.incident_channels()
    cards = [one for one in now["messages"] if one["ts"] in str(now["pins"])]
    assert len(cards) == 1, "the card that was there is the card again"
    assert "the disk is full" in texts(cards[0]["blocks"])
    found = await bell.firebell.db.read(incidents.get, 1)
    assert found
    ana = workspace.user_id(await workspace.state(), "ana")
    assert ana in found.members


@pytest.fixture
async def administered(tmp_path: Path) -> AsyncIterator[Workspace]:
    """A workspace in which an admin gave the app a token of their own."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())
    manifest["oauth_config"]["scopes"]["user"] = ["channels:write", "groups:write"]
    (tmp_path / "manifest.yml").write_text(yaml.safe_dump(manifest))
    sandbox = await Sandbox.start(manifest=tmp_path / "manifest.yml", heard=JUDGE.of_firebell)
    async with aiohttp.ClientSession() as http:
        space = Workspace(sandbox, http)
        await space.post("limits", {"deadline": DEADLINE})
        yield space
    await sandbox.stop()


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.slow
async def test_with_an_admin_s_token_the_archived_channel_comes_back(
    administered: Workspace,
    database_url: str,
    clock: Ahead,
    refused: bool,  # noqa: FBT001 - pytest gives it by name
) -> None:
    workspace = administered
    bell = await Bell(workspace, database_url, clock=clock).start()
    await bell.ready()
    old = await archived(workspace, bell, clock)
    clock.by = timedelta(0)
    if refused:
        await workspace.fault("conversations.unarchive", "error", error="channel_not_found")
    opened = await workspace.slash("ben", "reopen inc-1 it is back", wait_ms=5000)
    assert "its archived channel is opened again" in texts(opened["view"]["blocks"])
    await workspace.act("ben", "submit")
    # What Slack tells of the archiving may come after the reopening.
    await workspace.until(
        lambda state: any("Investigating" in str(one["topic"]) for one in state["channels"])
    )
    await bell.idle()
    rooms = {one["id"]: one for one in await workspace.incident_channels()}
    assert rooms[old]["is_archived"] is refused
    goes_on = next(one for one in rooms.values() if not one["is_archived"])
    assert len(rooms) == 1 + refused
    assert len(await says(workspace, goes_on["id"], "is open again: it is back")) == 1
    assert "Investigating" in str(goes_on["topic"])
    assert not await says(workspace, goes_on["id"], "could not")
    await bell.stop()


def _told(state: dict[str, Any], words: str) -> dict[str, Any] | None:
    """Find a direct message that says this."""
    return next(
        (
            {**message, "channel": dm["id"]}
            for dm in state["dms"]
            for message in dm["messages"]
            if words in texts(message.get("blocks", []))
        ),
        None,
    )
