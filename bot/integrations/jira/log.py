"""Asking Jira what has changed: the only way in where there are no webhooks, and a safety net beside them.

Jira gives up a webhook after five tries.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import structlog

from bot.domain.errors import PermanentError
from bot.integrations.jira import tellings
from bot.integrations.jira.client import SOURCE, understood
from bot.integrations.jira.site import Site
from bot.ports import Clock, Poll
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.queues import readings
from bot.store.ticketing import owners
from bot.usecases.ticketing.hear_source import keep_tellings, reach, reconcile
from bot.usecases.unit import Unit

log = structlog.get_logger()

NAME, RECONCILING = "jira log", "tickets"
INTERVAL = timedelta(minutes=1)
SAFETY = timedelta(minutes=15)
"""How often it is asked although webhooks tell it."""

OVERLAP = timedelta(minutes=2)
"""What is read again each time: searches find what is new late, and clocks differ."""

HOURLY = timedelta(hours=1)


async def _never() -> bool:
    return False


@dataclass(frozen=True)
class Log:
    """`project`: where tickets go whose category names none. `is_told`: whether webhooks tell it too."""

    site: Site
    db: Database[Unit]
    clock: Clock
    project: str
    is_told: Callable[[], Awaitable[bool]] = _never

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
        if reached and await self.is_told() and now - since < SAFETY:
            return "Webhooks tell it."
        count = 0
        for project in sorted(await self.db.read(self._projects)):
            count += await self._read_project(project, since, now)
        await self.db.write_behind(reach, SOURCE, now)
        return f"{count} tickets have changed"

    async def compare(self) -> str:
        """Read every ticket of what goes on, whatever was told of it."""
        count = await self.db.write_behind(reconcile, SOURCE)
        return f"incidents compared with their tickets: {count}"

    async def _read_project(self, project: str, since: datetime, now: datetime) -> int:
        """Jira reads moments in its account's own zone, so that minutes are counted back from now.

        The last change comes first: where it counts its pages anew, what changes meanwhile hides nothing.
        A project that Jira refuses is read later from where it was left: others go on meanwhile.
        """
        place = f"{SOURCE} {project}"
        left = await self.db.read(readings.get, place)
        since = left.until if left else since
        minutes = ceil((now - since + OVERLAP) / timedelta(minutes=1))
        asked = f'project = "{project}" AND updated >= "-{minutes}m" ORDER BY updated DESC'
        try:
            found = await self.site.search(asked, *tellings.GLANCE)
        except PermanentError as error:
            log.warning("project_unread", action="read", project=project, why=str(error))
            await self.db.write_behind(reach, place, since)
            return 0
        with understood():
            told = [tellings.of_found(one) for one in reversed(found)]
        count = await self.db.write_behind(keep_tellings, SOURCE, told)
        if left:
            await self.db.write_behind(reach, place, now)
        return count

    def _projects(self) -> set[str]:
        """Where tickets of ours are, or will be, or begin."""
        words = taxonomy.load()
        named = {one.project or self.project for one in words.tickets.values() if one.least}
        begin = {one.key.upper() for one in words.ticket_openings.values() if one.opens}
        return {one for one in (*named, *begin, *owners.projects(SOURCE)) if one}
