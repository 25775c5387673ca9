"""The sandbox's Slack as one object: the workspace, the installed app, and what binds them."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.sandbox import ids, seed
from bot.sandbox.changes import Changes
from bot.sandbox.clock import Clock, seconds
from bot.sandbox.limits import Limits
from bot.sandbox.manifest import App
from bot.sandbox.slack.api.caller import Caller
from bot.sandbox.slack.socket.sockets import Sockets
from bot.sandbox.slack.socket.triggers import Triggers
from bot.sandbox.slack.urls import ResponseUrls
from bot.sandbox.wire import Wire
from bot.sandbox.world import Channel, Person

APP_TOKEN_SCOPES = frozenset({"connections:write"})


class Slack:
    """One workspace with one app installed in it."""

    def __init__(self, app: App, wire: Wire, seed_file: Path | None = None) -> None:
        self.app = app
        self.wire = wire
        self.url = ""
        self.app_id = ids.seeded("A", app.name)
        self.bot_id = ids.seeded("B", app.name)
        self.bot_user = ids.seeded("U", f"bot/{app.bot_name}")
        self.clock = Clock()
        self.changes = Changes()
        self.limits = Limits()
        self.sockets = Sockets(wire, self.app_id, self.limits)
        self.triggers = Triggers(self.limits)
        self.response_urls = ResponseUrls()
        self.started = seconds()
        self._seed_file = seed_file
        self._tasks: set[asyncio.Task[None]] = set()
        self.believed: list[Callable[[], bool]] = []
        """Who tells, in this process, whether the app still has an answer to give after an ack."""
        self.world = seed.grow(self._seed_file, self._bot_person())
        self.bot_token = ids.token("xoxb", app.name)
        self.app_token = ids.token("xapp-1", app.name)
        self.user_token = ids.token("xoxp", app.name)
        self.callers = self._callers()
        self.installed = True

    def _bot_person(self) -> Person:
        return Person(id=self.bot_user, name=self.app.bot_name, real_name=self.app.name, is_bot=True)

    def _callers(self) -> dict[str, Caller]:
        callers = {
            self.bot_token: Caller("bot", self.bot_user, self.app.bot_scopes),
            self.app_token: Caller("app", "", APP_TOKEN_SCOPES),
        }
        installer = next((person.id for person in self.world.people.values() if person.is_admin), None)
        if self.app.user_scopes and installer:
            callers[self.user_token] = Caller("user", installer, self.app.user_scopes)
        return callers

    def users_with_tokens(self) -> list[str]:
        return [caller.user for caller in self.callers.values() if caller.kind == "user"]

    @property
    def is_answering(self) -> bool:
        return any(is_answering() for is_answering in self.believed)

    @property
    def environment(self) -> dict[str, str]:
        """What points a client at this workspace."""
        tokens = {"SLACK_BOT_TOKEN": self.bot_token, "SLACK_APP_TOKEN": self.app_token}
        if self.user_token in self.callers:
            tokens["SLACK_USER_TOKEN"] = self.user_token
        return {"SLACK_API_URL": f"{self.url}/api/", **tokens}

    def reset(self) -> None:
        """Back to the seed; connections and tokens stay."""
        self.cancel()
        self.world = seed.grow(self._seed_file, self._bot_person())
        self.installed = True
        self.limits.reset()
        self.triggers.reset()
        self.response_urls.reset()
        self.changes.touch()

    def seen_by(self, room: Channel) -> list[str] | None:
        """Who sees what is in this conversation; None for everybody."""
        return None if room.kind == "public_channel" else room.members

    def touch(self, room: Channel) -> None:
        """Something in this conversation changed."""
        self.changes.touch(self.seen_by(room))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run beside everything else, until done, reset or stopped."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()

    def permalink(self, channel: str, ts: str) -> str:
        return f"{self.url}/archives/{channel}/p{ts.replace('.', '')}"
