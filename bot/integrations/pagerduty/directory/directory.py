"""What is read of PagerDuty, and how often. A failure keeps what was known, and is said where admins look."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.domain.errors import PermanentError, TransientError
from bot.domain.oncall.freshness import EVERY, FAR, NEAR
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.directory.lists import (
    CONTACTS,
    POLICIES,
    SCHEDULES,
    SERVICES,
    TEAMS,
    Lists,
)
from bot.integrations.pagerduty.directory.shifts import Shifts
from bot.ports import Clock, Poll, Progress, no_progress
from bot.store.database import Database
from bot.store.oncall import contacts
from bot.store.oncall.rosters import FAR_READING, READING
from bot.usecases.directory import listing, pagerduty
from bot.usecases.unit import Unit

log = structlog.get_logger()

SELDOM = timedelta(hours=6)
LATER = timedelta(minutes=5)
"""Until it is first read far ahead: who is on call now comes first."""


class PagerDutyDirectory:
    def __init__(
        self, client: PagerDuty, db: Database[Unit], clock: Clock, progress: Progress = no_progress
    ) -> None:
        self._db, self._source = db, client.source
        self._lists = Lists(client, db, progress)
        self._shifts = Shifts(client, db, clock, progress)

    @property
    def polls(self) -> tuple[Poll, ...]:
        return (
            self._poll(READING, EVERY, self._read_on_call),
            self._poll("pagerduty services", timedelta(minutes=15), self._read_services),
            self._poll("pagerduty people", timedelta(hours=6), self._read_people),
            replace(self._poll(FAR_READING, SELDOM, self._read_far), at_start=False, first=LATER),
        )

    def _poll(self, of_first: str, interval: timedelta, read: Callable[[], Awaitable[str]]) -> Poll:
        name = self._source.job(of_first)
        return Poll(name, interval, Watched(name, read, self._db, self._source.system), at_start=True)

    async def _read_far(self) -> str:
        """What changes rarely is asked rarely: it takes as many calls as there are hundreds of shifts."""
        place = await self._db.write_behind(listing.begin, self._source.job(FAR_READING))
        policies, written = await self._shifts.read(FAR)
        await self._db.write_behind(listing.end, place)
        log.info("far_on_call_read", action="read_far", policies=policies, written=written)
        return f"{policies} escalation policies, {FAR.days} days ahead"

    async def _read_on_call(self) -> str:
        """Policies first: a new one has people on call too."""
        place = await self._db.write_behind(listing.begin, self._source.job(READING))
        await self._lists.read(POLICIES)
        policies, written = await self._shifts.read(NEAR)
        await self._meet()
        await self._db.write_behind(listing.end, place)
        log.info("on_call_read", action="read_on_call", policies=policies, written=written)
        return f"{policies} escalation policies"

    async def _meet(self) -> None:
        """Know who came to Slack, or was read there, since the accounts were read."""
        fresh = await self._db.read(contacts.newly_known, self._source)
        if fresh:
            await self._db.write_behind(pagerduty.meet_people, self._source, fresh)

    async def _read_services(self) -> str:
        services = await self._lists.read(SERVICES)
        schedules = await self._lists.read(SCHEDULES)
        teams = await self._lists.read(TEAMS)
        log.info("services_read", action="read_services", services=services)
        return f"{services} services, {schedules} schedules, {teams} teams"

    async def _read_people(self) -> str:
        """Read their phones too, to have them when PagerDuty cannot be asked."""
        accounts = await self._lists.read(CONTACTS)
        log.info("accounts_read", action="read_people", accounts=accounts)
        return f"{accounts} accounts"


@dataclass(frozen=True)
class Watched:
    """A reading, after which everybody sees what is new, or that nothing could be read."""

    name: str
    read: Callable[[], Awaitable[str]]
    db: Database[Unit]
    system: str

    async def __call__(self) -> str:
        """That PagerDuty does not answer is its own illness; what it refuses is this reading's."""
        try:
            words = await self.read()
        except TransientError as error:
            if error.retry_after is None:
                await self.db.write_behind(pagerduty.fail_reading, self.system, str(error))
            raise
        except PermanentError as error:
            await self.db.write_behind(pagerduty.fail_reading, self.name, str(error))
            raise
        await self.db.write_behind(pagerduty.end_reading, (self.system, self.name))
        return words
