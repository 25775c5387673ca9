"""One act of one person: what was asked, and the app's ack of it."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.errors import Refusal
from bot.sandbox.slack.socket.envelope import Ack, Envelope, UnackedError
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Person


@dataclass
class Act:
    slack: Slack
    person: Person
    body: Json
    mark: int = 0
    """What the person had seen when the app was last told something."""
    ack_ms: float | None = None
    extra: Json = field(default_factory=dict)

    def text(self, key: str) -> str:
        value = self.body.get(key)
        if not isinstance(value, str) or not value:
            raise Refusal(f'"{self.body.get("do")}" needs "{key}", a text.')
        return value

    def note_seen(self) -> None:
        """From here on a change is the app's answer."""
        self.mark = self.slack.changes.version(self.person.id)

    async def send(
        self, kind: Literal["interactive", "slash_commands"], payload: Json, *, answerable: bool = False
    ) -> Json | None:
        """Tell the app, and return what it said in its ack; the person waits three seconds for it."""
        self.note_seen()
        envelope = Envelope(kind, payload, self.person.id, answerable)
        deadline = time.monotonic() + self.slack.limits.deadline
        try:
            async with asyncio.timeout(self.slack.limits.deadline):
                ack = await self.slack.sockets.deliver(envelope)
        except (TimeoutError, UnackedError):
            await asyncio.sleep(deadline - time.monotonic())
            raise UnackedError from None
        return self._acked(ack)

    async def acked(self, first: "asyncio.Future[Ack | None]") -> None:
        """Wait for the ack of an event that this act caused."""
        try:
            async with asyncio.timeout(self.slack.limits.deadline):
                ack = await asyncio.shield(first)
        except TimeoutError:
            raise UnackedError from None
        if ack is None:
            raise UnackedError
        self._acked(ack)

    def _acked(self, ack: Ack) -> Json | None:
        self.ack_ms = round(ack.ms, 2)
        return ack.payload
