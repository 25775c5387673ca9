"""Asking Request Tracker what has changed: the only way in without a scrip, and a safety net beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.integrations.rt import tellings
from bot.integrations.rt.client import SOURCE, RequestTracker
from bot.ports import Clock, Poll
from bot.store.database import Database
from bot.store.queues import readings
from bot.store.ticketing import owners
from bot.usecases.ticketing.hear_source import keep_tellings, reach, reconcile
from bot.usecases.unit import Unit

NAME, RECONCILING = "rt log", "rt tickets"
INTERVAL = timedelta(minutes=1)
HOURLY = timedelta(hours=1)

OVERLAP = timedelta(minutes=2)
"""What is read again each time: what is being written counts from when it began, and clocks differ."""

AT_ONCE = 50
"""Tickets that one search asks for by their numbers: the address of a request is only so long."""


@dataclass(frozen=True)
class Log:
    rt: RequestTracker
    db: Database[Unit]
    clock: Clock

    @property
    def polls(self) -> tuple[Poll, ...]:
        return (
            Poll(NAME, INTERVAL, self.read, at_start=True),
            Poll(RECONCILING, HOURLY, self.compare, first=HOURLY),
        )

    async def read(self) -> str:
        """Bring what was changed since last time into the inbox, and give how much of it is ours."""
        now, reached = self.clock(), await self.db.read(readings.get, SOURCE)
        since = reached.since(now, HOURLY) if reached else now
        told = [tellings.of_found(one, now) for one in await self._changed(since, now)]
        told += [tellings.of_missing(one) for one in await self._missing(now)]
        count = await self.db.write_behind(keep_tellings, SOURCE, told)
        await self.db.write_behind(reach, SOURCE, now)
        return f"{count} tickets have changed"

    async def compare(self) -> str:
        """Read every ticket of what goes on, whatever was told of it."""
        count = await self.db.write_behind(reconcile, SOURCE)
        return f"incidents compared with their tickets in RT: {count}"

    async def _changed(self, since: datetime, now: datetime) -> list[dict[str, object]]:
        """RT reads moments in its account's own zone, whatever zone they name: so it counts back itself."""
        minutes = ceil((now - since + OVERLAP) / timedelta(minutes=1))
        return await self._search(f"LastUpdated >= '{minutes} minutes ago'")

    async def _missing(self, now: datetime) -> Iterable[str]:
        """Give those of ours that no search finds any more."""
        ours = sorted(await self.db.read(owners.ids_of_live, SOURCE, now))
        there = set[str]()
        for start in range(0, len(ours), AT_ONCE):
            asked = " OR ".join(f"id = {one}" for one in ours[start : start + AT_ONCE])
            there |= {str(one["id"]) for one in await self._search(asked)}
        return [one for one in ours if one not in there]

    async def _search(self, query: str) -> list[dict[str, object]]:
        return [one async for one in self.rt.read_all("tickets", query=query, **tellings.GLANCE)]
