"""What a probe app does and people see of it, whichever of Slack's clients the app is written with.

The apps beside this file, and those in tests/node, answer /probe, two shortcuts, a form, a message with
a menu and the Home tab, all drawn from surfaces.json; they react to "ping" and tell who gave a reaction.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from rig import MANIFEST, SCOPES, Json, Space

PROBE: Json = {**MANIFEST, "oauth_config": {"scopes": {"bot": [*SCOPES, "files:read", "files:write"]}}}
PATIENT = {"wait_ms": 5000}


async def typed(space: Space, text: str, **args: Any) -> Json:
    """Ben types /probe in #general."""
    answer = await space.act("ben", "slash", command="/probe", channel="general", text=text, **args)
    assert answer["ok"], answer
    return answer


async def said(space: Space, text: str, where: str = "general") -> Json:
    """Wait until this was said, and give the message."""

    def found(state: Json) -> Json | None:
        rooms = [room for room in (*state["channels"], *state["dms"]) if room["name"] == where or where == ""]
        messages = [message for room in rooms for message in room["messages"]]
        return next((message for message in messages if message["text"] == text), None)

    return dict(await space.until(found))


async def reacted(space: Space, ts: str) -> None:
    """Wait until the app has put its eyes under a message in #general."""

    def found(state: Json) -> bool:
        room = next(room for room in state["channels"] if room["name"] == "general")
        message = next(message for message in room["messages"] if message["ts"] == ts)
        return [each["name"] for each in message.get("reactions", ())] == ["eyes"]

    await space.until(found)


def title(answer: Json) -> str | None:
    return answer["view"]["title"]["text"] if answer["view"] else None


async def commands_are_answered(space: Space) -> None:
    assert (await typed(space, "nonsense"))["ephemerals"][0]["text"] == 'There is no "nonsense".'
    await typed(space, "say")
    await said(space, "Said to all.")
    await typed(space, "later")
    assert "bot_id" in await said(space, "Answered later.")


async def a_form_is_refused_then_sent(space: Space) -> None:
    assert title(await typed(space, "form", **PATIENT)) == "Form"
    assert (await space.act("ben", "submit"))["errors"] == {"Word": "Please complete this required field."}
    refused = await space.act("ben", "submit", values={"Word": "bad"})
    assert refused["errors"] == {"Word": "Not this word."}
    sent = await space.act("ben", "submit", values={"Word": "good", "Fruit": "Banana"})
    assert sent["view"] is None
    await said(space, "good and banana", where="")


async def a_form_is_updated_pushed_cleared_and_closed(space: Space) -> None:
    opened = await typed(space, "form", **PATIENT)
    more = await space.act("ben", "click", **{"in": "view"}, label="More", **PATIENT)
    assert len(more["view"]["blocks"]) == len(opened["view"]["blocks"]) + 1
    assert more["view"]["hash"] != opened["view"]["hash"]
    deeper = await space.act("ben", "click", **{"in": "view"}, label="Deeper", **PATIENT)
    assert title(deeper) == "Deeper"
    assert deeper["view"]["previous_view_id"] == deeper["view"]["root_view_id"] == opened["view"]["id"]
    assert title(await space.act("ben", "close")) == "Form"
    assert title(await space.act("ben", "submit", values={"Word": "deep"})) == "Deeper"
    assert (await space.act("ben", "submit"))["view"] is None
    await typed(space, "form", **PATIENT)
    assert title(await space.act("ben", "submit", values={"Word": "again"})) == "Again"
    assert (await space.act("ben", "close"))["view"] is None
    await typed(space, "form", **PATIENT)
    assert (await space.act("ben", "close"))["ok"]
    await said(space, "You closed the form.", where="")


async def shortcuts_work_everywhere(space: Space) -> None:
    assert title(await space.act("ben", "shortcut", callback_id="probe_now", **PATIENT)) == "Deeper"
    assert (await space.act("ben", "submit"))["view"] is None
    written = await space.act("ana", "message", channel="general", text="Lunch?")
    place = {"channel": "general", "ts": written["ts"]}
    quoted = await space.act("ben", "message_shortcut", callback_id="probe_this", **place, **PATIENT)
    assert [each["text"] for each in quoted["ephemerals"]] == ["They said: Lunch?"]


async def a_message_is_pressed(space: Space) -> None:
    await typed(space, "menu")
    menu = await said(space, "A menu")
    place = {"in": {"channel": "general", "ts": menu["ts"]}}
    offered = await space.act("ben", "suggest", **place, action_id="fruit", text="ap")
    assert offered["options"] == ["Apple", "Apricot"]
    chosen = await space.act("ben", "select", **place, action_id="fruit", option="Apricot", **PATIENT)
    assert [each["text"] for each in chosen["ephemerals"]] == ["You chose apricot."]
    await space.act("ben", "click", **place, label="Press")
    replaced = await said(space, f"Pressed by <@{await space.user('ben')}>.")
    assert replaced["ts"] == menu["ts"]


async def the_home_tab_is_drawn_and_drawn_again(space: Space) -> None:
    opened = await space.act("chloe", "open_home", **PATIENT)
    assert opened["home"]["blocks"][0]["text"]["text"] == "Welcome home."
    pressed = await space.act("chloe", "click", **{"in": "home"}, label="Draw again", **PATIENT)
    assert pressed["home"]["blocks"][0]["text"]["text"] == "Drawn again."


async def messages_and_reactions_are_heard(space: Space) -> None:
    """The app's own reaction comes back as an event too; every Bolt leaves it alone."""
    written = await space.act("ana", "message", channel="general", text="ping, please")
    await reacted(space, written["ts"])
    await space.act("ben", "react", channel="general", ts=written["ts"], name="tada")
    reply = await said(space, f"<@{await space.user('ben')}> gave :tada:")
    assert reply["thread_ts"] == written["ts"]
    told = [message["text"] for message in (await space.channel("general"))["messages"]]
    assert not any("gave :eyes:" in text for text in told)


async def listings_are_paged(space: Space) -> None:
    """People of other organisations stand in no listing."""
    teams = [user["team_id"] for user in (await space.state())["users"]]
    people = teams.count(teams[0])
    counted = await typed(space, "count", **PATIENT)
    assert [each["text"] for each in counted["ephemerals"]] == [f"{people} people, {people} different."]
    assert len(await space.calls("users.list")) == -(-people // 5)


async def a_file_is_uploaded(space: Space) -> None:
    await typed(space, "upload")
    shared = await said(space, "Here they are.")
    assert [(file["name"], file["title"]) for file in shared["files"]] == [("notes.txt", "Notes")]


async def a_refused_call_is_made_again(space: Space) -> None:
    """429 with the SDK's own retry handler."""
    await space.fault({"method": "chat.postMessage"}, "429", retry_after=1)
    await typed(space, "post")
    await said(space, "Posted.")
    assert [call["status"] for call in await space.calls("chat.postMessage")] == [429, 200]


async def connections_are_replaced(space: Space) -> None:
    """A refresh loses nothing; after a cut, the app comes back and gets what was said meanwhile."""
    await _renewed(space, "refresh")
    await typed(space, "say")
    before = await space.act("ana", "message", channel="general", text="ping before the cut")
    await _renewed(space, "disconnect")
    after = await space.act("ana", "message", channel="general", text="ping after the cut")
    await reacted(space, before["ts"])
    await reacted(space, after["ts"])


async def _renewed(space: Space, fault: str) -> None:
    before = len(await space.calls("GET /link/"))
    status, _ = await space.post("faults", {"fault": fault})
    assert status == 200
    await space.until_called("GET /link/", before + 1)
    await space.until(lambda state: state["connections"] == 1)


WALKS: tuple[Callable[[Space], Awaitable[None]], ...] = (
    commands_are_answered,
    a_form_is_refused_then_sent,
    a_form_is_updated_pushed_cleared_and_closed,
    shortcuts_work_everywhere,
    a_message_is_pressed,
    the_home_tab_is_drawn_and_drawn_again,
    messages_and_reactions_are_heard,
    listings_are_paged,
    a_file_is_uploaded,
    a_refused_call_is_made_again,
    connections_are_replaced,
)
