"""What was public becomes private: emptied, left, and told to the people inside."""

from collections.abc import AsyncIterator
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import Event, LinkMade, LookedInside, MadePrivate, PeopleEntitled
from bot.domain.incident import Incident, LinkKind
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark, find_message, paged
from bot.ports import Run, on
from bot.store import sights, timeline
from bot.store.queues import outbox
from bot.store.who import directory, outside
from bot.views.naming import name_left_behind
from bot.views.private import notices
from bot.views.work import announcement

GONE = {
    "message_not_found",
    "thread_not_found",
    "channel_not_found",
    "cant_delete_message",
    "is_archived",
    "already_archived",
    "not_in_channel",
    "name_taken",
    "not_authorized",
    "method_not_supported_for_channel_type",
}
"""Nothing is left to take away there, or an earlier attempt took it."""

SOON = 0.3


def _may_be_announced(event: Event) -> bool:
    return not isinstance(event, LinkMade) or event.kind == LinkKind.ANNOUNCEMENT


class PrivacyEffects(Posting):
    """Take away what everybody could read, and tell those who may."""

    @on(
        MadePrivate,
        LinkMade,
        mirror=True,
        when=_may_be_announced,
        where=lambda incident: incident.private,
    )
    async def hide_announcement(self, run: Run) -> None:
        """Empty the announcement, also one that was just being posted, and take away its replies."""
        await self._let_finish(run)
        found = await self._announcement(run)
        if found is None:
            return
        channel, ts = found
        await self._sweep_thread(channel, ts, but=ts)
        sight = await self.db.read(sights.of_incident, run.incident, self.clock())
        await self._update(channel, ts, announcement.render(sight))

    @on(MadePrivate)
    async def hide_origin(self, run: Run) -> None:
        """Take away the answer to the message from which it was declared."""
        await self._let_finish(run)
        origin = run.incident.link(LinkKind.ORIGIN)
        if origin:
            channel, ts = origin.key.split("/")
            await self._sweep_thread(channel, ts, of=(run.subject,))

    @on(MadePrivate)
    async def hide_followed(self, run: Run) -> None:
        """Take away what was told in channels of others; in people's own messages it stays."""
        await self._let_finish(run)
        since = str(int(run.incident.opened_at.timestamp()))
        for place in await self.db.read(outside.of, run.incident):
            of = (run.subject, f"follower:{place}:{run.incident.id}")
            await self._sweep_channel(place, since=since, of=of, but=LinkKind.ANNOUNCEMENT)

    @on(LinkMade, lane="leave_channel", when=lambda event: event.kind == LinkKind.EXPOSED)
    async def leave_channel(self, run: Run) -> None:
        """Take away what Firebell said in a public channel, give it a name that says nothing, close it.

        What people wrote there no app can take away. Raises PermanentError where somebody archived it.
        """
        left = run.event
        assert isinstance(left, LinkMade)
        await self._let_finish(run, mirrors=True)
        if await self._is_left(run.incident, left.key):
            return
        await self._sweep_channel(left.key)
        topic = "conversations.setTopic"
        await self._if_there(topic, channel=left.key, topic=notices.left_behind(run.incident)["text"])
        name = name_left_behind(run.incident)  # which another channel that it had may bear
        if not await self._if_there("conversations.rename", channel=left.key, name=name):
            await self._if_there("conversations.rename", channel=left.key, name=f"{name}-{left.key.lower()}")
        await self._sweep_channel(left.key, but="left")
        try:
            await self._post_once(run, left.key, "left", notices.left_behind(run.incident))
        except PermanentError as error:
            if error.code not in GONE:
                raise
        await self._if_there("conversations.archive", channel=left.key)

    @on(MadePrivate, needs=LinkKind.CHANNEL)
    async def post_private(self, run: Run) -> None:
        """Say in the private channel how it came to be, and what stays readable elsewhere."""
        channel, event = run.incident.link(LinkKind.CHANNEL), run.event
        if channel and event:
            made = await self.db.read(timeline.of, run.incident.id, LinkMade)
            left = [one.key for one in made if isinstance(one, LinkMade) and one.kind == LinkKind.EXPOSED]
            message = notices.moved(run.incident, event.by, left)
            await self._post_once(run, channel.key, "private", message)

    @on(PeopleEntitled, needs=LinkKind.CHANNEL)
    async def post_entitled(self, run: Run) -> None:
        """Tell the people inside who may see it too."""
        channel, event = run.incident.open_channel, run.event
        assert isinstance(event, PeopleEntitled)
        if channel:
            await self._post_once(run, channel.key, "entitled", notices.entitled(event))

    @on(LookedInside)
    async def post_look(self, run: Run) -> None:
        """Tell the people inside who broke the glass."""
        event = run.event
        assert isinstance(event, LookedInside)
        await self._tell_hearers(run, "look", notices.looked(run.incident, event))

    async def _let_finish(self, run: Run, *, mirrors: bool = False) -> None:
        """Wait for what was just being said in public, so that nothing comes after it was looked for."""
        if await self.db.read(outbox.any_under_way_before, run.delivery, mirrors=mirrors):
            raise TransientError("What is on its way to where others read comes first.", retry_after=SOON)

    async def _announcement(self, run: Run) -> tuple[str, str] | None:
        """Find it, also where the answer to its posting was lost."""
        there = run.incident.link(LinkKind.ANNOUNCEMENT)
        if there:
            channel, ts = there.key.split("/")
            return channel, ts
        place = await self.db.read(directory.tagged, "tech_incidents")
        if not place:
            return None
        mark = Mark.of(LinkKind.ANNOUNCEMENT, run)
        try:
            found = await find_message(self.slack, place, mark, run.incident.opened_at)
        except PermanentError as error:
            if error.code not in GONE:
                raise
            return None
        return (place, found) if found else None

    async def _sweep_channel(
        self, channel: str, *, but: str = "", of: tuple[str, ...] = (), since: str = "0"
    ) -> None:
        """Delete what Firebell said there, in threads too.

        but: the kind of message that stays. of: about these subjects alone.
        """
        args = {"channel": channel, "oldest": since, "include_all_metadata": True, "limit": 200}
        stays = f"firebell_{but}"
        for message in await self._told(paged(self.slack, "conversations.history", "messages", args)):
            if message.get("reply_count") and not of:
                await self._sweep_thread(channel, message["ts"])
            elif of and _about(message) not in of:
                continue
            elif message.get("metadata", {}).get("event_type") != stays:
                await self._delete(channel, message)

    async def _sweep_thread(self, channel: str, ts: str, *, of: tuple[str, ...] = (), but: str = "") -> None:
        """Delete what Firebell said in a thread. of: about these subjects. but: the message that stays."""
        args = {"channel": channel, "ts": ts, "include_all_metadata": True, "limit": 200}
        for message in await self._told(paged(self.slack, "conversations.replies", "messages", args)):
            if message["ts"] != but and (not of or _about(message) in of):
                await self._delete(channel, message)

    async def _told(self, messages: AsyncIterator[dict[str, Any]]) -> list[dict[str, Any]]:
        """Read all before the first is deleted, so that no page is skipped."""
        try:
            return [one async for one in messages]
        except PermanentError as error:
            if error.code not in GONE:
                raise
            return []

    async def _delete(self, channel: str, message: dict[str, Any]) -> None:
        if message.get("user") == self.bot and not message.get("subtype", "").startswith("channel_"):
            await self._if_there("chat.delete", channel=channel, ts=message["ts"])

    async def _is_left(self, incident: Incident, channel: str) -> bool:
        """Go back in where Firebell was taken out, and tell whether an earlier attempt closed it already."""
        is_archived = False
        try:
            await self.slack.call("conversations.join", channel=channel)
        except PermanentError as error:
            if error.code not in GONE:
                raise
            is_archived = error.code == "is_archived"
        if not is_archived:
            return False
        name = str((await self.slack.call("conversations.info", channel=channel))["channel"]["name"])
        if name.startswith(name_left_behind(incident)):
            return True
        raise PermanentError(f"#{name} is archived. Unarchive it, then press Retry.", code="is_archived")

    async def _if_there(self, method: str, **args: str) -> bool:
        """Do it, and tell whether it could be done."""
        try:
            await self.slack.call(method, **args)
        except PermanentError as error:
            if error.code not in GONE:
                raise
            return False
        return True


def _about(message: dict[str, Any]) -> str:
    """Give the subject of one of our messages, as its mark names it."""
    ref = str(message.get("metadata", {}).get("event_payload", {}).get("ref", ""))
    return ref.partition("/")[0]
