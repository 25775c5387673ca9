"""A PagerDuty account: its world, its clock, who may call it, and what it still has to do by itself.

There are two of them. What is called the same in both has the same id in both, and so have their incidents in
the order of their beginning: nobody may take what is of one for what is of the other.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.sandbox.limits import Limits
from bot.sandbox.outgoing import Outgoing
from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.clock import Clock
from bot.sandbox.pagerduty.world import World
from bot.sandbox.pagerduty.world.things import User
from bot.sandbox.wire import Wire

NAME = "pagerduty"


@dataclass(frozen=True)
class Sign:
    """How an account is told from the other: `name` in requests, faults and addresses, `title` to people.

    `of`: how an environment calls it, empty for the first. `lot`: what ids are drawn from, of both the same.
    """

    lot: str
    name: str = NAME
    title: str = "PagerDuty"
    of: str = ""


@dataclass(frozen=True)
class Caller:
    """Whose key a request carries: the account's, one that may only read, or a person's own."""

    kind: Literal["account", "read_only", "user"]
    user: str = ""


class Account:
    """`grow` makes the world anew; `due` does what is due and says in how many seconds something is again.

    `is_used`: whether anybody has called it with a key.
    """

    def __init__(
        self,
        sign: Sign,
        wire: Wire,
        limits: Limits,
        outgoing: Outgoing,
        grow: Callable[[], World],
        due: "Callable[[Account], float | None]",
    ) -> None:
        self.sign, self.name = sign, sign.name
        self.is_used = False
        self.wire = wire
        self.limits = limits
        self.url = ""
        self.clock = Clock()
        self.world = grow()
        self.outgoing = outgoing
        self.key = ids.key(f"{sign.of}account")[:20]
        self.read_only_key = ids.key(f"{sign.of}read only")[:20]
        self._grow = grow
        self._due = due
        self._timer: asyncio.TimerHandle | None = None
        self._resets = 0

    @property
    def api(self) -> str:
        """What every address of the API begins with."""
        return f"{self.url}/{self.name}"

    @property
    def environment(self) -> dict[str, str]:
        """What points a client at this account; From is its owner."""
        owner = next((one.email for one in self.world.users.values() if one.role == "owner"), "")
        own = {"API_URL": self.api, "API_KEY": self.key, "FROM": owner}
        front = f"PAGERDUTY_{self.sign.of.upper()}_" if self.sign.of else "PAGERDUTY_"
        return {f"{front}{name}": value for name, value in own.items()}

    def user_key(self, user: User) -> str:
        return ids.key(f"{self.sign.of}user/{user.id}")[:20]

    def incident_id(self, number: int) -> str:
        """Give that of the incident with this number."""
        return ids.drawn(f"{self.sign.lot}/{self._resets}/{number}")

    def caller(self, key: str) -> Caller | None:
        if key == self.key:
            return Caller("account")
        if key == self.read_only_key:
            return Caller("read_only")
        owners = (user.id for user in self.world.users.values() if self.user_key(user) == key)
        return next((Caller("user", owner) for owner in owners), None)

    def minutes(self, count: float) -> timedelta:
        """So many of PagerDuty's minutes, shortened as the sandbox's limits say."""
        return timedelta(minutes=count / self.limits.speed)

    def push_on(self, by: timedelta) -> None:
        """Put the clock forward, and let what is due by then happen, each thing at its time."""
        while by > timedelta(0):
            wait = self._due(self)
            step = by if wait is None else min(by, timedelta(seconds=wait))
            self.clock.ahead += step
            by -= step
        self.touch()

    def touch(self) -> None:
        """Something changed: whoever looks is told, and what happens by itself next is waited for."""
        self.wire.turned.touch()
        if self._timer:
            self._timer.cancel()
        wait = self._due(self)
        self._timer = asyncio.get_running_loop().call_later(wait, self.touch) if wait is not None else None

    def reset(self) -> None:
        self.cancel()
        self._resets += 1
        self.clock = Clock()
        self.world = self._grow()

    def cancel(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self.outgoing.cancel()

    async def close(self) -> None:
        self.cancel()
        await self.outgoing.close()
