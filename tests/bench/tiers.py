"""How soon Slack's rate limits let so many calls through, by the tiers that the sandbox keeps.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections import Counter
from collections.abc import Iterable

from bench.place import Json

from bot.sandbox.slack import methods
from bot.sandbox.slack.api.method import METHODS
from bot.sandbox.slack.api.web import BURST

assert methods, "whose import fills METHODS"
MINUTE = 60.0
POST = "chat.postMessage"


def least_wait(calls: Iterable[Json]) -> float:
    """Give the seconds that pass at least from the first to the last of them.

    Each method has its number a minute, and each channel takes so many messages in as many seconds. Of
    what is more, each batch waits until the one before is a window old; the slowest of all decides.
    """
    taken = [call for call in calls if call["status"] == 200]
    waits = [
        _wait(count, METHODS[method].tier, MINUTE)
        for method, count in Counter(call["method"] for call in taken).items()
    ]
    rooms = Counter(call["args"]["channel"] for call in taken if call["method"] == POST)
    return max([*waits, *(_wait(count, BURST, BURST) for count in rooms.values())], default=0.0)


def _wait(count: int, allowed: int, window: float) -> float:
    return (math.ceil(count / allowed) - 1) * window
