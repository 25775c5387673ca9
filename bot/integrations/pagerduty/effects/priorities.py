"""The priorities of an account, which people there may make anew."""

from datetime import datetime, timedelta

from bot.domain.errors import PermanentError
from bot.integrations.pagerduty.client import PagerDuty
from bot.ports import Clock

FRESH = timedelta(minutes=10)
"""How long they are believed to be the same."""

MISSED = timedelta(minutes=1)
"""How long one that is missing is believed to be so."""


class Priorities:
    def __init__(self, pagerduty: PagerDuty, clock: Clock) -> None:
        self._pagerduty, self._clock = pagerduty, clock
        self._read_at: datetime | None = None
        self._known: dict[str, str] = {}

    async def find(self, name: str) -> str:
        """Give the id of one by its name; empty where the account has none such.

        https://developer.pagerduty.com/api-reference/0fa9ad52bf2d2-list-priorities
        """
        fresh = FRESH if name in self._known else MISSED
        if self._read_at is None or self._clock() >= self._read_at + fresh:
            try:
                answer = await self._pagerduty.get("/priorities")
            except PermanentError:
                answer = {"priorities": []}
            self._known = {one["name"]: one["id"] for one in answer["priorities"]}
            self._read_at = self._clock()
        return self._known.get(name, "")

    def forget(self) -> None:
        """One of them is refused: they are others now."""
        self._read_at = None
