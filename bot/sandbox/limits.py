"""Rate tiers: how often each method may be called in a minute, while they are switched on; and deadlines.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
import time
from collections import defaultdict, deque

TIER_1 = 1
TIER_2 = 20
TIER_3 = 50
TIER_4 = 100
SPECIAL = 300
"""Methods with limits of their own (auth.test, chat.getPermalink): hundreds a minute."""


DEADLINE = 3.0
"""Seconds; https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response"""


class Limits:
    """A sliding minute for each key; `speed` 60 makes the minute a second long.

    It also shortens Slack's own long waits: before it sends an event again, before it closes a connection
    that it told to leave. `deadline`: the seconds that an app has for its ack and for using a trigger id;
    Slack's three are too few where the machine is too busy to keep them.
    """

    def __init__(self) -> None:
        self.tiers = False
        self.speed = 1.0
        self.deadline = DEADLINE
        self._taken: defaultdict[str, deque[float]] = defaultdict(deque)

    @property
    def minute(self) -> float:
        return 60 / self.speed

    def take(self, key: str, allowed: int, window: float = 1.0) -> int:
        """Count one call; 0 when it may pass, else the seconds to wait. The window is in minutes."""
        if not self.tiers:
            return 0
        now, length, taken = time.monotonic(), self.minute * window, self._taken[key]
        while taken and taken[0] <= now - length:
            taken.popleft()
        if len(taken) >= allowed:
            return max(1, math.ceil(taken[0] + length - now))
        taken.append(now)
        return 0

    def left(self, key: str, allowed: int) -> int:
        """How many calls may still pass in this minute."""
        since = time.monotonic() - self.minute
        return max(0, allowed - sum(taken > since for taken in self._taken.get(key, ())))

    def reset(self) -> None:
        self.tiers, self.speed, self.deadline = False, 1.0, DEADLINE
        self._taken.clear()
