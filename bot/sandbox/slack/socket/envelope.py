"""What travels over a Socket Mode connection, and what comes back."""

import uuid
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.world import Json

TYPES = (
    *("slash_commands", "interactive", "events_api"),
    *("block_actions", "view_submission", "view_closed", "block_suggestion", "shortcut", "message_action"),
)
"""What people most often match envelopes by; events and commands have names of their own."""


class UnackedError(Exception):
    """No ack came in time, or there was no connection to send to."""


class ForcedError(Exception):
    """A fault wants the person to see this error."""


@dataclass(frozen=True)
class Envelope:
    type: Literal["events_api", "interactive", "slash_commands"]
    payload: Json
    user: str
    accepts_response_payload: bool = False
    retry_attempt: int = 0
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def types(self) -> frozenset[str]:
        """The names that a fault's match may use for it."""
        inner = self.payload.get("event", self.payload)
        return frozenset(str(name) for name in (self.type, inner.get("type"), inner.get("command")) if name)

    @property
    def told(self) -> Json:
        """What the app is told: the event itself, or the interaction, or the command."""
        event: Json = self.payload.get("event", self.payload)
        return event

    @property
    def name(self) -> str:
        """What a person would call it: the command, or the kind of event or interaction and of what."""
        told = self.told
        pressed = (told.get("actions") or [{}])[0].get("action_id")
        of = pressed or told.get("callback_id") or told.get("view", {}).get("callback_id")
        kind = str(told.get("command") or told.get("type") or self.type)
        return f"{kind} {of}" if of else kind

    def wire(self) -> Json:
        shown: Json = {
            "envelope_id": self.id,
            "type": self.type,
            "payload": self.payload,
            "accepts_response_payload": self.accepts_response_payload,
        }
        if self.type == "events_api":
            reason = "timeout" if self.retry_attempt else ""
            shown |= {"retry_attempt": self.retry_attempt, "retry_reason": reason}
        return shown


@dataclass(frozen=True)
class Ack:
    ms: float
    payload: Json | None
