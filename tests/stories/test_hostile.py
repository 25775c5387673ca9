"""Whatever people type, wherever: it stays text, and nothing breaks."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from asking import ask_for_more
from filling import close_all, fill_and_send, type_command, values
from harness import PAYMENT, Bell, Workspace

WORDS = {
    "live": (
        "<!channel> <!here|x> <!subteam^S1> <@U0EVIL> <#C0EVIL> <https://evil.example|Checkout> "
        "&lt;!everyone&gt; ``` `x` *b* :tada: 🎉\u202eknurd\u2066 a\0b c\ud800d \udfffe"
    ),
    "long": "<!here>&\n" * 334,
    "newlines": "\n" * 40,
}
LIVE = re.compile(r"<(!channel|!here|!everyone|!subteam\^S1|@U0EVIL|#C0EVIL|https?://evil)")
LAST = ("private", "allow")
"""These take the incident out of its channel."""


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """What people type is kept by the same code on both; tests/store holds that both keep it."""
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORDS)
async def test_words_stay_words_in_every_form_and_command(
    workspace: Workspace, bell: Bell, lines: list[Any], kind: str
) -> None:
    words = WORDS[kind]
    seen = await declare(workspace, bell, words)
    for command in commands(bell):
        await reopen(workspace, bell)
        for text in (command, f"{command} {words}", f"{command} inc-1 {words}"):
            seen += await say(workspace, bell, text, words)
            if command in LAST:
                await bell.idle()
    await bell.idle()
    await must_be_harmless(workspace, seen)
    must_be_whole(lines)


@pytest.mark.slow
async def test_words_of_messages_stay_words_wherever_they_are_shown_again(
    workspace: Workspace, bell: Bell, lines: list[Any]
) -> None:
    """Marked, told, edited, added, declared from, and written to Firebell itself."""
    await workspace.declare("ana")
    await bell.idle()
    room = (await workspace.incident_channels())[0]["id"]
    marked, called, added, root = [await message(workspace, room) for _ in range(4)]
    reply = await message(workspace, room, thread_ts=root)
    for ts, name in ((marked, "pushpin"), (called, "mega"), (reply, "pushpin")):
        await workspace.act("ana", "react", channel=room, ts=ts, name=name)
    seen = [await shortcut(workspace, bell, "add_to_timeline", room, added)]
    await workspace.act("ana", "edit", channel=room, ts=marked, text=f"Mended. {WORDS['live']}")
    await message(workspace, "firebell")
    where = await message(workspace, "general")
    seen.append(await shortcut(workspace, bell, "declare_from_message", "general", where))
    seen.append(await workspace.act("ana", "submit", values={**PAYMENT, "Title": "From a message"}))
    await bell.idle()
    shown = ("timeline inc-1", "status inc-1", "search evil", "list")
    seen += [await say(workspace, bell, text, "It answers again.") for text in shown]
    assert "evil" in json.dumps(seen)
    await must_be_harmless(workspace, seen)
    must_be_whole(lines)


async def test_nobody_is_called_by_a_name_that_nobody_has(
    workspace: Workspace, bell: Bell, lines: list[Any]
) -> None:
    await workspace.declare("ana", Category="Personal Data Breach")
    await bell.idle()
    for text in (
        "roles inc-1 commander <@U0EVIL> over to you",
        "allow inc-1 <@U0EVIL>",
        "private inc-1 <@U0EVIL>",
    ):
        await type_command(workspace, bell, "ana", text, "general")
        await close_all(workspace, bell, "ana")
    await bell.idle()
    await must_be_harmless(workspace, [])
    must_be_whole(lines)


async def message(workspace: Workspace, channel: str, **args: Any) -> str:
    return str((await workspace.act("ana", "message", channel=channel, text=WORDS["live"], **args))["ts"])


async def shortcut(workspace: Workspace, bell: Bell, name: str, channel: str, ts: str) -> Any:
    answer = await workspace.act("ana", "message_shortcut", callback_id=name, channel=channel, ts=ts)
    await bell.firebell.desk.drain()
    return [answer, (await workspace.state())["views"]]


def must_be_whole(lines: list[Any]) -> None:
    wrong = [line for line in lines if line["log_level"] in {"error", "critical"}]
    assert not wrong, wrong[:3]


async def declare(workspace: Workspace, bell: Bell, words: str) -> list[Any]:
    """In the form, with the words where they are long enough, else with others."""
    await bell.firebell.db.write(ask_for_more, "seller-contract", "zendesk-ticket")
    own = {
        "Sellers": "Some sellers have trouble",
        "Zendesk ticket": words[:300],
        "Seller contract": words[:300],
    }
    said = {"Title": words[:128], "What happens?": words[:1200]}
    answer = await workspace.declare("ana", **said, **own)
    refused = {label: PAYMENT[label] for label in answer.get("errors") or {}}
    if refused:
        again = await workspace.act("ana", "submit", values=refused)
        assert not again.get("errors"), again
    await bell.idle()
    await close_all(workspace, bell, "ana")
    return [answer]


def commands(bell: Bell) -> list[str]:
    """Give one word for each thing that can be typed, those last that change where it goes on."""
    ways = {run: word for word, run in reversed(bell.firebell.desk.subcommands.items())}
    return sorted(ways.values(), key=lambda word: (word in LAST, word))


async def reopen(workspace: Workspace, bell: Bell) -> None:
    """What an earlier command has ended goes on."""
    status = await workspace.slash("ana", "status inc-1")
    if "Closed" in json.dumps(status["ephemerals"][-1]):
        view = await type_command(workspace, bell, "ana", "reopen inc-1 it is back", "general")
        assert view
        await workspace.act("ana", "submit")
        await close_all(workspace, bell, "ana")


async def say(workspace: Workspace, bell: Bell, text: str, words: str) -> list[Any]:
    """Type it; where a form opens, write the words into all of it, and give all that was answered."""
    rooms = [room for room in await workspace.incident_channels() if "-1-" in room["name"]]
    channel = next(room["id"] for room in rooms if not room["is_archived"])
    view = await type_command(workspace, bell, "ana", text, channel)
    seen: list[Any] = [view]
    if view and view.get("submit"):
        seen.append(await fill_and_send(workspace, bell, "ana", view, words))
        if seen[-1].get("errors") and seen[-1]["view"]:
            enough = {
                name: "It answers again." for name, said in values(view, words).items() if said == words
            }
            _, answer = await workspace.post("act", {"user": "ana", "do": "submit", "values": enough})
            seen.append(answer)
    seen.append((await workspace.state())["views"])
    await close_all(workspace, bell, "ana")
    return seen


async def must_be_harmless(workspace: Workspace, seen: list[Any]) -> None:
    """Look at all that Firebell ever sent, and at all that is to be seen in the end."""
    state = await workspace.state()
    bot = next(user["id"] for user in state["users"] if user["is_bot"])
    rooms = [*state["channels"], *state["dms"]]
    ours = [message for room in rooms for message in room["messages"] if message.get("user") == bot]
    topics = [room["topic"] for room in rooms]
    sent = [call["args"] for call in await workspace.calls() if call["system"] == "slack"]
    for thing in (seen, sent, ours, topics, state["ephemerals"], state["views"], state["homes"]):
        live = [said for said in parsed(thing) if LIVE.search(said)]
        assert not live, live[:3]


def parsed(thing: Any, *, plain: bool = False) -> Iterator[str]:
    """Give every text that Slack reads for mentions and links: not what is plain, typed in, or remembered."""
    match thing:
        case str() if thing[:1] in "[{" and not plain:
            try:
                yield from parsed(json.loads(thing))
            except ValueError:
                yield thing
        case str():
            yield from () if plain else [thing]
        case dict():
            is_plain = thing.get("type") in {"plain_text", "rich_text"}
            for name, value in thing.items():
                if name not in REMEMBERED:
                    yield from parsed(value, plain=plain or is_plain)
        case list() | tuple():
            for one in thing:
                yield from parsed(one, plain=plain)


REMEMBERED = {"private_metadata", "initial_value", "value", "state", "accessibility_label"}
"""Nobody reads these as formatted text."""
