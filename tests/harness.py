"""What the stories are told with: a workspace that people act in, and a Firebell that can be dropped."""

import asyncio
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from first_start import begin
from owned import Owned
from resting import has_read, unfinished
from wired import Wired

from bot.app import Firebell
from bot.delivery.pace import Pace
from bot.domain.rules.opening import Form
from bot.jobs import tick_due
from bot.listeners.desk import ANSWER, WORTH
from bot.ports import Clock, utc_now
from bot.settings import Settings
from bot.store.engine.sqlite import PREFIX
from bot.views.declare import form

ROOT = Path(__file__).parent.parent
DEADLINE = 30
"""Seconds for an ack, instead of three: busy machines are slow. How soon an ack comes is a benchmark."""

PATIENCE = 120.0
"""Seconds until a condition that never comes true fails its test; a busy machine needs some of them."""
UNHURRIED = 20_000
"""Milliseconds for what somebody sees after the ack."""
QUICK = Pace(
    look=0.2,
    first_wait=0.05,
    longest_wait=0.2,
    attempts=4,
    pong=60.0,
    quiet=0.05,
    beat=0.5,
    lease=5.0,
    in_the_air=0.3,
    calm=0.1,
    lag=0.6,
)
"""The same as in production, but that it tries again at once: tests wait for conditions, not for clocks."""

PAYMENT = {
    "Title": "Checkout fails for one order in three",
    "What happens?": "Since 14:02 the payment step answers 500.",
    "Category": "Payment",
    "Customers": "Many customers have major trouble",
}
"""What a person enters to declare a P2 of the category Payment."""

FORM = Form(
    draft="d1",
    title="Checkout is down",
    description="It answers 500 since 14:02.",
    category="payment",
    environments=("PRD",),
    priority="P1",
)
"""What a use case gets where no person enters anything."""


class Workspace(Wired):
    """A sandbox, as the people in it see it."""

    async def act(self, user: str, do: str, **args: Any) -> dict[str, Any]:
        """Act, and give the answer; a refusal of the act itself fails the test.

        A `wait_ms` of a second and more is for what surely comes: a busy machine gets as long as it needs.
        """
        if args.get("wait_ms", 0) >= 1000:
            args["wait_ms"] = UNHURRIED
            await self._answered()
        status, body = await self.post("act", {"user": user, "do": do, **args})
        assert status == 200, body
        answer: dict[str, Any] = body
        return answer

    async def _answered(self) -> None:
        """Wait for the answers to what was done before: one of them could be taken for the next."""
        deadline = time.monotonic() + 2 * WORTH
        while time.monotonic() < deadline:
            if not self.sandbox.is_answering:
                return
            await asyncio.sleep(0.02)

    async def slash(self, user: str, text: str, channel: str = "general", **args: Any) -> dict[str, Any]:
        return await self.act(user, "slash", channel=channel, command="/incident", text=text, **args)

    async def declare(self, user: str = "ana", **values: Any) -> dict[str, Any]:
        """Declare an incident through the form, and give what the submission answered."""
        opened = await self.slash(user, "open", wait_ms=5000)
        assert opened["ok"], opened
        assert opened["view"], opened
        if opened["view"]["callback_id"] != form.CALLBACK:  # what an earlier one shows changed meanwhile
            await self.until(lambda state: self._is_open(state, user))
        return await self.act(user, "submit", values={**PAYMENT, **values})

    def _is_open(self, state: dict[str, Any], user: str) -> bool:
        """Tell whether they have the form before them."""
        windows = state["views"].get(self.user_id(state, user), [])
        return bool(windows) and windows[-1]["callback_id"] == form.CALLBACK

    async def follow_here(self, user: str, ref: str, channel: str) -> dict[str, Any]:
        """Let a channel hear of each update: Firebell asks first."""
        asked = (await self.slash(user, f"follow {ref} here", channel=channel, wait_ms=1500))["ephemerals"]
        where = {"in": "message", "channel": channel, "ts": asked[-1]["ts"]}
        return await self.act(user, "click", **where, label="Post updates here", wait_ms=2000)

    async def channel(self, name: str) -> dict[str, Any]:
        return next(one for one in (await self.state())["channels"] if name in (one["name"], one["id"]))

    async def incident_channels(self) -> list[dict[str, Any]]:
        return [one for one in (await self.state())["channels"] if one["name"][:2] == "20"]

    async def until(self, what: Callable[[dict[str, Any]], Any], of: str = "slack") -> Any:
        """Wait until `what` is true of the state of the workspace, or of another system; give its value."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = what(await self.state(of))
            if found:
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(f"never came true; the last calls: {(await self.calls())[-15:]}")

    def user_id(self, state: dict[str, Any], name: str) -> str:
        return next(str(user["id"]) for user in state["users"] if user["name"] == name)


def reached() -> dict[str, str]:
    """Give the settings of a Firebell that others can call, on a port that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return {"PORT": port, "PUBLIC_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": "a key of many characters"}


@dataclass
class Ahead:
    """A clock that a story puts forward."""

    by: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.by


KEYS = ("PAGERDUTY_API_KEY", "JIRA_URL", "CONFLUENCE_URL", "PORT_CLIENT_ID")
"""Without which Firebell is not connected."""


class Bell:
    """A Firebell in this process, which can also be dropped without its stop path."""

    def __init__(
        self,
        workspace: Workspace,
        database: Path | str,
        pace: Pace = QUICK,
        clock: Clock = utc_now,
        *,
        pagerduty: bool = False,
        jira: bool = False,
        confluence: bool = False,
        port: bool = False,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """database: a SQLite file, or the URL of any database. pagerduty, ...: which are there too."""
        url = f"{PREFIX}{database}" if isinstance(database, Path) else database
        begin(url)
        environment = {
            **workspace.sandbox.environment,
            "DATABASE_URL": url,
            "CATALOG_FILE": "off",
            **(settings or {}),
        }
        there = (pagerduty, jira, confluence, port)
        for name, is_there in zip(KEYS, there, strict=True):
            if not is_there:
                del environment[name]
        self.firebell = Firebell(Settings.of(environment), pace=pace, clock=clock)
        self._sandbox = workspace.sandbox
        self._owned = Owned()
        self._sandbox.believe(self._is_answering)

    async def start(self) -> "Bell":
        """Start it so that everything it sets going is known to be its own."""
        await self._owned.run(self.firebell.start())
        return self

    async def stop(self) -> None:
        await self.firebell.stop()

    async def drop(self) -> None:
        """End it as a kill would: nothing is finished, nothing recorded; the system closes what was open."""
        self.firebell.db.engine.close(finish=False)
        await self._owned.cancel()
        self.firebell.jobs.stop()
        if self.firebell.web:
            await self.firebell.web.stop()
        sockets = self.firebell.sockets
        for connection in sockets.open if sockets else ():
            await connection.aiohttp_client_session.close()
            if connection.current_session:
                await connection.current_session.close()  # nothing goes out any more
        await self.firebell.http.close()

    async def ready(self) -> None:
        """Wait until the directory has been read."""
        await self.until(has_read)
        await self.idle()

    async def until(self, what: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """Wait until `what` is true of the database, and give its value."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            found = await self.firebell.db.read(what)
            if found:
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(f"never came true in the database: {what}")

    async def tick(self) -> None:
        """Deal with what is due by the clock, now."""
        await tick_due.run(self.firebell.db, self.firebell.clock)
        await self.idle()

    async def idle(self, patience: float = PATIENCE) -> None:
        """Wait until all it was told is acked and answered, and nothing is owed any more."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            told = self._told()
            owed = [] if told else await self.firebell.db.read(unfinished)
            if not (told or owed or self._told()):
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"it never came to rest: {told}, {owed}")

    def _told(self) -> list[str]:
        """Give what it has not acked, or not answered after the ack."""
        return [*self._sandbox.unacked, *([ANSWER] if self._is_answering() else ())]

    def _is_answering(self) -> bool:
        return self._owned.has(ANSWER)


def texts(blocks: Iterable[dict[str, Any]]) -> str:
    """Give all that a person reads in these blocks."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(list(blocks))
    return "\n".join(found)
