"""Whatever somebody types, presses or sends is told three times, and done once."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ears import Ears, workspace_with_ears
from filling import close_all, fill_and_send, top, type_command
from harness import PAYMENT, Bell, Workspace, texts
from walker import Snapshot, look

from bot.store import tables

WORDS = "It answers again."
LAST = ("allow", "private")
"""These take the incident out of its channel."""
MOST = 8
"""Presses in one window, as some of them open others."""


@dataclass
class Telling:
    """Ana does all that can be done, and waits each time until all of it was heard."""

    workspace: Workspace
    bell: Bell
    ears: Ears
    copies: int
    pressed: list[str] = field(default_factory=list)

    async def tell(self) -> None:
        """Type each command with and without words, send each form, press each button once."""
        await self.type("open", **PAYMENT)
        await self.say()
        for command in self._commands():
            for text in (f"{command} inc-1", f"{command} inc-1 {WORDS}"):
                await self.reopen()
                await self.type(text)
            await self.press_in_messages()
        await self.workspace.act("ana", "open_home", wait_ms=5000)
        await self.press_in_messages()

    async def say(self) -> None:
        """Put a message on the timeline, want it told as an update, and write to Firebell."""
        (room,) = await self.workspace.incident_channels()
        said = await self.workspace.act("ana", "message", channel=room["id"], text="Queues are empty.")
        for name in ("pushpin", "mega"):
            await self.workspace.act("ana", "react", channel=room["id"], ts=said["ts"], name=name)
        await self.bell.until(lambda: {"NoteAdded", "MessageMarked"} <= {kind for kind, _ in _happened()})
        await self.workspace.act("ana", "message", channel="firebell", text="help")
        await self.workspace.until(_is_answered)
        await self.heard()

    async def type(self, text: str, **chosen: Any) -> None:
        view = await type_command(self.workspace, self.bell, "ana", text, "general")
        await self.heard()
        if view:
            await self.press_in_view()
        await self.send(**chosen)
        await close_all(self.workspace, self.bell, "ana")
        await self.heard()

    async def send(self, **chosen: Any) -> None:
        view = await top(self.workspace, "ana")
        if view and view.get("submit"):
            await fill_and_send(self.workspace, self.bell, "ana", view, WORDS, **chosen)
            await self.heard()

    async def reopen(self) -> None:
        if await self.bell.firebell.db.read(_is_closed):
            await type_command(self.workspace, self.bell, "ana", "reopen inc-1 it is back", "general")
            await self.heard()
            await self.send()
            await close_all(self.workspace, self.bell, "ana")

    async def press_in_view(self) -> None:
        for _ in range(MOST):
            view = await top(self.workspace, "ana")
            fresh = next(self._fresh(view["blocks"]), None) if view else None
            if fresh is None:
                return
            await self.press(fresh, **{"in": "view"})

    async def press_in_messages(self) -> None:
        """Each kind of button once, in channels, in what only she sees, and in App Home."""
        for _ in range(MOST):
            found = await self._in_messages()
            if found is None:
                return
            fresh, where = found
            await self.press(fresh, **where)
            await self.press_in_view()
            await self.send()
            await close_all(self.workspace, self.bell, "ana")
            await self.heard()

    async def press(self, element: dict[str, Any], **where: Any) -> None:
        self.pressed.append(_kind(element))
        chosen = {"option": element["options"][0]["text"]["text"]} if "options" in element else {}
        body = {"user": "ana", "do": "select" if chosen else "click", **chosen, **where}
        body |= {"action_id": element["action_id"]}
        _, answer = await self.workspace.post("act", body)
        assert answer["ok"], (body, answer)
        await self.heard()

    async def heard(self) -> None:
        """Wait until it was done too: what she sees next must not hang on how long that takes."""
        await self.ears.all_acked(self.copies)
        await self.bell.firebell.desk.drain()
        await self.bell.idle()

    def _commands(self) -> list[str]:
        ways = {run: word for word, run in reversed(self.bell.firebell.desk.subcommands.items())}
        return sorted(ways.values(), key=lambda word: (word in LAST, word))

    async def _in_messages(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        state = await self.workspace.state()
        ana = self.workspace.user_id(state, "ana")
        places = [({"in": "home"}, state["homes"][ana]["blocks"])] if ana in state["homes"] else []
        for room in sorted([*state["channels"], *state["dms"]], key=lambda room: str(room["name"])):
            if ana in room["members"] and not room["is_archived"]:
                for said in room["messages"]:
                    where = {"in": "message", "channel": room["id"], "ts": said["ts"]}
                    places.append((where, said.get("blocks", [])))
        for said in state["ephemerals"]:
            where = {"in": "message", "channel": said["channel"], "ts": said["ts"]}
            places += [(where, said.get("blocks", []))] if said["user"] == ana else []
        return next(((one, where) for where, blocks in places for one in self._fresh(blocks)), None)

    def _fresh(self, blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Give the buttons and menus of a kind that she has not pressed yet."""
        for block in blocks:
            for one in [*block.get("elements", ()), block.get("accessory") or {}]:
                if one.get("type") in {"button", "overflow"} and _kind(one) not in {
                    *self.pressed,
                    *ELSEWHERE,
                }:
                    yield one


def _kind(element: dict[str, Any]) -> str:
    return re.sub(r"\d+", "", str(element["action_id"]))


async def _whispered(workspace: Workspace) -> set[str]:
    """Give what only she was told, without numbers and names."""
    said = (await workspace.state())["ephemerals"]
    return {re.sub(r"[A-Z0-9]{9,}|\d+", "", str(one.get("text"))) for one in said}


def _is_answered(state: dict[str, Any]) -> bool:
    """Tell whether Firebell wrote back to somebody."""
    said = [message for dm in state["dms"] for message in dm["messages"]]
    return any("`/incident help`" in texts(message.get("blocks", [])) for message in said)


def _is_closed() -> bool:
    return bool(tables.Incident.get_by_id(1).status == "closed")


def _happened() -> Counter[tuple[str, str]]:
    rows: Any = tables.Event.select()
    return Counter((row.kind, f"inc-{row.incident_id}") for row in rows)


ELSEWHERE = ("redact_entry", "stats_share")
"""Not pressed here, as they change what else there is to press.

test_redacting.py tells the first three times. A command that comes three times is answered three times, to
her alone; of figures that stand there three times one is shared.
"""

Told = tuple[Snapshot, Counter[tuple[str, str]], list[str], set[str]]


async def told(folder: Path, copies: int) -> Told:
    """Tell it in a workspace of its own, everything that Ana does so many times."""
    async with workspace_with_ears() as (workspace, ears):
        bell = await Bell(workspace, folder / f"{copies}.db").start()
        await bell.ready()
        if copies > 1:
            for kind in ("interactive", "slash_commands", "events_api"):
                fault = {"fault": "duplicate", "copies": copies - 1, "times": 10_000}
                await workspace.post("faults", {"match": {"type": kind}, **fault})
        telling = Telling(workspace, bell, ears, copies)
        await telling.tell()
        seen, happened = await look(workspace), await bell.firebell.db.read(_happened)
        assert copies > 1 or not ears.early()
        whispered = await _whispered(workspace)
        await bell.stop()
    return seen, happened, telling.pressed, whispered


@pytest.mark.slow
async def test_everything_that_is_told_three_times_is_done_once(tmp_path: Path) -> None:
    once = await told(tmp_path, 1)
    thrice = await told(tmp_path, 3)
    assert len(once[2]) > 30, "nearly every button there is"
    assert thrice[2] == once[2], "the same buttons were there"
    assert thrice[1] == once[1]
    for name, channel in once[0].channels.items():
        told_thrice, told_once = _without_topics(thrice[0].channels[name]), _without_topics(channel)
        more = told_thrice["messages"] - told_once["messages"]
        less = told_once["messages"] - told_thrice["messages"]
        assert (dict(more), dict(less)) == ({}, {}), f"#{name}: too many, missing"
        assert told_thrice == told_once, name
    assert thrice[0].homes == once[0].homes
    assert thrice[3] == once[3], "what she was told"


def _without_topics(channel: dict[str, Any]) -> dict[str, Any]:
    """How many quick changes became one change of the topic is a matter of time."""
    said = channel["messages"].items()
    kept = Counter({one: count for one, count in said if "set the channel topic" not in one})
    return {**channel, "messages": kept}
