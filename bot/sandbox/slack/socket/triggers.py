"""Trigger ids: good for one view, for a moment.

https://docs.slack.dev/surfaces/modals#trigger_id
"""

import secrets
import time
from dataclasses import dataclass, field

from bot.sandbox.limits import Limits
from bot.sandbox.slack.api.errors import SlackError


@dataclass
class Trigger:
    user: str
    channel: str | None
    issued: float = field(default_factory=time.monotonic)
    used: bool = False


class Triggers:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, channel: str | None) -> str:
        trigger_id = f"{time.time_ns() // 1_000_000}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(user, channel)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger id up, or say in Slack's words why that is not possible."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > self._limits.deadline:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def reset(self) -> None:
        self._issued.clear()
