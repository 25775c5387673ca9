"""A call each minute, as long as all is sound: whoever misses it knows that Firebell does not work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.domain.errors import TransientError
from bot.ports import Clock, Poll
from bot.store.database import Database
from bot.store.running import load
from bot.usecases.unit import Unit

EVERY = timedelta(minutes=1)
TOO_LATE = timedelta(minutes=5)
"""Something that could be done, and has not been begun for so long, is a sign that nothing is."""


@dataclass(frozen=True)
class Heartbeat:
    """`url`: is asked for with GET. `is_connected`: whether Slack can reach us now."""

    url: str
    http: aiohttp.ClientSession
    db: Database[Unit]
    clock: Clock
    is_connected: Callable[[], bool]

    @property
    def poll(self) -> Poll:
        return Poll("heartbeat", EVERY, self.beat)

    async def beat(self) -> str:
        """Raises TransientError where whoever waits for it does not take it."""
        if not self.is_connected():
            return "Not called: there is no connection to Slack."
        late = (await self.db.read_behind(load.present, self.clock())).late
        if late > TOO_LATE:
            return f"Not called: something has been due for {late.total_seconds() / 60:.0f} minutes."
        try:
            async with self.http.get(self.url) as answer:
                if answer.ok:
                    return "Called."
                said = f"answered {answer.status}"
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            said = f"does not answer ({type(error).__name__})"
        raise TransientError(f"HEARTBEAT_URL {said}.")
