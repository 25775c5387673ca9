"""The incident's channel: it exists, its name and its topic say what is going on."""

from dataclasses import replace
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import (
    ChannelAsked,
    ChannelUnarchived,
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentOpened,
    IncidentReopened,
    IncidentUpdated,
    MadePrivate,
    TextRedacted,
)
from bot.domain.incident import Incident, Link, LinkKind, Shown
from bot.domain.rules.channels import wants_channel
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.proofs import find_channel
from bot.ports import Run, on
from bot.store import incidents, shown, taxonomy, timeline
from bot.store.queues import outbox
from bot.store.settings import naming
from bot.store.who import callees
from bot.usecases.follow_channel import plan_rename
from bot.views.naming import channel_name
from bot.views.work import topic

COPIES = 5
MOST_IN_GROUP = 8
"""Most people besides Firebell: https://docs.slack.dev/reference/methods/conversations.open"""

FORBIDDEN = {
    "restricted_action",
    "no_permission",
    "user_is_restricted",
    "missing_scope",
    "method_not_supported_for_channel_type",
}
"""The workspace lets Firebell make no private channels."""

NAMING = {"category", "environments"}
"""What a channel is named by, and may change."""

SOON = 0.5
"""Seconds in which many quick changes become one: Slack allows few of these calls.

https://docs.slack.dev/apis/web-api/rate-limits
"""


def _may_need_channel(event: Event) -> bool:
    """Of all updates only a raise can ask for a channel that was not needed before."""
    return not isinstance(event, IncidentUpdated) or event.changes("priority")


def _is_over(run: Run) -> bool:
    """Nobody needs a channel any more for what was closed before it was made private."""
    return run.incident.is_closed and isinstance(run.event, MadePrivate)


def _names(incident: Incident) -> list[str]:
    """Give the names to try, in this order; the first one is the former channel's, where there is one."""
    words, pattern = taxonomy.load(), naming.pattern(incident)
    first = 2 if incident.link(LinkKind.FORMER_CHANNEL) else 1
    return [channel_name(incident, words, pattern, copy) for copy in range(first, first + COPIES)]


def _names_ever(incident: Incident) -> set[str]:
    """Give the names that were to be tried at any time: what is known of it has changed with each update."""
    found, known = set(_names(incident)), taxonomy.load().categories
    for event in reversed(timeline.of(incident.id, IncidentUpdated)):
        assert isinstance(event, IncidentUpdated)
        was = {name: event.was[name] for name in NAMING & event.was.keys()}
        incident = replace(incident, **was)
        found |= set(_names(incident)) if incident.category in known else set()
    return found


class ChannelEffects(SlackEffects):
    """Make it, name it, say what is going on."""

    @on(IncidentOpened, IncidentReopened, IncidentUpdated, ChannelAsked, MadePrivate, when=_may_need_channel)
    async def create_channel(self, run: Run) -> Link | None:
        """Make exactly one, under the first name that is free, where the incident needs one and has none.

        Where no private one can be made, a group message takes its place, and never anything public. What was
        taken back gets none; one that an earlier attempt made is found, so that it goes again.
        """
        words = await self.db.read(taxonomy.load)
        wanted = wants_channel(run.incident, words)
        if run.incident.link(LinkKind.CHANNEL) or not wanted or _is_over(run):
            return None
        found = await self._adopt(run) if run.again else None
        if found or run.incident.taken_back:
            return found
        try:
            return await self._create(run)
        except PermanentError as error:
            if not run.incident.private or error.code not in FORBIDDEN:
                raise
            return await self._gather(run.incident)

    @on(
        IncidentOpened,
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        IncidentReopened,
        MadePrivate,
        TextRedacted,
        ChannelUnarchived,
        ChannelAsked,
        needs=LinkKind.CHANNEL,
        mirror=True,
        settle=SOON,
        prompt=True,
        when=lambda event: (
            not isinstance(event, IncidentUpdated) or event.changes("title", "priority", "category", "status")
        ),
    )
    async def set_topic(self, run: Run) -> Shown | None:
        """Say in one line what is going on, where the line is another one than before."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel is None or run.incident.archived:
            return None
        words = await self.db.read(taxonomy.load)
        now = {"channel": channel.key, "topic": topic.render(run.incident, words)}
        if now == await self.db.read(shown.get, run.subject, "topic"):
            return None
        try:
            await self.slack.call("conversations.setTopic", **now)
        except PermanentError as error:
            if error.code != "not_in_channel" or not await self._is_coming_back(run):
                raise
            raise TransientError("Firebell is on its way back into the channel.", retry_after=SOON) from None
        return Shown("topic", now)

    async def _is_coming_back(self, run: Run) -> bool:
        """Whoever opened the archived channel again did not bring Firebell in with it."""
        return "rejoin_channel" in await self.db.read(outbox.pending, run.subject)

    @on(
        IncidentUpdated,
        needs=LinkKind.CHANNEL,
        mirror=True,
        settle=SOON,
        when=lambda event: event.changes(*NAMING),
    )
    async def rename_channel(self, run: Run) -> None:
        """Follow category and environments, unless people gave it a name of their own."""
        channel = run.incident.link(LinkKind.CHANNEL)
        if channel is None:
            return
        names = await self.db.read(_names, run.incident)
        now = (await self.slack.call("conversations.info", channel=channel.key))["channel"]
        ours = await self.db.read(shown.names_given, run.incident)
        if now["name"] in names or now["name"] not in ours or now.get("is_archived"):
            return
        for name in names:
            await self.db.write_behind(plan_rename, run.incident.id, name)
            try:
                await self.slack.call("conversations.rename", channel=channel.key, name=name)
            except PermanentError as error:
                if error.code != "name_taken" or name == names[-1]:
                    raise
                continue
            break

    async def _create(self, run: Run) -> Link:
        for name in await self.db.read(_names, run.incident):
            try:
                made = await self.slack.call(
                    "conversations.create", name=name, is_private=run.incident.private
                )
            except PermanentError as error:
                if error.code != "name_taken":
                    raise
                found = await self._adopt(run) if run.again else None
                if found:
                    return found
                continue
            return self._link(made["channel"])
        raise PermanentError("All names for the channel are taken. Rename one of them, then press Retry.")

    async def _gather(self, incident: Incident) -> Link:
        """Open a group message of those who lead and know most; Slack has one for the same people only."""
        people = [one for one in await self.db.read(callees.of, incident) if one != self.bot][:MOST_IN_GROUP]
        while people:
            opened = await self.slack.call("conversations.open", users=",".join(people))
            key = opened["channel"]["id"]
            if not await self.db.read(incidents.by_link, LinkKind.CHANNEL, key):
                return Link(LinkKind.CHANNEL, key, f"{self.url}archives/{key}")
            people.pop()
        raise PermanentError("No private channel may be made, and there is nobody to open a message with.")

    async def _adopt(self, run: Run) -> Link | None:
        """Find the channel that an earlier attempt made and whose answer was lost.

        It may have been made in public, while nobody had said yet that it is private.
        """
        public = replace(run.incident, private=False)
        tried = [await self.db.read(_names_ever, one) for one in (run.incident, public)]
        names = {name for several in tried for name in several}
        left = (run.incident.link(kind) for kind in (LinkKind.FORMER_CHANNEL, LinkKind.EXPOSED))
        found = await find_channel(
            self.slack,
            names,
            self.bot,
            run.first_at,
            private=run.incident.private,
            but={link.key for link in left if link},
        )
        if found is None:
            return None
        owner = await self.db.read(incidents.by_link, LinkKind.CHANNEL, found["id"])
        return None if owner else self._link(found)

    def _link(self, channel: dict[str, Any]) -> Link:
        url = f"{self.url}archives/{channel['id']}"
        return Link(LinkKind.CHANNEL, channel["id"], url, channel["name"], public=not channel["is_private"])
