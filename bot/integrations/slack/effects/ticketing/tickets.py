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
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark
from bot.ports import Run, on
from bot.store import shown, taxonomy
from bot.store.who import directory, followers
from bot.views.ticketing import notices

SURFACE = "bookmark"
GONE = {"not_found", "channel_not_found", "is_archived", "not_in_channel", "bookmark_not_found"}
"""Somebody took it away, or the channel can only be read."""

CLOSED_TO_US = {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"}


class TicketEffects(Posting):
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
        """Keep one bookmark in the channel, which leads to the ticket.

        https://docs.slack.dev/reference/methods/bookmarks.add
        """
        channel, ticket = run.incident.link(LinkKind.CHANNEL), main_ticket(run.incident)
        last = await self.db.read(shown.get, run.subject, SURFACE)
        if channel is None or run.incident.archived:
            return None
        wanted = {"title": ticket.key, "link": ticket.url} if ticket and ticket.is_there else {}
        there = last.get("id", "") if last.get("channel") == channel.key else ""
        if run.again and not there and wanted:
            there = await self._find(channel.key, wanted["link"])
        if not wanted:
            if there:
                await self._if_there("bookmarks.remove", channel_id=channel.key, bookmark_id=there)
            return Shown(SURFACE, {})
        if there:
            await self._if_there("bookmarks.edit", channel_id=channel.key, bookmark_id=there, **wanted)
            return Shown(SURFACE, {"channel": channel.key, "id": there})
        made = await self.slack.call("bookmarks.add", channel_id=channel.key, type="link", **wanted)
        return Shown(SURFACE, {"channel": channel.key, "id": str(made["bookmark"]["id"])})

    @on(TicketCommented, lane="tell_small")
    async def tell_reporter(self, run: Run) -> None:
        """Tell who declared it, and who follows it, what is said in the ticket of what has no channel."""
        event, incident = run.event, run.incident
        assert isinstance(event, TicketCommented)
        words = await self.db.read(taxonomy.load)
        if wants_channel(incident, words) or incident.link(LinkKind.CHANNEL):
            return
        followed = await self.db.read(followers.of, incident.id)
        for place in dict.fromkeys((incident.opened_by, *followed)):
            if place:
                message = notices.render(incident, event)
                await self._post(place, message, Mark.of("comment", run, once=True))

    @on(TicketMade, TicketAdopted, lane="tell_small")
    async def tell_small(self, run: Run) -> None:
        """Tell who declared what gets no channel, and the channels of its category, where it is.

        In the declarer's own messages it may stand twice after a lost answer: they cannot be looked through.
        """
        incident, words, event = run.incident, await self.db.read(taxonomy.load), run.event
        assert isinstance(event, TicketMade | TicketAdopted)
        if wants_channel(incident, words) or incident.link(LinkKind.CHANNEL) or incident.is_closed:
            return
        made = ticket_of(incident, event.ticket)
        if made is None or not made.is_own:
            return
        message = notices.small(incident, words, _next_worse(incident.priority, words))
        if incident.opened_by:
            await self._post(incident.opened_by, message, Mark.of("small", run, once=True))
        category = words.categories.get(incident.category)
        for name in category.channels if category and not incident.private else ():
            place = await self.db.read(directory.channel_named, name)
            if place:
                await self._post_there(run, place, message)

    async def _post_there(self, run: Run, place: str, message: dict[str, object]) -> None:
        try:
            await self._post_once(run, place, "small", message)
        except PermanentError as error:
            if error.code not in CLOSED_TO_US:
                raise

    async def _find(self, channel: str, link: str) -> str:
        """Find what an earlier attempt added and whose answer was lost."""
        answer = await self.slack.call("bookmarks.list", channel_id=channel)
        return next((str(one["id"]) for one in answer["bookmarks"] if one.get("link") == link), "")

    async def _if_there(self, method: str, **args: str) -> None:
        try:
            await self.slack.call(method, **args)
        except PermanentError as error:
            if error.code not in GONE:
                raise


def _next_worse(priority: str, words: Taxonomy) -> str:
    """Give the least urgent priority that gets a channel; empty where none does."""
    rank = words.priorities[priority].rank
    worse = [one for one in words.priorities.values() if one.rank < rank and one.channel and one.enabled]
    return max(worse, key=lambda one: one.rank).key if worse else ""
