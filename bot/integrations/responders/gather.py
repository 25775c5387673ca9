"""All strategies are asked side by side; one that fails costs itself only, and is named.

Those of other packages have a limit. Ours only ask the database, and what that does not tell in time is
waited for: who is called must not depend on how busy it is.
"""

import asyncio
from collections.abc import Awaitable, Mapping
from functools import partial
from typing import Any

import structlog

from bot.domain.errors import TransientError
from bot.domain.incident import Incident
from bot.integrations.responders.thread import Stranger
from bot.ports import Called, Clock, Facts, Strategy, utc_now
from bot.store.database import Database, is_away
from bot.store.running import health
from bot.store.who import callees, directory
from bot.store.who.callees import Callees
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.unit import Unit

log = structlog.get_logger()

LIMIT = 1.0
"""Seconds that another package's strategy may take: somebody waits for the people."""


class Gather:
    """Implements ports.Responders."""

    def __init__(
        self,
        db: Database[Unit],
        installed: Mapping[str, Strategy],
        limit: float = LIMIT,
        clock: Clock = utc_now,
    ) -> None:
        self._db, self._limit, self._clock = db, limit, clock
        self._strangers = [Stranger(name, strategy) for name, strategy in installed.items()]
        self._ill: set[str] | None = None

    async def __call__(self, incident: Incident) -> Called:
        built_in = callees.of_drill() if incident.drill else callees.strategies(self._clock())
        own = {name: self._db.read(strategy, incident) for name, strategy in built_in.items()}
        facts = self._facts(incident)
        strangers = [] if incident.drill else self._strangers
        asked: dict[str, Awaitable[tuple[str, ...]]] = {
            **own,
            **{one.name: asyncio.wait_for(one.ask(facts), self._limit) for one in strangers},
        }
        given = await asyncio.gather(*asked.values(), return_exceptions=True)
        if any(map(is_away, given)):
            raise TransientError("The database did not say who is called.")
        answers = dict(zip(asked, given, strict=True))
        await self._tell_health(answers, private=incident.private)
        people = [one for answer in answers.values() if isinstance(answer, tuple) for one in answer]
        settled: Callees = await self._db.read(callees.settle, incident, people)
        return Called(settled.people, settled.absent)

    def _facts(self, incident: Incident) -> Facts:
        return Facts(incident, self._members, lambda name: self._members(f"#{name}"))

    def _members(self, name: str) -> tuple[str, ...]:
        """Asked from a stranger's thread: the question itself is ours, and short."""
        return self._db.engine.read(partial(directory.members, (name,))).result(self._limit)

    async def _tell_health(self, answers: Mapping[str, Any], *, private: bool) -> None:
        """Write down what changed: who is not well, and who is well again."""
        if self._ill is None:
            self._ill = {one.name for one in await self._db.read(health.ill)}
        for name, answer in answers.items():
            called = f"responders: {name}"
            if isinstance(answer, BaseException):
                self._ill.add(called)
                why = _why(answer, self._limit, private=private)
                log.warning("strategy_failed", action="call_people", strategy=name, why=why)
                await self._db.write_behind(fall_ill, called, why)
            elif called in self._ill:
                self._ill.discard(called)
                await self._db.write_behind(recover, called)


def _why(error: BaseException, limit: float, *, private: bool) -> str:
    """What a strategy says may hold words of the incident, and all admins read it."""
    if isinstance(error, TimeoutError):
        return (not private and str(error)) or f"it did not answer within {limit:g} s"
    return type(error).__name__ if private else f"{type(error).__name__}: {error}"
