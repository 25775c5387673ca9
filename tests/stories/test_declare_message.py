"""Declaring from a message, and from anywhere by shortcut."""

import json
from pathlib import Path
from typing import Any

import pytest
from harness import PAYMENT, Bell, Workspace, texts

FROM_MESSAGE = {"callback_id": "declare_from_message", "wait_ms": 5000}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said in Slack does not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


def entered(view: dict[str, Any], number: int) -> str:
    block = [one for one in view["blocks"] if one["type"] == "input"][number]
    return str(block["element"].get("initial_value", ""))


def rest() -> dict[str, str]:
    return {name: PAYMENT[name] for name in ("Category", "Customers")}


async def test_a_message_becomes_an_incident_and_is_answered_in_its_thread(
    workspace: Workspace, bell: Bell
) -> None:
    said = "Payments & refunds fail for @ben. Since noon, see <https://status.example|status>.\nCan you look?"
    message = await workspace.act("deniz", "message", channel="payments", text=said)
    where = {"channel": "payments", "ts": message["ts"]}
    opened = await workspace.act("ana", "message_shortcut", **where, **FROM_MESSAGE)
    title, words = entered(opened["view"], 0), entered(opened["view"], 1)
    assert title == "Payments & refunds fail for @ben."
    assert words.endswith("Can you look?")
    assert "&amp;" not in words
    assert (await workspace.act("ana", "submit", values=rest()))["ok"]
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    place = await workspace.channel("payments")
    (answer,) = [one for one in place["messages"] if "inc-1" in one.get("text", "")]
    assert answer["text"] == f"inc-1 was declared from this: <#{channel['id']}>"
    assert answer["thread_ts"] == message["ts"]
    again = await workspace.act("ben", "message_shortcut", **where, **FROM_MESSAGE)
    assert again["view"] is None
    assert "inc-1 was declared from this message already" in again["ephemerals"][-1]["text"]


async def test_an_alert_of_another_app_fills_in_the_form_with_what_hangs_on_it(
    workspace: Workspace, bell: Bell
) -> None:
    """Its text is empty; a follow-up from a reply leads back to that reply."""
    hanging = [
        {"color": "#a30200", "title": "Checkout: 5xx above 10 %", "text": "since 14:02, 1 of 3 orders"}
    ]
    general = (await workspace.channel("general"))["id"]
    parent = await workspace.act("ana", "message", channel=general, text="What is red today?")
    said = {"channel": general, "text": "", "attachments": json.dumps(hanging), "thread_ts": parent["ts"]}
    alert = await workspace.as_bot("chat.postMessage", **said)
    where = {"channel": general, "ts": alert["ts"]}
    opened = await workspace.act("ana", "message_shortcut", **where, **FROM_MESSAGE)
    assert entered(opened["view"], 0) == "Checkout: 5xx above 10 %"
    assert entered(opened["view"], 1) == "Checkout: 5xx above 10 %\nsince 14:02, 1 of 3 orders"
    await workspace.act("ana", "close")
    await workspace.declare("ana")
    await bell.idle()
    task = {"callback_id": "make_task", "wait_ms": 5000}
    form = await workspace.act("ana", "message_shortcut", **where, **task)
    assert "Checkout: 5xx above 10 % since 14:02, 1 of 3 orders" in str(form["view"]["blocks"])
    await workspace.act("ana", "submit", values={"Incident": "inc-1"})
    listed = await workspace.slash("ana", "tasks inc-1", wait_ms=5000)
    assert f"?thread_ts={parent['ts']}&cid={general}|message>" in texts(listed["view"]["blocks"])


async def test_two_people_who_declare_from_one_message_both_succeed(workspace: Workspace, bell: Bell) -> None:
    """Nobody is kept from declaring; the message belongs to the first, and is answered once."""
    message = await workspace.act(
        "deniz", "message", channel="payments", text="Nothing can be paid any more."
    )
    where = {"channel": "payments", "ts": message["ts"]}
    for person in ("ana", "ben"):
        await workspace.act(person, "message_shortcut", **where, **FROM_MESSAGE)
    for person in ("ana", "ben"):
        values = {**rest(), "What happens?": PAYMENT["What happens?"]}
        assert (await workspace.act(person, "submit", values=values))["ok"]
    await bell.idle()
    assert len(await workspace.incident_channels()) == 2
    place = await workspace.channel("payments")
    assert len([one for one in place["messages"] if "declared from this" in one.get("text", "")]) == 1


@pytest.mark.parametrize("fault", ["drop", "500"])
async def test_the_answer_stands_there_once_whatever_is_lost(
    workspace: Workspace, bell: Bell, fault: str
) -> None:
    parent = await workspace.act(
        "deniz", "message", channel="payments", text="Morning all, payments look slow."
    )
    reply = await workspace.act(
        "ben", "message", channel="payments", thread_ts=parent["ts"], text="And now everything is refused."
    )
    where = {"channel": "payments", "ts": reply["ts"]}
    await workspace.act("ana", "message_shortcut", **where, **FROM_MESSAGE)
    match = {"system": "slack", "method": "chat.postMessage"}
    await workspace.post("faults", {"match": match, "fault": fault, "times": 4})
    await workspace.act("ana", "submit", values={**rest(), "What happens?": PAYMENT["What happens?"]})
    await bell.idle()
    place = await workspace.channel("payments")
    replies = await workspace.as_bot("conversations.replies", channel=place["id"], ts=parent["ts"])
    answers = [one for one in replies["messages"] if "declared from this" in one.get("text", "")]
    assert len(answers) == 1, "a reply is answered where it stands, once"


@pytest.mark.parametrize(
    "said",
    ["<!channel> " * 300, "\n\n \n", "x" * 3000, ":fire:" * 200, "\u202eright to left"],
    ids=["mentions", "blank", "long", "emoji", "rtl"],
)
async def test_any_message_opens_the_form(workspace: Workspace, bell: Bell, said: str) -> None:
    message = await workspace.act("deniz", "message", channel="payments", text=said)
    opened = await workspace.act(
        "ana", "message_shortcut", channel="payments", ts=message["ts"], **FROM_MESSAGE
    )
    assert opened["view"]["title"]["text"] == "Declare an incident"
    assert len(entered(opened["view"], 0)) <= 128


async def test_the_global_shortcut_opens_the_form(workspace: Workspace, bell: Bell) -> None:
    since = len(await workspace.calls())
    opened = await workspace.act("eve", "shortcut", callback_id="declare", wait_ms=5000)
    assert opened["view"]["title"]["text"] == "Declare an incident"
    assert [one["method"] for one in await workspace.calls(since=since)] == ["views.open"]
    answer = await workspace.act("eve", "submit", values=PAYMENT)
    assert "inc-1" in texts(answer["view"]["blocks"])
