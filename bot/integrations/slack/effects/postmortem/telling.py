"""A post-mortem where people find it: a pinned message, a bookmark, and what becomes of it."""

from bot.domain.events import (
    Event,
    LinkMade,
    PostmortemEdited,
    PostmortemExtended,
    PostmortemHidden,
    PostmortemLost,
    PostmortemMade,
    PostmortemReady,
    PostmortemRefused,
    RoleGiven,
)
from bot.domain.incident import Incident, Link, LinkKind, Shown
from bot.domain.rules.roles import COMMANDER
from bot.integrations.slack.effects.ticketing.bookmarks import Bookmarks
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Run, on
from bot.store import shown
from bot.store.postmortem import papers
from bot.views.drills.marked import marked
from bot.views.postmortem import notices, window
from bot.views.postmortem.facts import MATTERS

BOOKMARK, OFFER = "post-mortem bookmark", "post-mortem offer"

SOON = 2.0
"""Seconds in which many quick changes become one offer."""


def _tells(event: Event) -> bool:
    """Who leads writes it; in another channel it is told anew."""
    if isinstance(event, LinkMade):
        return event.kind == LinkKind.CHANNEL
    return not isinstance(event, RoleGiven) or event.role == COMMANDER


def _has_one(incident: Incident) -> bool:
    return incident.postmortem is not None and incident.postmortem.is_there


def _is_theirs(incident: Incident) -> bool:
    return incident.postmortem is not None and incident.postmortem.is_theirs


class PostmortemEffects(Bookmarks):
    @on(
        PostmortemMade,
        PostmortemReady,
        RoleGiven,
        LinkMade,
        needs=LinkKind.CHANNEL,
        mirror=True,
        when=_tells,
        where=_has_one,
    )
    async def show_postmortem(self, run: Run) -> Link | None:
        """Keep one message true that leads to it, and says whose it is to write."""
        channel, there = run.incident.link(LinkKind.CHANNEL), run.incident.postmortem
        if channel is None or there is None:
            return None
        message = notices.begun(run.incident, there)
        return await self._keep_true(run, LinkKind.POSTMORTEM, channel.key, message)

    @on(LinkMade, mirror=True, when=lambda event: event.kind == LinkKind.POSTMORTEM)
    async def pin_postmortem(self, run: Run) -> None:
        """Pin that message."""
        await self._pin(run.incident.link(LinkKind.POSTMORTEM))

    @on(
        PostmortemMade,
        PostmortemLost,
        PostmortemHidden,
        needs=LinkKind.CHANNEL,
        mirror=True,
        quiet=True,
    )
    async def bookmark_postmortem(self, run: Run) -> Shown | None:
        """Keep a bookmark in the channel, which leads to it."""
        there = run.incident.postmortem
        leads = there is not None and there.is_there and there.url
        wanted = {"title": "Post-mortem", "link": there.url} if there and leads else {}
        return await self._bookmark(run, BOOKMARK, wanted)

    @on(PostmortemReady, PostmortemLost, PostmortemRefused, needs=LinkKind.CHANNEL)
    async def tell_postmortem(self, run: Run) -> None:
        """Tell what people wait for, or must know."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        if channel is None or run.incident.archived:
            return
        assert isinstance(event, PostmortemReady | PostmortemLost | PostmortemRefused)
        await self._post_once(run, channel.key, "postmortem", notices.render(run.incident, event))

    @on(
        PostmortemEdited,
        PostmortemExtended,
        PostmortemMade,
        *MATTERS,
        needs=LinkKind.CHANNEL,
        mirror=True,
        settle=SOON,
        quiet=True,
        where=_is_theirs,
    )
    async def offer_facts(self, run: Run) -> Shown | None:
        """Offer what it does not tell yet, in one message that stays true."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel is None or run.incident.archived:
            return None
        told = window.missing(await self.db.read(papers.material, run.incident))
        last = await self.db.read(shown.get, run.subject, OFFER)
        ts = last.get("ts", "") if last.get("channel") == channel.key else ""
        mark = Mark.of("offer", run)
        if not ts and run.again:
            ts = await find_message(self.slack, channel.key, mark, run.first_at) or ""
        message = marked(run.incident, notices.later(run.incident, told))
        if ts:
            await self._update(channel.key, ts, message)
        elif told:
            ts = await self._post(channel.key, message, mark)
        return Shown(OFFER, {"channel": channel.key, "ts": ts}) if ts else None
