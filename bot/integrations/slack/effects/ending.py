"""The end of an incident, told in its channel; the end of the channel; and how both come back."""

from bot.domain.errors import PermanentError
from bot.domain.events import (
    ChannelArchived,
    ChannelExpired,
    ChannelExpiring,
    ChannelKept,
    ChannelUnarchived,
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    LinkLost,
    MergeReceived,
)
from bot.domain.gate import Gate
from bot.domain.incident import LinkKind
from bot.domain.rules.channels import MOVED, NOTICE
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark
from bot.ports import Run, on
from bot.store import dues, incidents, taxonomy
from bot.usecases.finish.end_channel import ARCHIVE, put_off_end
from bot.usecases.finish.follow_end import follow_archive
from bot.views.close import ending, notices

OVER = {"already_archived", "is_archived", "channel_not_found", "not_in_channel"}
"""Somebody was quicker, or an earlier attempt of ours was."""

WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}
"""What people write is one of these; all else Slack says itself, such as who joined."""

READ = 100
"""How many of the last day's messages are looked at: what Firebell itself says is no reason to stay."""


def _is_loss(event: Event) -> bool:
    """Of all links only a lost channel must be told, and not where it was given up for a new one."""
    return not isinstance(event, LinkLost) or (event.kind == LinkKind.CHANNEL and event.why != MOVED)


class EndingEffects(Posting):
    """Tell each thing once, and let the channel go."""

    @on(IncidentClosed, needs=LinkKind.CHANNEL)
    async def post_end(self, run: Run) -> None:
        """Say how it ended and how long it took, and offer the way back."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, IncidentClosed)
        if channel and run.incident.is_closed:
            gate = Gate(run.incident, await self.db.read(taxonomy.load), self.clock())
            await self._post_once(run, channel.key, "end", ending.message(gate, event.by))

    @on(IncidentMerged, MergeReceived, needs=LinkKind.CHANNEL)
    async def post_merge(self, run: Run) -> None:
        """Say in both channels where it goes on."""
        event, incident, channel = run.event, run.incident, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, IncidentMerged | MergeReceived)
        is_over = isinstance(event, IncidentMerged)
        number = event.into if isinstance(event, IncidentMerged) else event.merged
        other = await self.db.read(incidents.get, number)
        if channel and other:
            render = notices.merged if is_over else notices.received
            await self._post_once(run, channel.key, "merge", render(incident, other, event.by))

    @on(IncidentReopened, needs=LinkKind.CHANNEL)
    async def post_reopened(self, run: Run) -> None:
        """Say why it is back, in the channel where it goes on."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, IncidentReopened)
        if channel:
            message = notices.reopened(run.incident, event.by, event.justification)
            await self._post_once(run, channel.key, "reopened", message)

    @on(ChannelExpiring, ChannelKept, needs=LinkKind.CHANNEL, lane="end_channel")
    async def post_expiry(self, run: Run) -> None:
        """Announce that the channel will be archived, or that somebody keeps it."""
        event, incident, channel = run.event, run.incident, run.incident.link(LinkKind.CHANNEL)
        if channel and isinstance(event, ChannelExpiring):
            await self._post_once(run, channel.key, "expiring", notices.expiring(incident, event.until))
        elif channel and event:
            await self._post_once(run, channel.key, "kept", notices.kept(incident, event.by))

    @on(ChannelExpired, needs=LinkKind.CHANNEL, lane="end_channel")
    async def archive_channel(self, run: Run) -> None:
        """Archive it, unless it came back, somebody keeps it, or people write there still."""
        incident, channel = run.incident, run.incident.link(LinkKind.CHANNEL)
        waits = await self.db.read(dues.get, incident.id, ARCHIVE)
        if channel is None or waits is None or incident.archived or not incident.is_closed:
            return
        try:
            if await self._is_written_in(channel.key):
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

    @on(ChannelArchived, LinkLost, when=_is_loss)
    async def tell_lost(self, run: Run) -> None:
        """Tell who leads it what became of the channel, and what to do.

        It may be there twice after a lost answer: people's own messages cannot be looked through.
        """
        event, incident = run.event, run.incident
        if incident.is_closed or (incident.link(LinkKind.CHANNEL) and not incident.archived):
            return
        lead = incident.holder("commander") or incident.opened_by
        if isinstance(event, ChannelArchived):
            message = notices.archived(incident, event.by)
        else:
            assert isinstance(event, LinkLost)
            message = notices.gone(incident, event.by, event.why)
        await self._post(lead, message, Mark.of("lost", run, once=True))

    async def _is_written_in(self, channel: str) -> bool:
        """Tell whether somebody wrote there within the last day."""
        since = str(int((self.clock() - NOTICE).timestamp()))
        answer = await self.slack.call("conversations.history", channel=channel, oldest=since, limit=READ)
        return any(
            one.get("subtype") in WRITTEN and one.get("user") != self.bot for one in answer["messages"]
        )
