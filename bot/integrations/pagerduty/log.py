"""Reading PagerDuty's log: the only way in where there are no webhooks, and a safety net where there are.

https://developer.pagerduty.com/api-reference/c661e065403b5-list-log-entries
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import structlog

from bot.domain.errors import PermanentError
from bot.domain.paging.source import Source
from bot.domain.systems.told import Told
from bot.integrations.pagerduty import naming, tellings
from bot.integrations.pagerduty.client import PagerDuty
from bot.ports import Clock, Poll
from bot.store.database import Database
from bot.store.queues import readings
from bot.usecases.catalog.hear_news import hear_news
from bot.usecases.paging.hear_source import compare_pages, keep_tellings, look_at_ours, notice_gap, reach
from bot.usecases.unit import Unit

log = structlog.get_logger()

NAME, COMPARISON = "pagerduty log", "pages"
HOURLY = timedelta(hours=1)

OVERLAP = timedelta(minutes=2)
"""What is read again each time: lines appear late, and clocks differ. What was kept is known by its id."""

SAFETY = timedelta(minutes=5)
"""How often it is read although webhooks tell it."""

SHORTEST = timedelta(seconds=1)
AT_ONCE = 100
"""Tellings of one transaction, so that nobody waits behind it."""

OPEN = ("triggered", "acknowledged")
TOO_MANY = "too_many"


async def _never() -> bool:
    return False


@dataclass(frozen=True)
class Log:
    """`past`: how far back the first reading goes. `is_told`: whether webhooks tell it too."""

    pagerduty: PagerDuty
    db: Database[Unit]
    clock: Clock
    interval: timedelta
    past: timedelta
    is_told: Callable[[], Awaitable[bool]] = _never
    has_catalog: bool = False

    def beside(self, is_told: Callable[[], Awaitable[bool]]) -> "Log":
        """Give the same for where webhooks tell it too."""
        return replace(self, is_told=is_told)

    @property
    def source(self) -> Source:
        return self.pagerduty.source

    @property
    def poll(self) -> Poll:
        return Poll(self.source.job(NAME), self.interval, self.read, at_start=True)

    @property
    def comparison(self) -> Poll:
        return Poll(COMPARISON, HOURLY, self.compare, first=HOURLY)

    async def compare(self) -> str:
        """Read every page that is open here: what was told to nobody is found so."""
        return f"{await self.db.write_behind(compare_pages)} pages compared with PagerDuty"

    async def read(self) -> str:
        """Bring what was logged since last time into the inbox, and give how much of it is ours, in words.

        After a gap, or where webhooks may have been lost, or the clock was put back, also look at everything
        that is open.
        """
        now, reached = self.clock(), await self.db.read_behind(readings.get, self.source.system)
        if reached is None:
            return f"{await self._read_up_to(now - self.past, now)} tellings"
        since, is_told = reached.since(now, self.past), await self.is_told()
        is_put_back = since < reached.until
        age, usual = now - since, max(self.interval, SAFETY if is_told else self.interval)
        if is_told and age < SAFETY and not reached.missed:
            return "Webhooks tell it."
        missed = reached.missed or age > 2 * usual or is_put_back
        if is_put_back:
            await self.db.write_behind(reach, since, self.source.system)
        if missed:
            await self.db.write_behind(notice_gap, self.source.system)
        count = await self._read_up_to(since, now)
        return f"{count} tellings" + (f", {await self._catch_up(now)}" if missed else "")

    async def _read_up_to(self, since: datetime, until: datetime) -> int:
        """Read it in windows, the oldest first; where one holds more than can be listed, in shorter ones."""
        step, count = until - since, 0
        while since < until:
            end = min(until, since + step)
            found = await self._window(since - OVERLAP, end)
            if found is None:
                step /= 2
                if step < SHORTEST:
                    raise PermanentError(
                        f"{self.source.title} logs more at once than it lists.", code=TOO_MANY
                    )
                continue
            count += await self._keep(found)
            await self.db.write_behind(reach, end, self.source.system)
            since = end
        return count

    async def _window(self, since: datetime, until: datetime) -> list[Told] | None:
        """Read one window, and give the oldest line first; None where it holds too much.

        It is asked for in whole seconds: the one that has begun belongs to it.
        """
        found: list[Told] = []
        try:
            asked: dict[str, Any] = {"since": _utc(since), "until": _utc(until + SHORTEST)}
            async for page in self.pagerduty.read_all("/log_entries", "log_entries", **asked):
                found += [told for entry in page if (told := tellings.of_entry(entry))]
        except PermanentError as error:
            if error.code != TOO_MANY:
                raise
            return None
        return found[::-1]

    async def _catch_up(self, now: datetime) -> str:
        """Look at all that is open, there and here: what began is found there, what ended here."""
        begun, known = 0, _utc(now)
        asked: dict[str, Any] = {"statuses[]": OPEN, "date_range": "all", "sort_by": "created_at:desc"}
        try:
            async for page in self.pagerduty.read_all("/incidents", "incidents", **asked):
                begun += await self._keep(tellings.of_open(one, known) for one in page)
        except PermanentError as error:
            if error.code != TOO_MANY:
                raise
            log.warning("too_many_open", action="catch_up", why=str(error))
        ours = await self.db.write_behind(look_at_ours, self.source.system)
        return f"caught up with {begun} that are open there and {ours} that are open here"

    async def _keep(self, found: Iterable[Told]) -> int:
        rest, count = (naming.told(self.source, one) for one in found), 0
        while piece := tuple(islice(rest, AT_ONCE)):
            count += await self.db.write_behind(keep_tellings, piece)
            if self.has_catalog:
                await self.db.write_behind(hear_news, piece, self.source.system)
        return count


def _utc(moment: datetime) -> str:
    """Without an offset PagerDuty reads it in the account's own zone."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
