"""Telling what is new: in words, in the form, from the card, and what everybody sees of it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from harness import QUICK, Bell, Workspace, texts

from bot.views.close import confirm

CATEGORY = "User & Purchase"


async def begun(workspace: Workspace, bell: Bell, **values: Any) -> str:
    """Declare an incident, and give the id of its channel."""
    await workspace.declare("ana", **values)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    return str(channel["id"])


async def said(workspace: Workspace, channel: str) -> list[str]:
    """Give all that people read in a channel, a text for each message."""
    found = (await workspace.channel(channel))["messages"]
    return [f"{one.get('text', '')}\n{texts(one.get('blocks', []))}" for one in found]


async def replies(workspace: Workspace) -> list[dict[str, Any]]:
    """Give what stands under the announcement."""
    found = (await workspace.channel("tech-incidents"))["messages"]
    return [one for one in found if one.get("thread_ts") and one["thread_ts"] != one["ts"]]


async def card(workspace: Workspace, channel: str) -> dict[str, Any]:
    room = await workspace.channel(channel)
    pin, *_ = room["pins"]
    found: dict[str, Any] = next(one for one in room["messages"] if one["ts"] in str(pin))
    return found


async def announced(workspace: Workspace) -> str:
    found = (await workspace.channel("tech-incidents"))["messages"]
    return texts(next(one for one in found if "inc-1" in one.get("text", ""))["blocks"])


async def test_words_alone_are_told_at_once_and_once(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    match = {"system": "slack", "type": "slash_commands"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    words = "mitigated? no: error rate falling <!channel>"
    answer = await workspace.slash("ben", f"update {words}", channel=channel)
    assert "Posted in inc-1" in answer["ephemerals"][0]["text"]
    assert (await workspace.get("faults"))["faults"] == []
    await bell.idle()
    told = [
        one for one in await said(workspace, channel) if "error rate falling" in one and "Status" not in one
    ]
    assert len(told) == 1
    assert "&lt;!channel&gt;" in told[0]
    shown = texts((await card(workspace, channel))["blocks"])
    assert "error rate falling" in shown
    assert "Open" in shown
    (reply,) = await replies(workspace)
    assert reply.get("subtype") != "thread_broadcast"


async def test_a_status_before_a_colon_changes_it_and_what_was_skipped_counts(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    await workspace.slash("ben", "update mitigated: rolled back 2.41", channel=channel)
    await bell.idle()
    told = "\n".join(await said(workspace, channel))
    assert ":large_green_circle: Mitigated (was Open)" in told
    assert "over after" in await announced(workspace)
    (reply,) = await replies(workspace)
    assert reply["subtype"] == "thread_broadcast"
    room = await workspace.channel(channel)
    assert "Mitigated" in str(room["topic"])
    status = await workspace.slash("ana", "status inc-1")
    assert "Mitigated" in texts(status["ephemerals"][0]["blocks"])


async def test_a_status_at_the_beginning_of_a_sentence_is_only_a_button_away(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    answer = await workspace.slash("ben", "update Mitigating the load on db2", channel=channel)
    (whisper,) = answer["ephemerals"]
    assert "Open" in texts(whisper["blocks"])
    where = {"in": "message", "channel": channel, "ts": whisper["ts"]}
    await workspace.act("ben", "click", **where, label="Set it to Mitigating")
    await bell.idle()
    assert "Mitigating (was Open)" in "\n".join(await said(workspace, channel))


async def test_a_status_set_from_elsewhere_says_so_in_place_of_its_button(
    workspace: Workspace, bell: Bell
) -> None:
    """In a message, and in the window that followed the picker, with the way to the end if that is next."""
    await begun(workspace, bell)
    typed = await workspace.slash("ben", "update inc-1 Mitigating the load on db2")
    where = {"in": "message", "channel": "general", "ts": typed["ephemerals"][0]["ts"]}
    await workspace.act("ben", "click", **where, label="Set it to Mitigating", wait_ms=5000)
    (shown,) = (await workspace.state())["ephemerals"]
    assert shown["text"] == "inc-1 is now :large_yellow_circle: Mitigating."
    await workspace.slash("ben", "update Mitigated since 14:02", wait_ms=5000)
    await workspace.act("ben", "submit", values={"Which incident?": "inc-1"}, wait_ms=5000)
    view = {"in": "view"}
    done = await workspace.act("ben", "click", **view, label="Set it to Mitigated", wait_ms=5000)
    assert "inc-1 is now :large_green_circle: Mitigated." in texts(done["view"]["blocks"])
    ending = await workspace.act("ben", "click", **view, label="Close", wait_ms=5000)
    assert ending["view"]["title"]["text"] == "Close inc-1"


async def test_a_line_may_end_after_the_subcommand(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    for typed in ("update\nrolled back 2.41", "tasks\nadd\nWrite to them"):
        answer = await workspace.slash("ben", typed, channel=channel)
        assert not any("There is no" in one["text"] for one in answer["ephemerals"]), answer
    answer = await workspace.slash("ben", "update P9 is too low", channel=channel)
    assert "P9 is no priority" in answer["ephemerals"][0]["text"]
    await bell.idle()
    told = "\n".join(await said(workspace, channel))
    assert "P9 is too low" in told
    assert "rolled back 2.41" in told
    assert "Write to them" in told


async def test_a_priority_typed_is_shown_before_it_calls_people(workspace: Workspace, bell: Bell) -> None:
    """P2 to P1: the form says whom it calls; then leadership comes in, and everybody hears of it."""
    channel = await begun(workspace, bell)
    asked = await workspace.slash("ben", "update P1: half of all orders fail", channel=channel, wait_ms=5000)
    deploy = await workspace.channel("it-deploy")
    said = f"Raises P2 to P1: also invites 3 people, asks <#{deploy['id']}> not to deploy, to be fixed"
    assert said in texts(asked["view"]["blocks"])
    assert not await replies(workspace)
    since = len(await workspace.calls())
    posted = await workspace.act("ben", "submit", values={})
    assert posted["ok"], posted
    await bell.idle()
    state = await workspace.state()
    leaders = next(one for one in state["usergroups"] if one["handle"] == "leadership")["users"]
    assert set(leaders) <= set((await workspace.channel(channel))["members"])
    assert len(await workspace.calls("conversations.invite", since=since)) == 1
    (reply,) = await replies(workspace)
    assert reply["subtype"] == "thread_broadcast"
    assert "P2 → P1" in texts(reply["blocks"])
    assert "P1 Critical" in await announced(workspace)


async def test_lowered_to_what_gets_no_channel_it_may_be_no_incident_at_all(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    for word, is_offered in (("P3", False), ("P5", True)):
        form = await workspace.slash("ben", f"update {word}", channel=channel, wait_ms=5000)
        assert ("Not an incident" in texts(form["view"]["blocks"])) is is_offered
    asked = await workspace.act("ben", "click", **{"in": "view"}, label="Not an incident", wait_ms=5000)
    assert asked["view"]["callback_id"] == confirm.DOWNGRADE


async def test_going_back_asks_for_a_reason(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    await workspace.slash("ben", "update mitigated", channel=channel)
    asked = await workspace.slash("ben", "update investigating", channel=channel, wait_ms=5000)
    assert "Reason for going back" in str(asked["view"]["blocks"])
    await workspace.act("ben", "submit", values={"Reason for going back": "It is back since 15:10"})
    await bell.idle()
    told = "\n".join(await said(workspace, channel))
    assert "Investigating (was Mitigated)" in told
    assert "It is back since 15:10" in told
    assert "over after" not in await announced(workspace)


async def test_the_form_is_filled_in_and_asks_as_it_must(workspace: Workspace, bell: Bell) -> None:
    """From the button on the card; nothing new is refused under a field; a promise is kept on the card."""
    channel = await begun(workspace, bell)
    where = {"in": "message", "channel": channel, "ts": (await card(workspace, channel))["ts"]}
    since = len(await workspace.calls())
    opened = await workspace.act("chloe", "click", **where, label="Update", wait_ms=5000)
    assert [call["method"] for call in await workspace.calls(since=since)] == ["views.open"]
    assert opened["view"]["title"]["text"] == "Update inc-1"
    nothing = await workspace.act("chloe", "submit", values={})
    assert "Nothing is new" in nothing["errors"]["Message"]
    values = {"Message": "We found the cause.", "Status": "Investigating", "Next update in": "15 min"}
    await workspace.act("chloe", "submit", values={**values, "Category": CATEGORY})
    await bell.idle()
    told = "\n".join(await said(workspace, channel))
    assert "Investigating (was Open)" in told
    assert "next update" in told
    assert "Next update" in texts((await card(workspace, channel))["blocks"])
    assert (await workspace.channel(channel))["name"].endswith("-prd-user-purchase")


async def test_the_same_as_before_is_one_press(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    await workspace.slash("ben", "update we look at the database", channel=channel)
    await workspace.slash("ben", "update", channel=channel, wait_ms=5000)
    shown = await workspace.act("ben", "click", **{"in": "view"}, label="Same as before", wait_ms=5000)
    assert "nothing changed" in texts(shown["view"]["blocks"])
    await bell.idle()
    assert any("No change" in one for one in await said(workspace, channel))


async def test_what_somebody_else_changed_meanwhile_stays(workspace: Workspace, bell: Bell) -> None:
    """Ben's form still shows Open when Chloe mitigates it: his message does not take that back."""
    channel = await begun(workspace, bell)
    await workspace.slash("ben", "update", channel=channel, wait_ms=5000)
    await workspace.slash("chloe", "update mitigated", channel=channel)
    posted = await workspace.act("ben", "submit", values={"Message": "I look at the logs."})
    assert posted["ok"], posted
    await bell.idle()
    assert "Mitigated" in texts((await card(workspace, channel))["blocks"])


async def shown_of_ten(workspace: Workspace, bell: Bell, channel: str, name: str) -> int:
    """Post ten updates at once, each of which is told once; give how often the card was shown for them."""
    since = len(await workspace.calls())
    lines = [f"line {name}{number}" for number in range(8)]
    typed = [f"mitigating: fixed {name}", f"mitigated: fixed {name} again", *lines]
    await asyncio.gather(*(workspace.slash("ben", f"update {words}", channel=channel) for words in typed))
    await bell.idle()
    told = await said(workspace, channel)
    for words in (f"fixed {name} again", *lines):
        assert len([one for one in told if words in one and "Environment" not in one]) == 1, words
    updates = await workspace.calls("chat.update", since=since)
    return len([call for call in updates if call["args"]["channel"] == channel])


@pytest.mark.slow
async def test_ten_updates_at_once_cost_two_topics_at_most(workspace: Workspace, database_url: str) -> None:
    """With the time to settle that it has in production.

    Where ten at once take longer than that, on a busy machine, the card is shown more often: the best of
    three tries counts.
    """
    bell = await Bell(workspace, database_url, pace=replace(QUICK, calm=1.0)).start()
    await bell.ready()
    channel = await begun(workspace, bell)
    since = len(await workspace.calls())
    counts = [await shown_of_ten(workspace, bell, channel, "a")]
    assert len(await workspace.calls("conversations.setTopic", since=since)) <= 2
    while min(counts) > 4 and len(counts) < 3:
        counts.append(await shown_of_ten(workspace, bell, channel, "abc"[len(counts)]))
    assert 1 <= min(counts) <= 4, counts
    assert "Mitigated" in str((await workspace.channel(channel))["topic"])
    await bell.stop()


@pytest.mark.parametrize("fault", ["drop", "500"])
async def test_an_update_whose_answer_is_lost_stands_once(
    workspace: Workspace, bell: Bell, fault: str
) -> None:
    channel = await begun(workspace, bell)
    await workspace.fault("chat.postMessage", fault, times=2)
    await workspace.slash("ben", "update rolled back 2.41", channel=channel)
    await bell.idle()
    told = [one for one in await said(workspace, channel) if "rolled back" in one and "Status" not in one]
    assert len(told) == 1
    assert len(await replies(workspace)) == 1


@pytest.mark.parametrize(
    ("values", "name"),
    [({"Environment": ["PRD", "STG"]}, "-1-prd-stg-payment"), ({"Category": "Refunds"}, "-1-prd-refunds")],
)
async def test_the_name_follows_each_part_of_it_that_changes(
    workspace: Workspace, bell: Bell, values: dict[str, Any], name: str
) -> None:
    channel = await begun(workspace, bell)
    await workspace.slash("ben", "edit", channel=channel, wait_ms=5000)
    assert (await workspace.act("ben", "submit", values=values))["ok"]
    await bell.idle()
    assert (await workspace.channel(channel))["name"].endswith(name)


async def test_a_name_that_people_gave_stays(workspace: Workspace, bell: Bell) -> None:
    """Firebell's own renaming is nobody's act; a name of people's own is not taken back."""
    channel = await begun(workspace, bell)
    where = {"in": "message", "channel": channel, "ts": (await card(workspace, channel))["ts"]}
    for category, name in ((CATEGORY, "-prd-user-purchase"), ("Refunds", "20261121-checkout")):
        await workspace.act("ben", "click", **where, label="Update", wait_ms=5000)
        await workspace.act("ben", "submit", values={"Message": "Moved.", "Category": category})
        await bell.idle()
        assert (await workspace.channel(channel))["name"].endswith(name)
        await workspace.act("ana", "rename", channel=channel, name="20261121-checkout")
        await workspace.until(lambda state: any("checkout" in one["name"] for one in state["channels"]))
        await bell.idle()
    details = await workspace.act("ana", "click", **where, label="Details", wait_ms=5000)
    happened = texts(details["view"]["blocks"])
    assert happened.count("the channel was renamed") == 1


async def test_editing_mends_and_worse_impacts_raise(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    opened = await workspace.slash("ben", "edit", channel=channel, wait_ms=5000)
    assert "The priority stays" in texts(opened["view"]["blocks"])
    await workspace.act(
        "ben",
        "select",
        **{"in": "view"},
        label="Business",
        option="The business stands still",
        wait_ms=5000,
    )
    saved = await workspace.act("ben", "submit", values={"Title": "Nobody can pay at all"})
    assert saved["ok"], saved
    await bell.idle()
    assert "Nobody can pay at all" in await announced(workspace)
    assert "P1 Critical" in texts((await card(workspace, channel))["blocks"])
    await workspace.slash("ben", "edit", channel=channel, wait_ms=5000)
    milder = {"Business": "No loss", "Customers": "No customer"}
    await workspace.act("ben", "submit", values=milder)
    await bell.idle()
    shown = texts((await card(workspace, channel))["blocks"])
    assert "P1 Critical" in shown
    assert "No customer" in shown
    await workspace.slash("ben", "edit", channel=channel, wait_ms=5000)
    cleared = await workspace.act("ben", "submit", values={"Business": "", "Customers": ""})
    assert cleared["ok"], cleared
    await bell.idle()
    assert "Impact" not in texts((await card(workspace, channel))["blocks"])
    assert "impact on customers and business cleared" in "\n".join(await said(workspace, channel))
    happened = await workspace.slash("ben", "timeline", channel=channel, wait_ms=5000)
    assert "impact on customers and business cleared" in texts(happened["view"]["blocks"])


async def test_a_closed_incident_is_told_to_be_reopened(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    refused = await workspace.slash("ben", "update closed", channel=channel)
    assert "ended by closing it" in refused["ephemerals"][0]["text"]


@pytest.mark.parametrize("fault", ["drop", "500"])
async def test_a_renaming_whose_answer_is_lost_is_nobody_s_act(
    workspace: Workspace, bell: Bell, fault: str
) -> None:
    channel = await begun(workspace, bell)
    await workspace.fault("conversations.rename", fault)
    await workspace.slash("ben", "edit", channel=channel, wait_ms=5000)
    await workspace.act("ben", "submit", values={"Category": "Refunds", "Environment": ["PRD", "STG"]})
    await bell.idle()
    assert (await workspace.channel(channel))["name"].endswith("-1-prd-stg-refunds")
    details = await workspace.slash("ben", "status inc-1")
    assert "Refunds" in texts(details["ephemerals"][0]["blocks"])
    where = {"in": "message", "channel": channel, "ts": (await card(workspace, channel))["ts"]}
    shown = await workspace.act("ana", "click", **where, label="Details", wait_ms=5000)
    assert "the channel was renamed" not in texts(shown["view"]["blocks"])
