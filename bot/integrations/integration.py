"""What a system besides Slack brings along, where it is configured."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

import aiohttp

from bot.domain.checkup import Finding
from bot.domain.events import Event
from bot.domain.ticketing.systems import System
from bot.ports import Clock, Effect, Inbound, Poll
from bot.store.database import Database
from bot.usecases.unit import Unit

Receive = Callable[[Mapping[str, str], bytes], Awaitable[int]]
"""Takes headers, by names in small letters, and the body of what was posted; gives the status to answer."""

Look = Callable[[], Awaitable[list[Finding]]]
"""Looks whether an account works as Firebell needs it."""


@dataclass(frozen=True)
class Tools:
    """What every integration works with. `patience`: seconds after which a call is given up.

    `lag`: seconds until searches of other systems find what was made just now.

    `http`: the one session in which all call.
    `settings`: the environment's, by name in small letters; an integration reads its own.
    """

    settings: Mapping[str, str]
    db: Database[Unit]
    clock: Clock
    patience: float
    lag: float = 0.0
    http: aiohttp.ClientSession | None = None


@dataclass(frozen=True)
class Integration:
    """`effects`: objects with methods that ports.on has marked. `close`: lets go of what it holds.

    `hooks`: who takes what is posted to which path. `at_once`: how many of its effects run side by side,
    in a share of their own, so that whoever hangs keeps nobody else waiting; 0: they share Slack's.
    `largest`: bytes that may be posted to its hooks, where it tells more at once than others do.
    """

    name: str
    effects: tuple[object, ...]
    look: Look
    inbound: tuple[Inbound, ...] = ()
    polls: tuple[Poll, ...] = ()
    hooks: Mapping[str, Receive] = field(default_factory=dict)
    close: Callable[[], None] = field(default=lambda: None)
    at_once: int = 0
    largest: int = 0


def of_system(system: System, effect: Effect) -> Effect:
    """Give an effect on tickets the mark of their system, and let it care for no others."""

    def when(event: Event) -> bool:
        return getattr(event, "system", system.name) == system.name and effect.owed.when(event)

    owed = replace(effect.owed, lane=system.effect(effect.owed.lane), when=when)
    return replace(effect, name=system.effect(effect.name), owed=owed, tickets=system.name)
