"""`/incident critical`: no screen, half a minute to take it back, questions afterwards."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts
from pager import first, known
from tickets import broken, ticket

from bot.store import incidents
from bot.store.queues import outbox
from bot.store.tables import Delivery
from bot.usecases.declare.answer_question import answer_question
from bot.usecases.finish.close_incident import reopen_incident
from bot.usecases.work.give_role import give_roles

TITLE = "Checkout is down"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


def in_answer(answer: dict[str, Any], channel: str = "general") -> dict[str, Any]:
    """Name the message that only they see."""
    return {"in": "message", "channel": channel, "ts": answer["ephemerals"][-1]["ts"]}


async def status(workspace: Workspace) -> str:
    answer = await workspace.slash("chloe", "status inc-1")
    return texts(answer["ephemerals"][-1]["blocks"])


async def test_one_line_is_a_critical_incident(workspace: Workspace, bell: Bell) -> None:
    """Once, however often Slack delivers the line."""
    match = {"system": "slack", "type": "slash_commands"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    answer = await workspace.slash("ana", f"critical {TITLE}")
    assert answer["view"] is None
    said = texts(answer["ephemerals"][0]["blocks"])
    assert "*inc-1* is open: Checkout is down" in said
    assert "P1 Critical · Other / Other" in said
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    state = await workspace.state()
    (where,) = [one for one in state["ephemerals"] if "goes on in" in one["text"]]
    assert f"<#{channel['id']}>" in where["text"]
    assert "Open channel" in texts(where["blocks"]), "told once there is a channel"
    people = {workspace.user_id(state, name) for name in ("ana", "priya", "quinn", "rosa")}
    assert people <= set(channel["members"]), "the declarer, the category's people, the leadership"
    assert "P1 Critical" in await status(workspace)


async def test_the_channel_says_what_it_is_about(workspace: Workspace, bell: Bell) -> None:
    answer = await workspace.slash("deniz", "critical  Pay", channel="payments")
    assert "Payment Operations / Payment" in texts(answer["ephemerals"][0]["blocks"])
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    card = next(one for one in channel["messages"] if one["ts"] in str(channel["pins"]))
    deniz = workspace.user_id(await workspace.state(), "deniz")
    assert f"*Commander*\n<@{deniz}>" in texts(card["blocks"]), "a responder of the category leads"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("no", "at least 3 characters"), ("\u200b", "at least 3 characters")],
)
async def test_a_title_that_says_nothing_is_refused(
    workspace: Workspace, bell: Bell, typed: str, said: str
) -> None:
    answer = await workspace.slash("ana", f"critical {typed}")
    assert said in answer["ephemerals"][0]["text"]
    assert not await workspace.incident_channels()


async def test_nobody_counts_characters_now(workspace: Workspace, bell: Bell) -> None:
    words = "<!channel> everything is broken " * 20
    answer = await workspace.slash("ana", f"critical {words}")
    assert "inc-1" in texts(answer["ephemerals"][0]["blocks"])
    await bell.idle()
    for channel in (await workspace.state())["channels"]:
        assert "<!channel>" not in texts(
            block for message in channel["messages"] for block in message.get("blocks", [])
        )


async def test_without_words_one_field_asks_for_them(workspace: Workspace, bell: Bell) -> None:
    opened = await workspace.slash("ana", "critical", channel="payments", wait_ms=5000)
    assert [one["type"] for one in opened["view"]["blocks"]] == ["input"]
    refused = await workspace.act("ana", "submit", values={"What is broken?": "no"})
    assert "at least 3 characters" in refused["errors"]["What is broken?"]
    answer = await workspace.act("ana", "submit", values={"What is broken?": "Pay"})
    assert "inc-1" in texts(answer["view"]["blocks"])
    await workspace.act("ana", "click", label="Undo, 30 s")
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    said = texts((await workspace.state())["views"][ana][-1]["blocks"])
    ends = ("inc-1 is taken back: ", "*inc-1* is over (false alarm): Taken back right away.")
    assert any(end in said for end in ends), "what followed the press, or what was still owed to its progress"
    assert "Undo" not in said
    assert "Closed" in await status(workspace)


async def test_undo_within_half_a_minute_tells_everybody_and_withdraws_the_channel(
    workspace: Workspace, bell: Bell
) -> None:
    answer = await workspace.slash("ana", f"critical {TITLE}")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.act("ana", "message", channel=channel["id"], text="It was the wrong graph, sorry.")
    since = len(await workspace.calls())
    where = in_answer(answer)
    match = {"system": "slack", "type": "block_actions"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    await workspace.act("ana", "click", **where, label="Undo, 30 s", wait_ms=2000)
    await bell.idle()
    seen = next(one for one in (await workspace.state())["ephemerals"] if one["ts"] == where["ts"])
    assert "taken back" in seen["text"]
    assert "Undo" not in texts(seen.get("blocks", [])), "the button is gone"
    assert "Closed" in await status(workspace)
    place = await workspace.channel("tech-incidents")
    announced = next(one for one in place["messages"] if "inc-1" in one.get("text", ""))
    ana = workspace.user_id(await workspace.state(), "ana")
    assert f":large_green_circle: a false alarm by <@{ana}>" in texts(announced["blocks"])
    posted = await workspace.calls("chat.postMessage", since=since)
    (channel,) = await workspace.incident_channels()
    told = [one for one in posted if one["args"]["channel"] == channel["id"]]
    assert len(told) == 1, "one press, however often it is delivered"
    assert f"a false alarm by <@{ana}>" in str(told[0]["args"])
    assert channel["is_archived"]
    assert "Closed" in str(channel["topic"]), "the last state came first"


async def undone(workspace: Workspace, answer: dict[str, Any], channel: str = "general") -> None:
    pressed = await workspace.act("ana", "click", **in_answer(answer, channel), label="Undo, 30 s")
    assert pressed["ok"], pressed


async def mend(workspace: Workspace) -> None:
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults") as answer:
        assert answer.status == 200


def is_archived() -> bool:
    found = incidents.get(1)
    return found is not None and found.archived


def is_under_way(effect: str) -> bool:
    """Tell whether an attempt runs, which may not know yet what became of it."""
    under_way = (Delivery.state == "claimed") & (Delivery.effect == effect)
    return bool(Delivery.select().where(under_way).exists())


async def nobody_came(workspace: Workspace) -> None:
    """Nobody was let in, or told, and what was made in spite of it is archived."""
    assert not await workspace.calls("conversations.invite")
    said = (await workspace.channel("tech-incidents"), *(await workspace.state())["dms"])
    assert not [one for one in said if "inc-1" in str(one["messages"])]
    assert all(one["is_archived"] for one in await workspace.incident_channels())
    assert "Closed" in await status(workspace)


async def test_undone_before_its_channel_is_begun_it_gets_none(workspace: Workspace, bell: Bell) -> None:
    """Reopened, it gets one with everything in it."""
    await workspace.fault("conversations.create", "429", retry_after=1, times=10_000)
    answer = await workspace.slash("ana", f"critical {TITLE}")
    await undone(workspace, answer)
    await bell.until(lambda: not is_under_way("create_channel"))
    await mend(workspace)
    await bell.idle()
    assert await workspace.incident_channels() == []
    assert not await bell.firebell.db.read(outbox.pending, "inc-1"), "nothing waits for it any more"
    await nobody_came(workspace)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(reopen_incident, 1, "It was none.", by=ana)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert ana in channel["members"]
    assert channel["pins"]


@pytest.mark.pagerduty
async def test_undone_before_its_channel_is_begun_nobody_hears_of_its_page(
    workspace: Workspace, bell: Bell
) -> None:
    await known(bell)
    await workspace.fault("conversations.create", "429", retry_after=1, times=10_000)
    answer = await workspace.slash("ana", f"critical {TITLE}", channel="payments")
    await bell.until(lambda: first().pages and first().pages[0].id)
    await undone(workspace, answer, "payments")
    await mend(workspace)
    await bell.idle()
    await nobody_came(workspace)


async def test_undone_while_its_channel_is_made_nobody_comes(workspace: Workspace, bell: Bell) -> None:
    """Slack takes its time: the channel goes again as soon as it is there."""
    await workspace.fault("conversations.create", "slow", ms=3000)
    answer = await workspace.slash("ana", f"critical {TITLE}")
    while not await workspace.calls("conversations.create"):
        await bell.until(lambda: incidents.get(1))
    state = await workspace.state()
    ana, ben = (workspace.user_id(state, name) for name in ("ana", "ben"))
    await bell.firebell.db.write(give_roles, 1, {"commander": ben}, by=ana, press="p1")
    await undone(workspace, answer)
    await bell.until(is_archived)
    await bell.idle()
    assert len(await workspace.incident_channels()) == 1
    await nobody_came(workspace)


async def test_undone_before_it_is_announced_nobody_hears_of_it_there(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("chat.postMessage", "500", times=10_000)
    answer = await workspace.slash("ana", f"critical {TITLE}")
    place = (await workspace.channel("tech-incidents"))["id"]
    while place not in [one["args"]["channel"] for one in await workspace.calls("chat.postMessage")]:
        await bell.until(lambda: incidents.get(1))
    await undone(workspace, answer)
    await bell.until(lambda: not is_under_way("announce"))
    await mend(workspace)
    await bell.until(is_archived)
    await bell.idle()
    assert "inc-1" not in str((await workspace.channel("tech-incidents"))["messages"])


async def test_undone_before_anybody_heard_of_its_channel_that_is_found_and_goes(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("conversations.create", "drop")
    await workspace.fault("users.conversations", "500", times=10_000)
    answer = await workspace.slash("ana", f"critical {TITLE}")
    await workspace.until(lambda state: any(one["name"][:2] == "20" for one in state["channels"]))
    await undone(workspace, answer)
    await mend(workspace)
    await bell.until(is_archived)
    await bell.idle()
    assert len(await workspace.incident_channels()) == 1
    await nobody_came(workspace)


@pytest.mark.jira
async def test_undone_once_slack_has_refused_its_channel_nothing_waits_for_that(
    workspace: Workspace, bell: Bell
) -> None:
    """What comes later of its ticket waits for it neither; reopened, all is there."""
    await workspace.fault("conversations.create", "error", error="restricted_action")
    await broken(workspace, "POST /rest/api/2/issue", "slow", ms=1500)
    answer = await workspace.slash("ana", f"critical {TITLE}")
    await bell.until(lambda: outbox.is_over("inc-1", "create_channel"))
    await undone(workspace, answer)
    await bell.idle()
    assert not await bell.firebell.db.read(outbox.pending, "inc-1")
    assert (await bell.firebell.db.read(ticket)).is_there
    assert "inc-1" not in str((await workspace.channel("tech-incidents"))["messages"])
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(reopen_incident, 1, "It was none.", by=ana)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert ana in channel["members"]
    assert channel["pins"]


@pytest.mark.parametrize(
    "fault", [{"fault": "429", "retry_after": 1, "times": 10_000}, {"fault": "slow", "ms": 3000}]
)
async def test_undone_and_begun_anew_nobody_comes(
    workspace: Workspace, tmp_path: Path, fault: dict[str, Any]
) -> None:
    """The process ends before the channel is made, or while it is."""
    first = await Bell(workspace, tmp_path / "other.db").start()
    await first.ready()
    await workspace.fault("conversations.create", **fault)
    answer = await workspace.slash("ana", f"critical {TITLE}")
    while not await workspace.calls("conversations.create"):
        await first.until(lambda: incidents.get(1))
    await undone(workspace, answer)
    await first.drop()
    await mend(workspace)
    second = await Bell(workspace, tmp_path / "other.db").start()
    await second.idle()
    assert len(await workspace.incident_channels()) <= 1
    await nobody_came(workspace)
    await second.stop()


async def test_undo_too_late_is_refused(workspace: Workspace, bell: Bell, clock: Ahead) -> None:
    answer = await workspace.slash("ana", f"critical {TITLE}")
    await bell.idle()
    clock.by = timedelta(seconds=31)
    assert "Undo works until" in texts(answer["ephemerals"][0]["blocks"])
    late = await workspace.act("ana", "click", **in_answer(answer), label="Undo, 30 s", wait_ms=5000)
    assert "too late to undo inc-1" in late["ephemerals"][-1]["text"]
    assert "Open" in await status(workspace)
    first = answer["ephemerals"][0]["ts"]
    (seen,) = [one for one in (await workspace.state())["ephemerals"] if one["ts"] == first]
    assert "Undo" not in texts(seen["blocks"]), "a button that is of no use any more goes"
    assert "Open channel" in texts(seen["blocks"])


async def test_the_channel_asks_for_what_nobody_has_said(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", f"critical {TITLE}")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    (asked,) = [one for one in channel["messages"] if "in a hurry" in one.get("text", "")]
    where = {"in": "message", "channel": channel["id"], "ts": asked["ts"]}
    await workspace.act("ana", "select", **where, action_id="ask_category", option="Payment")
    level = "Many customers have major trouble"
    await workspace.act("ana", "select", **where, action_id="ask_impact:customers", option=level)
    await workspace.act("ana", "select", **where, action_id="ask_impact:business", option="No loss")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    (asked,) = [one for one in channel["messages"] if "in a hurry" in one.get("text", "")]
    said = texts(asked["blocks"])
    assert "Payment Operations / Payment" in said
    assert f"Customers: {level}" in said
    assert "P1 Critical" in await status(workspace), "what was called critical stays so"
    ben = workspace.user_id(await workspace.state(), "ben")
    assert ben in channel["members"], "the responders of the category are called"


async def test_a_channel_whose_making_was_not_heard_of_is_found_under_the_name_that_it_had(
    workspace: Workspace, bell: Bell
) -> None:
    """The question is answered before the second attempt, which would call it otherwise."""
    await workspace.fault("conversations.create", "drop")
    await workspace.fault("users.conversations", "500", times=10_000)
    await workspace.slash("ana", f"critical {TITLE}")
    await workspace.until(lambda state: any(one["name"][:2] == "20" for one in state["channels"]))
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(answer_question, 1, by=ana, press="p", category="payment")
    await mend(workspace)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert channel["name"].endswith("-payment"), "it is called as it is known now"


async def test_nothing_of_it_lives_in_memory(workspace: Workspace, tmp_path: Path, clock: Ahead) -> None:
    """Dropped right after the ack, and while the question's answer is lost: the next process finishes it."""
    first = await Bell(workspace, tmp_path / "other.db", clock=clock).start()
    await first.ready()
    answer = await workspace.slash("ana", f"critical {TITLE}")
    await first.drop()
    for _ in range(2):
        await workspace.fault("chat.postMessage", "drop")
    second = await Bell(workspace, tmp_path / "other.db", clock=clock).start()
    await second.idle()
    (channel,) = await workspace.incident_channels()
    assert len([one for one in channel["messages"] if "in a hurry" in one.get("text", "")]) == 1
    await workspace.act("ana", "click", **in_answer(answer), label="Undo, 30 s", wait_ms=2000)
    await second.idle()
    assert "Closed" in await status(workspace)
    await second.stop()
