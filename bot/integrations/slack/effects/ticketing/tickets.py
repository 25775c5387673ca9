"""An incident's tickets in Slack: what becomes of them, told once, and the way to them."""

from bot.domain.errors import PermanentError
from bot.domain.events import (
    IncidentUpdated,
    TicketAdopted,
    TicketCommented,
    TicketLinked,
    TicketLost,
    TicketMade,
    TicketRenamed,
    TicketUnlinked,
)
from bot.domain.incident import LinkKind, Shown
from bot.domain.rules.channels import wants_channel
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.asking import main_ticket, stay, ticket_of
from bot.integrations.slack.effects.ticketing.bookmarks import Bookmarks
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.who import directory
from bot.views.ticketing import notices

SURFACE = "bookmark"
CLOSED_TO_US = {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"}


class TicketEffects(Bookmarks):
    @on(*notices.TOLD, needs=LinkKind.CHANNEL, when=notices.tells)
    async def tell_ticket(self, run: Run) -> None:
        """Tell what people wait for, or must decide."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        if event is None or channel is None or run.incident.archived:
            return
        await self._post_once(run, channel.key, "ticket", notices.render(run.incident, event))

    @on(
        IncidentUpdated,
        needs=LinkKind.CHANNEL,
        when=lambda event: isinstance(event, IncidentUpdated) and event.changes("category", "priority"),
    )
    async def tell_stay(self, run: Run) -> None:
        """Tell that the ticket stays, where the settings would have it otherwise now."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, IncidentUpdated)
        found = stay(run.incident, event.was, await self.db.read(taxonomy.load))
        if found and channel and not run.incident.archived:
            await self._post_once(run, channel.key, "ticket_stay", notices.stays(run.incident, found))

    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        TicketUnlinked,
        TicketLost,
        TicketRenamed,
        needs=LinkKind.CHANNEL,
        mirror=True,
        quiet=True,
    )
    async def keep_bookmark(self, run: Run) -> Shown | None:
        """Keep one bookmark in the channel, which leads to the ticket."""
        ticket = main_ticket(run.incident)
        wanted = (
            {"title": ticket.key, "link": ticket.url} if ticket and ticket.is_there and ticket.url else {}
        )
        return await self._bookmark(run, SURFACE, wanted)

    @on(TicketCommented, lane="tell_small")
    async def tell_reporter(self, run: Run) -> None:
        """Tell who declared it what is said in the ticket of what has no channel."""
        event, incident = run.event, run.incident
        assert isinstance(event, TicketCommented)
        words = await self.db.read(taxonomy.load)
        if wants_channel(incident, words) or incident.link(LinkKind.CHANNEL) or not incident.opened_by:
            return
        await self._tell_person(run, incident.opened_by, "comment", notices.render(incident, event))

    @on(
        TicketMade,
        TicketAdopted,
        lane="tell_small",
        where=lambda incident: not incident.link(LinkKind.CHANNEL),
    )
    async def tell_small(self, run: Run) -> None:
        """Tell who declared what gets no channel, and the channels of its category, where it is.

        In the declarer's own messages it may stand twice after a lost answer: they cannot be looked through.
        """
        incident, words, event = run.incident, await self.db.read(taxonomy.load), run.event
        assert isinstance(event, TicketMade | TicketAdopted)
        if wants_channel(incident, words) or incident.is_closed:
            return
        made = ticket_of(incident, event.ticket)
        if made is None or not made.is_own:
            return
        message = notices.small(incident, words, _next_worse(incident.priority, words))
        if incident.opened_by:
            await self._tell_person(run, incident.opened_by, "small", message)
        category = words.categories.get(incident.category)
        for name in category.channels if category and not incident.private else ():
            place = await self.db.read(directory.channel_named, name)
            if place:
                await self._post_there(run, place, message)

    async def _post_there(self, run: Run, place: str, message: dict[str, object]) -> None:
        try:
            await self._post_outside(run, run.incident, place, "small", message)
        except PermanentError as error:
            if error.code not in CLOSED_TO_US:
                raise


def _next_worse(priority: str, words: Taxonomy) -> str:
    """Give the least urgent priority that gets a channel; empty where none does."""
    rank = words.priorities[priority].rank
    worse = [one for one in words.priorities.values() if one.rank < rank and one.channel and one.enabled]
    return max(worse, key=lambda one: one.rank).key if worse else ""
