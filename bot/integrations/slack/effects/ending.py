"""The end of an incident, told in its channel; the end of the channel; and how both come back."""

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import (
    ChannelArchived,
    ChannelExpired,
    ChannelExpiring,
    ChannelKept,
    ChannelRegained,
    ChannelUnarchived,
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    LinkLost,
    MergeReceived,
)
from bot.domain.gate import Gate
from bot.domain.incident import Invited, LinkKind
from bot.domain.rules.channels import MOVED, NOTICE
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import pages
from bot.integrations.slack.writing import is_written_in
from bot.ports import Run, on
from bot.store import dues, incidents, taxonomy
from bot.store.queues import outbox
from bot.usecases.finish.end_channel import ARCHIVE, put_off_end
from bot.usecases.finish.follow_end import follow_archive
from bot.views.close import ending, notices

OVER = {"already_archived", "is_archived", "channel_not_found", "not_in_channel"}
"""Somebody was quicker, or an earlier attempt of ours was."""

COMING = {"unarchive_channel", "create_channel"}
"""The effects that give it a channel in which people can write."""

LANE = "end_channel"
"""What is said at the end is said in its order."""


def _is_loss(event: Event) -> bool:
    """Of all links only a lost channel must be told, and not where it was given up for a new one."""
    return not isinstance(event, LinkLost) or (event.kind == LinkKind.CHANNEL and event.why != MOVED)


class EndingEffects(Posting):
    """Tell each thing once, and let the channel go."""

    @on(IncidentClosed, needs=LinkKind.CHANNEL, lane=LANE)
    async def post_end(self, run: Run) -> None:
        """Say how it ended and how long it took, and offer the way back."""
        event, channel = run.event, run.incident.open_channel
        assert isinstance(event, IncidentClosed)
        if channel and run.incident.is_closed:
            gate = Gate(run.incident, await self.db.read(taxonomy.load), self.clock())
            await self._post_once(run, channel.key, "end", ending.message(gate, event.by))

    @on(IncidentMerged, MergeReceived, needs=LinkKind.CHANNEL)
    async def post_merge(self, run: Run) -> None:
        """Say in both channels where it goes on."""
        event, incident, channel = run.event, run.incident, run.incident.open_channel
        assert isinstance(event, IncidentMerged | MergeReceived)
        is_over = isinstance(event, IncidentMerged)
        number = event.into if isinstance(event, IncidentMerged) else event.merged
        other = await self.db.read(incidents.get, number)
        if channel and other:
            render = notices.merged if is_over else notices.received
            await self._post_once(run, channel.key, "merge", render(incident, other, event.by))

    @on(IncidentReopened, needs=LinkKind.CHANNEL)
    async def post_reopened(self, run: Run) -> None:
        """Say why it is back, in the channel where it goes on, as soon as people can write there."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, IncidentReopened)
        if channel is None or run.incident.archived:
            await self._wait_for_channel(run)
        elif not run.incident.is_closed:
            message = notices.reopened(run.incident, event.by, event.justification)
            await self._post_once(run, channel.key, "reopened", message)

    async def _wait_for_channel(self, run: Run) -> None:
        """An archived one may be opened again, or a new one made; where neither comes, nobody can be told."""
        if COMING & set(await self.db.read(outbox.pending, run.subject)):
            raise TransientError("Its channel is not open yet.", retry_after=1)

    @on(ChannelExpiring, ChannelKept, needs=LinkKind.CHANNEL, lane=LANE)
    async def post_expiry(self, run: Run) -> None:
        """Announce that the channel will be archived, or that somebody keeps it."""
        event, incident, channel = run.event, run.incident, run.incident.open_channel
        if channel and isinstance(event, ChannelExpiring):
            await self._post_once(run, channel.key, "expiring", notices.expiring(incident, event.until))
        elif channel and event:
            await self._post_once(run, channel.key, "kept", notices.kept(incident, event.by))

    @on(ChannelExpired, needs=LinkKind.CHANNEL, lane=LANE)
    async def archive_channel(self, run: Run) -> None:
        """Archive it, unless it came back, somebody keeps it, or people write there still.

        First the channel gets its last state: the card, the topic, whatever else is under way.
        """
        incident, channel = run.incident, run.incident.link(LinkKind.CHANNEL)
        waits = await self.db.read(dues.get, incident.id, ARCHIVE)
        if channel is None or waits is None or incident.archived or not incident.is_closed:
            return
        if not await self.db.read(outbox.is_quiet, run.subject, but=LANE):
            raise TransientError("The last words come before the channel is archived.", retry_after=1)
        try:
            if not incident.taken_back and await is_written_in(
                self.slack, channel.key, self.clock() - NOTICE
            ):
                await self.db.write_behind(put_off_end, incident.id)
                return
            await self.slack.call("conversations.archive", channel=channel.key)
        except PermanentError as error:
            if error.code not in OVER:
                raise
        await self.db.write_behind(follow_archive, channel.key, "")

    @on(ChannelUnarchived, needs=LinkKind.CHANNEL)
    async def rejoin_channel(self, run: Run) -> None:
        """Archiving took Firebell out: go back in, and offer to reopen."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel and not run.incident.archived:
            await self.slack.call("conversations.join", channel=channel.key)
            await self._post_once(run, channel.key, "unarchived", notices.unarchived(run.incident))

    @on(ChannelRegained, needs=LinkKind.CHANNEL)
    async def take_up_channel(self, run: Run) -> Invited | None:
        """Say so, and see who is in it by now."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel is None:
            return None
        await self._post_once(run, channel.key, "regained", notices.unarchived(run.incident))
        args = {"channel": channel.key, "limit": 200}
        inside = [
            one async for page in pages(self.slack, "conversations.members", args) for one in page["members"]
        ]
        return Invited(tuple(one for one in inside if one != self.bot), channel=channel.key)

    @on(ChannelArchived, LinkLost, when=_is_loss)
    async def tell_lost(self, run: Run) -> None:
        """Tell what became of the channel, and what to do, where somebody hears of it now."""
        event, incident = run.event, run.incident
        if incident.is_closed or incident.open_channel:
            return
        if isinstance(event, ChannelArchived):
            message = notices.archived(incident, event.by)
        else:
            assert isinstance(event, LinkLost)
            message = notices.gone(incident, event.by, event.why)
        await self._tell_hearers(run, "lost", message)
