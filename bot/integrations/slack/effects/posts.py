"""Messages about an incident: the card in its channel, the announcement, and what could not be done."""

from bot.domain.board import Failure, Sight
from bot.domain.errors import TransientError
from bot.domain.events import (
    ChannelUnarchived,
    DeliveryFailed,
    DeliveryRetried,
    Event,
    FieldSet,
    IncidentClosed,
    IncidentMerged,
    IncidentOpened,
    IncidentReopened,
    IncidentUpdated,
    KeyEventSet,
    LinkMade,
    MadePrivate,
    PeopleAbsent,
    RoleGiven,
    SyncHalted,
    SyncResumed,
    TextRedacted,
    UpdateCorrected,
    UpdateWithdrawn,
)
from bot.domain.events.pages import CHANGES as PAGES
from bot.domain.events.postmortems import CHANGES as POSTMORTEMS
from bot.domain.events.tickets import CHANGES as TICKETS
from bot.domain.incident import Incident, Link, LinkKind
from bot.domain.paging.source import plain
from bot.domain.ticketing.systems import FILE
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store import sights
from bot.store.who import directory
from bot.views.paging.lines import SEND
from bot.views.work import announcement, card, failure

TOLD = (IncidentUpdated, IncidentClosed, IncidentReopened, IncidentMerged)
"""What everybody may hear of."""

SOON = 0.5
"""Seconds in which many quick changes become one update."""


def _is_channel(event: Event) -> bool:
    """Of all links only the channel changes what is shown."""
    return not isinstance(event, LinkMade) or event.kind == LinkKind.CHANNEL


def _is_on_card(event: Event) -> bool:
    """Of all that fails only pages and tickets are shown there."""
    if isinstance(event, DeliveryFailed | DeliveryRetried):
        return plain(event.effect) in {SEND, FILE}
    return _is_channel(event)


class PostEffects(Posting):
    """Post once, and keep true what is posted."""

    @on(
        IncidentOpened,
        *TOLD,
        PeopleAbsent,
        RoleGiven,
        KeyEventSet,
        FieldSet,
        *POSTMORTEMS,
        UpdateCorrected,
        UpdateWithdrawn,
        TextRedacted,
        MadePrivate,
        ChannelUnarchived,
        *PAGES,
        *TICKETS,
        SyncHalted,
        SyncResumed,
        DeliveryFailed,
        DeliveryRetried,
        LinkMade,
        needs=LinkKind.CHANNEL,
        mirror=True,
        settle=SOON,
        prompt=True,
        when=_is_on_card,
    )
    async def show_card(self, run: Run) -> Link | None:
        """Keep the card true."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel is None:
            return None
        sight = await self._sight(run.incident)
        return await self._keep_true(run, LinkKind.CARD, channel.key, card.render(sight))

    @on(LinkMade, mirror=True, when=lambda event: event.kind == LinkKind.CARD)
    async def pin_card(self, run: Run) -> None:
        """Pin the card."""
        await self._pin(run.incident.link(LinkKind.CARD))

    @on(
        IncidentOpened,
        *TOLD,
        MadePrivate,
        TextRedacted,
        LinkMade,
        *TICKETS,
        *POSTMORTEMS,
        needs=LinkKind.CHANNEL,
        mirror=True,
        settle=SOON,
        prompt=True,
        when=_is_channel,
    )
    async def announce(self, run: Run) -> Link | None:
        """Keep one line true in the channel that is tagged for it, but of private ones and drills.

        Nor is anything said of what was taken back before.
        """
        if run.incident.drill:
            return None
        there = run.incident.link(LinkKind.ANNOUNCEMENT)
        is_untold = run.incident.private or (run.incident.taken_back and not there)
        if is_untold and not (run.again or there):
            return None
        channel = await self.db.read(directory.tagged, "tech_incidents")
        if channel is None:
            raise TransientError("The workspace's channels are not read yet.")
        if not channel:
            return None
        if is_untold:
            return await self._found_again(run, LinkKind.ANNOUNCEMENT, channel)
        line = announcement.render(await self._sight(run.incident))
        return await self._keep_true(run, LinkKind.ANNOUNCEMENT, channel, line)

    @on(DeliveryFailed, quiet=True)
    async def tell_failure(self, run: Run) -> None:
        """Say what could not be done where somebody hears of it."""
        event = run.event
        assert isinstance(event, DeliveryFailed)
        told = Failure(event.delivery, event.effect, event.reason)
        await self._tell_hearers(run, "failure", failure.message(run.incident, told))

    async def _sight(self, incident: Incident) -> Sight:
        return await self.db.read(sights.of_incident, incident, self.clock())
