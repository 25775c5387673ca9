"""Words that were taken out of an incident leave every message of ours that holds them."""

from collections.abc import AsyncIterator
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import TextRedacted
from bot.domain.incident import Incident, LinkKind
from bot.domain.redacting.words import Swept
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import SKEW, paged
from bot.ports import Run, on
from bot.store.queues import redactions
from bot.store.who import outside
from bot.views.timeline import taken_out

GONE = {
    "channel_not_found",
    "thread_not_found",
    "message_not_found",
    "not_in_channel",
    "is_archived",
    "cant_update_message",
}
"""Nothing is left there, or nobody can change it; before it was asked for, that was said."""

Message = dict[str, Any]


class RedactionEffects(Posting):
    @on(TextRedacted)
    async def redact_messages(self, run: Run) -> Swept:
        """Edit them one by one; again, it finds only what is left."""
        words = await self.db.read(redactions.words, run.number, run.delivery)
        for channel in _own(run.incident):
            await self._clean(channel, words, self._said_in(channel, run.incident))
        for kind in (LinkKind.ANNOUNCEMENT, LinkKind.ORIGIN):
            there = run.incident.link(kind)
            if there:
                channel, ts = there.key.split("/")
                await self._clean(channel, words, self._thread(channel, ts))
        for channel in await self.db.read(outside.of, run.incident):
            await self._clean(channel, words, self._said_in(channel, run.incident, of=run.incident.ref))
        return Swept(run.number)

    async def _clean(self, channel: str, words: str, messages: AsyncIterator[Message]) -> None:
        """Read all before the first is changed, so that no page is skipped."""
        try:
            ours = [one async for one in messages if one.get("user") == self.bot]
        except PermanentError as error:
            if error.code not in GONE:
                raise
            return
        for message in ours:
            cleaned = taken_out.message(message, words)
            if cleaned:
                await self._update(channel, message["ts"], cleaned)

    async def _said_in(self, channel: str, incident: Incident, *, of: str = "") -> AsyncIterator[Message]:
        """Give what was said there since the incident began, in threads too. of: only about this one."""
        since = str(int((incident.opened_at - SKEW).timestamp()))
        args = {"channel": channel, "oldest": since, "include_all_metadata": True, "limit": 200}
        async for message in paged(self.slack, "conversations.history", "messages", args):
            if not of or of in _about(message):
                yield message
            if message.get("reply_count") and not of:
                async for reply in self._thread(channel, message["ts"]):
                    yield reply

    async def _thread(self, channel: str, ts: str) -> AsyncIterator[Message]:
        args = {"channel": channel, "ts": ts, "limit": 200}
        async for message in paged(self.slack, "conversations.replies", "messages", args):
            yield message


def _own(incident: Incident) -> list[str]:
    links = map(incident.link, (LinkKind.CHANNEL, LinkKind.FORMER_CHANNEL, LinkKind.EXPOSED))
    return [link.key for link in links if link]


def _about(message: Message) -> list[str]:
    """Name the subject of one of our messages, and the incident that a follower is told of."""
    ref = str(message.get("metadata", {}).get("event_payload", {}).get("ref", "")).partition("/")[0]
    return [ref, f"inc-{ref.rpartition(':')[2]}"]
