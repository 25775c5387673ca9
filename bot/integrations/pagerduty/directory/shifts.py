"""Who is on call now, in the next days and, more rarely, weeks, some escalation policies at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.oncall import Policy, Shift
from bot.integrations.pagerduty.client import TOO_MANY, PagerDuty
from bot.integrations.pagerduty.directory.things import shifts_of
from bot.integrations.pagerduty.naming import called
from bot.ports import Clock, Progress
from bot.store.database import Database
from bot.store.oncall import lists
from bot.usecases.directory import pagerduty
from bot.usecases.unit import Unit

LEAST = timedelta(hours=1)

AT_ONCE = 50
"""Policies of one question: all of their shifts are replaced together, and its address stays under 8 KB."""


@dataclass(frozen=True)
class Shifts:
    pagerduty: PagerDuty
    db: Database[Unit]
    clock: Clock
    progress: Progress

    async def read(self, ahead: timedelta) -> tuple[int, int]:
        """Make ours equal to PagerDuty's; give of how many policies, and how many rows that took.

        ahead: how far. What is known of a later time stays.
        """
        policies, written = await self.db.read(lists.ids, Policy, self.pagerduty.source), 0
        for first in range(0, len(policies), AT_ONCE):
            some = policies[first : first + AT_ONCE]
            found, until = await self._ahead(some, ahead)
            written += await self.db.write_behind(pagerduty.keep_shifts, some, found, until)
            self.progress(first + len(some), len(policies))
        return len(policies), written

    async def _ahead(self, policies: Sequence[str], ahead: timedelta) -> tuple[list[Shift], datetime]:
        """Look less far ahead where that is more than PagerDuty lists; say until when."""
        now = self.clock().replace(microsecond=0)
        while True:
            try:
                return await self._until(policies, now, now + ahead), now + ahead
            except PermanentError as error:
                if error.code != TOO_MANY or ahead < LEAST:
                    raise
                ahead /= 2

    async def _until(self, policies: Sequence[str], since: datetime, until: datetime) -> list[Shift]:
        source, entries = self.pagerduty.source, list[Mapping[str, Any]]()
        asked: dict[str, Any] = {
            "since": _said(since),
            "until": _said(until),
            "escalation_policy_ids[]": list(map(source.id_there, policies)),
        }
        async for page in self.pagerduty.read_all("/oncalls", "oncalls", **asked):
            entries += page
        return [called(source, one) for one in shifts_of(entries)]


def _said(moment: datetime) -> str:
    """Say it with its zone: else it is taken to be the account's own."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
