"""Messages that people marked: read, told as updates, and taken back."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import IncidentUpdated, MessageMarked, UpdateCorrected, UpdateWithdrawn
from bot.domain.incident import LinkKind
from bot.domain.timeline.present import Heard
from bot.domain.timeline.telling import REGRET
from bot.integrations.slack.effects.posting import Posting, said_of
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Run, on
from bot.store import taxonomy, timeline
from bot.store.queues import outbox
from bot.store.who import people
from bot.views.timeline import marked
from bot.views.timeline import message as spoken
from bot.views.update import post

Told = tuple[str, IncidentUpdated]
"""The ts of the message that told an update, and the update."""

GONE = {"thread_not_found", "message_not_found", "channel_not_found"}


class NoteEffects(Posting):
    """Reading can be tried as often as it takes; what was read is put on the timeline once."""

    @on(MessageMarked, when=lambda event: event.asks)
    async def read_message(self, run: Run) -> Heard:
        """Read what the message says now."""
        event = run.event
        assert isinstance(event, MessageMarked)
        channel, ts = event.note.split("/")
        message = await self._message(channel, ts)
        if message is None or message.get("user") == self.bot:
            return Heard(event.note, event.by, event.update, gone=True)
        known = await self.db.read(people.several, spoken.mentioned(message))
        names = {one.id: one.name for one in known.values()}
        return Heard(
            note=event.note,
            by=event.by,
            update=event.update,
            words=spoken.words(message, names),
            moment=datetime.fromtimestamp(float(ts), UTC),
            author=spoken.author(message),
            url=self._address(channel, message),
        )

    @on(IncidentUpdated, quiet=True, when=lambda event: event.source)
    async def offer_undo(self, run: Run) -> None:
        """Show the way back to the one who made a message an update."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, IncidentUpdated)
        if channel and self.clock() - event.at < REGRET:
            message = marked.posted(run.incident, event.source)
            await self.slack.call("chat.postEphemeral", channel=channel.key, user=event.by, **message)

    @on(UpdateWithdrawn, needs=LinkKind.CHANNEL, lane="post_update")
    async def withdraw_post(self, run: Run) -> None:
        """Say in its place that it was taken back; in one lane with the update, so that it is there."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, UpdateWithdrawn)
        told = await self._told(run, channel.key, "post_update", "update") if channel else None
        if channel and told:
            message = said_of(run, marked.withdrawn(run.incident, event))
            await self._update(channel.key, told[0], message)

    @on(UpdateWithdrawn, needs=LinkKind.CHANNEL, lane="announce")
    async def withdraw_reply(self, run: Run) -> None:
        """Delete it under the announcement: who only follows need not know."""
        there = run.incident.link(LinkKind.ANNOUNCEMENT)
        if there is None:
            return
        channel, thread = there.key.split("/")
        told = await self._told(run, channel, "reply_update", "reply", thread)
        if told:
            await self._delete(channel, told[0])

    @on(UpdateCorrected, needs=LinkKind.CHANNEL, lane="post_update")
    async def correct_post(self, run: Run) -> None:
        """Say what the update says now."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel:
            told = await self._told(run, channel.key, "post_update", "update")
            await self._correct(run, channel.key, told)

    @on(UpdateCorrected, needs=LinkKind.CHANNEL, lane="announce")
    async def correct_reply(self, run: Run) -> None:
        """Say it under the announcement too, unless nothing is said there any more."""
        there = run.incident.link(LinkKind.ANNOUNCEMENT)
        if there is None or run.incident.private:
            return
        channel, thread = there.key.split("/")
        await self._correct(run, channel, await self._told(run, channel, "reply_update", "reply", thread))

    async def _correct(self, run: Run, channel: str, told: Told | None) -> None:
        event = run.event
        assert isinstance(event, UpdateCorrected)
        if told:
            ts, update = told
            now = replace(update, message=event.message)
            message = post.render(run.incident, now, await self.db.read(taxonomy.load))
            await self._update(channel, ts, said_of(run, message))

    async def _told(self, run: Run, channel: str, effect: str, kind: str, thread: str = "") -> Told | None:
        """Find the message that told the update, by the delivery that posted it."""
        event = run.event
        assert isinstance(event, UpdateWithdrawn | UpdateCorrected)
        for delivery, number in await self.db.read(outbox.runs_of, run.subject, effect):
            told = await self.db.read(timeline.get, number)
            if isinstance(told, IncidentUpdated) and told.source == event.source:
                mark = Mark(kind, f"{run.subject}/{delivery}")
                ts = await find_message(self.slack, channel, mark, told.at, thread=thread)
                return (ts, told) if ts else None
        return None

    async def _delete(self, channel: str, ts: str) -> None:
        try:
            await self.slack.call("chat.delete", channel=channel, ts=ts)
        except PermanentError as error:
            if error.code not in GONE:
                raise

    async def _message(self, channel: str, ts: str) -> dict[str, Any] | None:
        """Give the message, also out of a thread; None where it is there no more.

        https://docs.slack.dev/reference/methods/conversations.replies
        """
        span = {"oldest": ts, "latest": ts, "inclusive": True, "limit": 10}
        try:
            page = await self.slack.call("conversations.replies", channel=channel, ts=ts, **span)
        except PermanentError as error:
            if error.code not in GONE:
                raise
            return None
        return next((one for one in page["messages"] if one.get("ts") == ts), None)

    def _address(self, channel: str, message: dict[str, Any]) -> str:
        """See https://docs.slack.dev/reference/methods/chat.getPermalink."""
        ts, thread = message["ts"], message.get("thread_ts", message["ts"])
        reply = f"?thread_ts={thread}&cid={channel}" if thread != ts else ""
        return f"{self.url}archives/{channel}/p{ts.replace('.', '')}{reply}"
