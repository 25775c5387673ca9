"""Which incident is meant, where nobody said it."""

from typing import Any

import pytest
from harness import PAYMENT, Bell, Workspace, texts

from bot.domain.rules.updating import MESSAGE


async def test_the_channel_says_which_incident_is_meant(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    said = await workspace.slash("ben", "status", channel=channel["id"])
    assert PAYMENT["Title"] in texts(said["ephemerals"][0]["blocks"])


async def test_elsewhere_a_picker_asks_and_goes_on(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await workspace.declare("ben", Title="Search finds nothing at all")
    await bell.idle()
    asked = await workspace.slash("chloe", "status", wait_ms=5000)
    assert asked["view"]["title"]["text"] == "/incident status"
    where = {"in": "view", "label": "Which incident?"}
    assert (await workspace.act("chloe", "suggest", **where, text="search"))["options"] == [
        "inc-2 Search finds nothing at all"
    ]
    assert len((await workspace.act("chloe", "suggest", **where, text=""))["options"]) == 2
    picked = await workspace.act("chloe", "submit", values={"Which incident?": "inc-2"}, wait_ms=5000)
    assert "Search finds nothing at all" in texts(picked["view"]["blocks"])
    assert "Checkout" not in texts(picked["view"]["blocks"])


async def test_the_menu_makes_room_for_what_is_chosen_in_it(workspace: Workspace, bell: Bell) -> None:
    """Slack stacks three windows: from the details through the menu to closing and what closing asks for."""
    await workspace.declare()
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    (card,) = (one for one in channel["messages"] if one["ts"] in str(channel["pins"]))
    where, view = {"in": "message", "channel": channel["id"], "ts": card["ts"]}, {"in": "view"}
    since = len(await workspace.calls())
    opened = await workspace.act("ben", "click", **where, label="More", wait_ms=5000)
    assert [call["method"] for call in await workspace.calls(since=since)] == ["views.open"]
    assert "When it started, was detected, was over" in texts(opened["view"]["blocks"])
    edit = await workspace.act("ben", "click", **view, label="Edit", wait_ms=5000)
    assert edit["view"]["title"]["text"] == "Edit inc-1"
    saved = await workspace.act("ben", "submit", values={"Title": "DB down"}, wait_ms=5000)
    assert saved["view"] is None, "the menu is gone with the form"
    await workspace.act("ben", "click", **where, label="Details", wait_ms=5000)
    await workspace.act("ben", "click", **view, label="More", wait_ms=5000)
    closing = await workspace.act("ben", "click", **view, label="Close incident", wait_ms=5000)
    assert "inc-1 cannot be closed yet" in texts(closing["view"]["blocks"])
    asked = await workspace.act("ben", "click", **view, label="Fill in", wait_ms=5000)
    assert asked["view"]["title"]["text"] == "Key events"


async def test_where_it_was_typed_is_remembered_until_the_incident_is_picked(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare()
    await bell.idle()
    place = f"<#{(await workspace.channel('support'))['id']}>"
    picked = await typed_and_picked(workspace, "follow here")
    assert f"Everybody in {place} will read" in texts(picked["view"]["blocks"])
    view = {"in": "view"}
    begun = await workspace.act("ben", "click", **view, label="Post updates here", wait_ms=5000)
    assert f"is posted in {place} from now on" in texts(begun["view"]["blocks"])
    picked = await typed_and_picked(workspace, "unfollow here")
    assert f"{place} does not follow inc-1 any more" in texts(picked["view"]["blocks"])


LETTERS = ("Откатили релиз. ", 'He said "no"\n\\', "検索が遅い。", "x")


@pytest.mark.parametrize("letters", LETTERS)
async def test_what_was_typed_is_whole_once_the_incident_is_picked(
    workspace: Workspace, bell: Bell, letters: str
) -> None:
    """As much of it as the rule of updates allows; of more the rule itself says so."""
    await workspace.declare()
    await bell.idle()
    words = (letters * 1200)[:MESSAGE].rstrip()
    picked = await typed_and_picked(workspace, f"update {words}")
    assert "Posted in inc-1" in texts(picked["view"]["blocks"])
    await bell.idle()
    told = (await workspace.state())["channels"]
    (channel,) = [one for one in told if one["name"].startswith("20")]
    shown = str([texts(one.get("blocks", [])) for one in channel["messages"]])
    assert words.split()[-1] in shown


async def test_more_than_a_picker_can_keep_is_refused_in_words(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare()
    await bell.idle()
    refused = await typed_and_picked(workspace, f"update {'й' * (MESSAGE + 1)}")
    assert "too many" in str(refused["errors"]), refused["errors"]
    said = (await workspace.slash("ben", f"update {'й' * 2950}"))["ephemerals"][0]["text"]
    assert said == "So many words need their incident first: `/incident update inc-7 …`."


async def typed_and_picked(workspace: Workspace, words: str) -> dict[str, Any]:
    """Let ben type it where it is not known of which incident, and pick inc-1."""
    asked = await workspace.slash("ben", words, channel="support", wait_ms=5000)
    assert asked["view"], asked
    return await workspace.act("ben", "submit", values={"Which incident?": "inc-1"}, wait_ms=5000)
