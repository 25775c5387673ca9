"""One Jira site: its world, its switches, who may call it, and what it sends."""

import asyncio
import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, fields

from bot.sandbox.errors import Refusal
from bot.sandbox.jira import ids
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.setup import User
from bot.sandbox.limits import Limits
from bot.sandbox.outgoing import Outgoing
from bot.sandbox.wire import Wire
from bot.sandbox.world import Json

NAME = "jira"
PREFIX = "/jira"
DEPLOYMENTS = ("Cloud", "Server")
"""As serverInfo says it: a Data Center calls itself Server."""


@dataclass
class Switches:
    """What a site can be like; `act` with "set" changes it."""

    deployment: str = "Cloud"
    search_lag_ms: int = 0
    """So long after its making no search finds an issue."""
    disorder_ms: int = 0
    """Every other webhook comes so late."""

    def change(self, said: Json) -> None:
        known = {one.name for one in fields(self)}
        if not isinstance(said, dict) or not said or set(said) - known:
            raise Refusal(f'"set" takes {", ".join(sorted(known))}.')
        for name, value in said.items():
            if name == "deployment" and value not in DEPLOYMENTS:
                raise Refusal(f'"deployment" must be one of {", ".join(DEPLOYMENTS)}, not {value!r}.')
            if name != "deployment" and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
                raise Refusal(f'"{name}" must be a number of milliseconds, not {value!r}.')
            setattr(self, name, value)


class Site:
    """`grow` makes the world anew."""

    def __init__(self, wire: Wire, limits: Limits, outgoing: Outgoing, grow: Callable[[], World]) -> None:
        self.wire = wire
        self.limits = limits
        self.outgoing = outgoing
        self.url = ""
        self.world = grow()
        self.switches = Switches()
        self.told = 0
        """How many webhooks there have been."""
        self._grow = grow
        self._timers: list[asyncio.TimerHandle] = []

    @property
    def home(self) -> str:
        """What every address of the site begins with."""
        return f"{self.url}{PREFIX}"

    @property
    def is_cloud(self) -> bool:
        return self.switches.deployment == "Cloud"

    @property
    def environment(self) -> dict[str, str]:
        """What points a client at this site, as the app's own account: so its acts are told from people's."""
        user = next(one for one in self.world.users.values() if one.is_app)
        project = next((one.key for one in self.world.projects.values()), "")
        return {
            "JIRA_URL": self.home,
            "JIRA_USER": user.email,
            "JIRA_TOKEN": self.token(user),
            "JIRA_PROJECT": project,
        }

    def token(self, user: User) -> str:
        return ids.token(user.name)

    def caller(self, authorization: str) -> User | None:
        """`Basic e-mail:token`; on a Data Center also `Bearer token` and the user name."""
        kind, _, said = authorization.partition(" ")
        if kind == "Bearer" and not self.is_cloud:
            return next((one for one in self.world.users.values() if self.token(one) == said), None)
        try:
            name, _, token = base64.b64decode(said).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        user = self.world.user_of(name)
        if user is None and not self.is_cloud:
            user = next((one for one in self.world.users.values() if one.name == name), None)
        return user if kind == "Basic" and user and user.is_active and token == self.token(user) else None

    def touch(self) -> None:
        """Something changed: whoever looks is told."""
        self.wire.turned.touch()

    def later(self, seconds: float, what: Callable[[], None]) -> None:
        """Unless the site is made anew, or ends, before."""
        self._timers.append(asyncio.get_running_loop().call_later(seconds, what))

    def cancel(self) -> None:
        for one in self._timers:
            one.cancel()
        self._timers.clear()
        self.outgoing.cancel()

    def reset(self) -> None:
        self.cancel()
        self.world = self._grow()
        self.switches = Switches()
        self.told = 0

    async def close(self) -> None:
        self.cancel()
        await self.outgoing.close()
