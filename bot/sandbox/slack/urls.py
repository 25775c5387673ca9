"""response_urls: where an app answers an interaction without a token, five times within half an hour.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import secrets
import time
from dataclasses import dataclass, field

USES = 5
LIFETIME = 30 * 60.0
"""Seconds; shorter at another speed of the limits."""


@dataclass
class ResponseUrl:
    """Who acted where; `ts` is the message that the interaction came from, if it came from one."""

    user: str
    channel: str
    ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0
    issued: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        return time.monotonic() - self.issued


class ResponseUrls:
    def __init__(self) -> None:
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, url: ResponseUrl) -> str:
        """The path under which it is reached."""
        key = secrets.token_urlsafe(18)
        self._issued[key] = url
        return f"/respond/{key}"

    def find(self, key: str) -> ResponseUrl | None:
        return self._issued.get(key)

    def reset(self) -> None:
        self._issued.clear()
