"""What is new, told once: in the incident's channel, and under its announcement."""

from itertools import takewhile

from bot.domain.errors import PermanentError
from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    IncidentUpdated,
    RoleGiven,
)
from bot.domain.incident import LinkKind
from bot.domain.taxonomy import Taxonomy
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store import digests, taxonomy
from bot.store.digests import Digest
from bot.usecases.work.tell_together import plan_digest
from bot.views.update import post

NO_THREAD = {"thread_not_found", "cannot_reply_to_message", "message_not_found"}
"""Somebody deleted the announcement: nobody follows it there."""


def concerns_others(event: Event) -> bool:
    """Who only follows it need not hear of a mended description."""
    if not isinstance(event, IncidentUpdated):
        return True
    return bool(event.message) or event.changes("status", "priority", "category", "environments", "title")


class UpdateEffects(Posting):
    """Tell each thing once."""

    @on(IncidentUpdated, needs=LinkKind.CHANNEL)
    async def post_update(self, run: Run) -> None:
        """Tell who works on it."""
        event, channel = run.event, run.incident.open_channel
        assert isinstance(event, IncidentUpdated)
        if channel:
            message = post.render(run.incident, event, await self.db.read(taxonomy.load))
            await self._post_once(run, channel.key, "update", message)

    @on(RoleGiven, needs=LinkKind.CHANNEL)
    async def post_role(self, run: Run) -> None:
        """Tell who has a role now; what was so from the start is on the card."""
        event, channel = run.event, run.incident.open_channel
        assert isinstance(event, RoleGiven)
        if channel and event.at > run.incident.opened_at:
            message = post.role_given(run.incident, event, await self.db.read(taxonomy.load))
            await self._post_once(run, channel.key, "role", message)

    @on(
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        IncidentReopened,
        needs=LinkKind.CHANNEL,
        lane="announce",
        when=concerns_others,
    )
    async def reply_update(self, run: Run) -> None:
        """Tell who follows it, under the announcement; everybody, where it concerns everybody.

        In one lane with the announcement, so that it is there, if there is one at all: what has no channel
        is not announced, and both wait for one.
        """
        there = run.incident.link(LinkKind.ANNOUNCEMENT)
        if there is None or run.incident.private or run.event is None:
            return
        if await self.db.read(digests.tells, run.subject, run.delivery):
            return
        words = await self.db.read(taxonomy.load)
        channel, ts = there.key.split("/")
        loud = post.concerns_all(run.event, words)
        told = [] if loud else await self._together(run, words)
        message = (
            post.together(run.incident, told, words)
            if len(told) > 1
            else post.reply(run.incident, run.event, words)
        )
        try:
            thread = {"thread_ts": ts, "reply_broadcast": loud}
            await self._post_once(run, channel, "reply", {**message, **thread})
        except PermanentError as error:
            if error.code not in NO_THREAD:
                raise

    async def _together(self, run: Run, words: Taxonomy) -> list[IncidentUpdated]:
        """Give the updates to tell in one message: in a rush more come than Slack lets through one by one.

        All incidents share one channel, in which Slack takes about one message a second.
        """
        event = run.event
        if not isinstance(event, IncidentUpdated) or event.source:
            return []
        waiting = await self.db.read(digests.behind, run.subject, run.delivery, "reply_update")
        quiet = list(takewhile(lambda one: not post.concerns_all(one[1], words), waiting))
        if run.again:
            plan = await self.db.read(digests.last, run.subject)
            quiet = [one for one in quiet if plan.by == run.delivery and one[0] <= plan.upto]
        else:
            room = post.room_for(run.incident, [event, *(told for _, told in quiet)], words)
            quiet = quiet[: max(0, room - 1)]
            if quiet:
                plan = Digest(run.delivery, quiet[-1][0])
                await self.db.write_behind(plan_digest, run.subject, plan)
        return [event, *(told for _, told in quiet)]
