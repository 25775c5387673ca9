"""The crash walker: tells a story, drops Firebell at one point of it, builds it anew, and looks.

A point is before or after one transaction, or while one call to Slack is under way. An attempt of an effect
is committed before its call and its outcome after it, so these points lie before, within and after each call.
The workspace must end as if nothing had happened: nothing twice, nothing missing.
"""

import asyncio
import re
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import aiohttp
from harness import PATIENCE, ROOT, Bell, Workspace, texts
from judge import JUDGE
from pager import known
from process import RealBell

from bot.ports import Clock, utc_now
from bot.sandbox import Sandbox

Moment = Literal["before transaction", "after transaction", "during call"]
LATENCY = 8
"""Milliseconds, so that a call can be caught while it is under way."""


@dataclass(frozen=True)
class Point:
    """Where to drop it: the number-th of its kind since the story began."""

    moment: Moment
    number: int


@dataclass
class Person:
    """Somebody who does not give up: what was not acked is done again, as people do."""

    workspace: Workspace
    name: str

    async def slash(self, text: str, channel: str = "general") -> dict[str, Any]:
        return await self._until_acked("slash", channel=channel, command="/incident", text=text)

    async def opens(self, text: str) -> dict[str, Any]:
        """Type it until its form is on the screen, with nothing left there from before."""
        while True:
            await self.workspace.post("act", {"user": self.name, "do": "close"})
            answer = await self._until_acked(
                "slash", channel="general", command="/incident", text=text, wait_ms=1500
            )
            if answer["view"]:
                return answer

    async def submits(self, **values: str) -> None:
        """Press until it is acked, or until the form itself tells that it was heard."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            body = {"user": self.name, "do": "submit", "values": values}
            status, answer = await self.workspace.post("act", body)
            if answer["ok"] or (status == 400 and "inc-1" in answer["error"]):
                return
        raise AssertionError(f"{self.name} gave up submitting")

    async def opens_home(self) -> None:
        await self._until_acked("open_home", wait_ms=1500)

    async def clicks(self, label: str, **where: str) -> dict[str, Any]:
        return await self._until_acked("click", label=label, **where)

    async def _until_acked(self, do: str, **args: Any) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, answer = await self.workspace.post("act", {"user": self.name, "do": do, **args})
            assert status == 200, answer
            if answer["ok"]:
                found: dict[str, Any] = answer
                return found
        raise AssertionError(f"{self.name} gave up: {do} {args}")


Story = Callable[[Workspace], Awaitable[None]]


class _Gate:
    """A clock that is asked at the start of each transaction, and can stand still there for ever."""

    def __init__(self, loop: asyncio.AbstractEventLoop, at: int | None) -> None:
        self.loop, self.at = loop, at
        self.begun = 0
        self.armed = False
        self.reached = asyncio.Event()
        self._gone = threading.Event()

    def __call__(self) -> datetime:
        if self.armed and threading.current_thread() is not threading.main_thread():
            self.begun += 1
            if self.begun == self.at:
                self.loop.call_soon_threadsafe(self.reached.set)
                self._gone.wait(PATIENCE)
                raise InterruptedError
        return utc_now()

    def release(self) -> None:
        self._gone.set()


@dataclass
class Walk:
    """One telling of a story in a workspace of its own."""

    folder: Path
    story: Story
    point: Point | None = None
    real: bool = False
    """Whether Firebell is a process of its own, dropped by SIGKILL; from outside only calls can be seen."""
    others: bool = False
    """Whether PagerDuty and Jira are connected."""
    settings: Mapping[str, str] = field(default_factory=dict)
    dropped: bool = field(default=False, init=False)

    async def run(self) -> "Snapshot":
        """Tell it, and give what the workspace looks like in the end."""
        sandbox = await Sandbox.start(manifest=ROOT / "manifest.yml", heard=JUDGE.of_firebell)
        async with aiohttp.ClientSession() as http:
            workspace = Workspace(sandbox, http)
            if self.others:  # some of them type words, and whoever types these twice means two updates
                await workspace.post("limits", {"deadline": PATIENCE / 4})
            bell = await self._tell(workspace)
            await bell.idle()
            seen = await look(workspace)
            await bell.stop()
        await sandbox.stop()
        return seen

    def _build(self, workspace: Workspace, clock: Clock) -> Bell | RealBell:
        database = self.folder / "firebell.db"
        if self.real:
            return RealBell(workspace, database)
        return Bell(
            workspace, database, clock=clock, pagerduty=self.others, jira=self.others, settings=self.settings
        )

    async def _tell(self, workspace: Workspace) -> Bell | RealBell:
        gate = _Gate(asyncio.get_running_loop(), self._number("before transaction"))
        bell = await self._build(workspace, gate).start()
        await bell.ready()
        if isinstance(bell, Bell) and self.others:
            await known(bell)
        await workspace.post("latency", {"slack": LATENCY})
        reached = asyncio.create_task(self._reached(workspace, bell, gate))
        gate.armed = True
        telling = asyncio.ensure_future(self.story(workspace))
        idle = asyncio.create_task(_after(telling, bell))
        await asyncio.wait({reached, idle}, return_when=asyncio.FIRST_COMPLETED)
        if not reached.done():
            gate.armed = False
            reached.cancel()
            await telling
            return bell
        self.dropped = True
        idle.cancel()
        gate.release()
        await bell.drop()
        anew = await self._build(workspace, utc_now).start()
        await telling
        return anew

    async def _reached(self, workspace: Workspace, bell: Bell | RealBell, gate: _Gate) -> None:
        if self._number("before transaction"):
            await gate.reached.wait()
        elif number := self._number("after transaction"):
            assert isinstance(bell, Bell)
            await _commits(bell, number)
        elif number := self._number("during call"):
            await _calls(workspace, number)
        else:
            await asyncio.Event().wait()

    def _number(self, moment: Moment) -> int | None:
        return self.point.number if self.point and self.point.moment == moment else None


async def _after(telling: Awaitable[None], bell: Bell | RealBell) -> None:
    await asyncio.wait({asyncio.ensure_future(telling)})
    await bell.idle()


async def _calls(workspace: Workspace, number: int) -> None:
    """Look often enough that the last of them is still under way."""
    since = len(await workspace.calls())
    while True:
        if len(await workspace.calls(since=since)) >= number:
            return
        await asyncio.sleep(LATENCY / 4000)


async def _commits(bell: Bell, number: int) -> None:
    reached, seen = asyncio.Event(), 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            reached.set()

    bell.firebell.db.on_commit(count)
    await reached.wait()


@dataclass(frozen=True)
class Snapshot:
    """What people can tell apart: channels with people, topics, pins, messages; Homes; the other sides."""

    channels: dict[str, dict[str, Any]]
    homes: dict[str, str]
    pages: Counter[str]
    tickets: Counter[str]


async def look(workspace: Workspace) -> Snapshot:
    """Read the workspace, names instead of ids, and without what differs from one telling to the next."""
    everything = await workspace.get("state")
    state, pages, issues = (everything[side] for side in ("slack", "pagerduty", "jira"))
    names = {user["id"]: user["name"] for user in state["users"]}
    names |= {channel["id"]: channel["name"] for channel in state["channels"]}
    plain = _Plain(names)
    channels = {
        channel["name"]: {
            "members": sorted(names[member] for member in channel["members"]),
            "topic": plain(str(channel["topic"])),
            "pins": len(channel["pins"]),
            "archived": channel["is_archived"],
            "messages": _heard(plain(_said(message)) for message in channel["messages"] if _counts(message)),
        }
        for channel in [*state["channels"], *state.get("dms", [])]
    }
    homes = {names[person]: plain(texts(view["blocks"])) for person, view in state["homes"].items()}
    own = [page for page in pages["incidents"] if page["title"].startswith("inc-")]
    tickets = Counter(_written(issue["fields"]) for issue in issues["issues"])
    return Snapshot(channels, homes, Counter(f"{one['title']}: {one['status']}" for one in own), tickets)


def _heard(said: Iterable[str]) -> Counter[str]:
    """Count them; what is a matter of time may be missing, but is never told twice."""
    counted = Counter(said)
    of_time = {words: often for words, often in counted.items() if _is_of_time(words)}
    assert max(of_time.values(), default=0) <= 1, of_time
    return counted - Counter(of_time)


def _written(fields: dict[str, Any]) -> str:
    """Give what a ticket says; when, by what key and as which event is another matter each time."""
    bodies = [one["body"] for one in fields["comment"]["comments"]]
    comments = sorted(re.sub(r"(Firebell) \d+\)$", r"\1)", body) for body in bodies)
    return f"{fields['summary']}: {fields['status']['name']} {comments}"


def must_equal(seen: Snapshot, same: Snapshot, point: object) -> None:
    """Assert that nobody could tell them apart. point: where it was dropped, for who reads a failure."""
    assert set(seen.channels) == set(same.channels), point
    for name, channel in seen.channels.items():
        meant = same.channels[name]
        more, less = channel["messages"] - meant["messages"], meant["messages"] - channel["messages"]
        assert not more, f"{point}, #{name}: there are too many: {dict(more)}; missing: {dict(less)}"
        assert not less, f"{point}, #{name}: missing: {dict(less)}"
        assert channel == meant, f"{point}, #{name}"
    assert seen.homes == same.homes, point
    assert (seen.pages, seen.tickets) == (same.pages, same.tickets), point


def _counts(message: dict[str, Any]) -> bool:
    """How often it was read who is on call is a matter of time."""
    return "set the channel topic: On-call" not in str(message.get("text"))


def _is_of_time(said: str) -> bool:
    """Tell whether it is told only where others took long, and what they took then."""
    return "does not take the" in said or re.search(r"the ticket \S+ was made", said) is not None


def _said(message: dict[str, Any]) -> str:
    return f"{message.get('user')}: {message.get('text')} {texts(message.get('blocks', []))}"


class _Plain:
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def __call__(self, text: str) -> str:
        for key, name in self._names.items():
            text = text.replace(key, name)
        text = re.sub(r"<!date[^>]*>", "<some time>", text)
        text = re.sub(r"'last_set': \d+", "", text)
        text = re.sub(r"(?<=/)F[A-Z0-9]{8,}", "some-canvas", text)
        text = re.sub(r"(?<=/incidents/)Q\w+", "some-page", text)
        text = re.sub(r"http://127\.0\.0\.1:\d+", "https://the.workspace", text)
        return re.sub(r"less than a minute|\d+ min", "a while", text)
