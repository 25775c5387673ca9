"""What is new, told to people and channels that follow from outside."""

from dataclasses import replace
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import (
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    IncidentUpdated,
    TicketCommented,
    UpdateCorrected,
    UpdateWithdrawn,
)
from bot.domain.incident import Incident, LinkKind
from bot.domain.rules.channels import wants_channel
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.effects.updates import concerns_others
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Audience, Run, on
from bot.store import incidents, taxonomy, timeline
from bot.store.queues import outbox
from bot.store.who import followers
from bot.usecases.follow_incident import lose_follower
from bot.usecases.unit import followed_by
from bot.views.remind import following
from bot.views.ticketing import notices

GONE = {
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "restricted_action",
    "method_not_supported_for_channel_type",
    "user_not_found",
    "user_disabled",
    "account_inactive",
    "messages_tab_disabled",
    "cannot_dm_bot",
}
"""Nobody is there any more, or Firebell may not speak there."""

PEOPLE = ("U", "W")


class FollowerEffects(Posting):
    """One run for each who follows, so that what fails for one is not told twice to another."""

    @on(
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        IncidentReopened,
        audience=Audience.FOLLOWERS,
        quiet=True,
        when=concerns_others,
    )
    async def tell_follower(self, run: Run) -> None:
        """Tell it, unless it became private, or they are in its channel by now.

        It may be there twice after a lost answer: people's own messages cannot be looked through.
        """
        place, number = followed_by(run.subject)
        incident = await self.db.read(incidents.get, number)
        by = await self.db.read(followers.asked_by, number, place)
        if incident is None or incident.private or not by or place in incident.members or run.event is None:
            return
        message = following.told(incident, run.event, await self.db.read(taxonomy.load), place, by)
        await self._tell(run, incident, "followed", message)

    @on(TicketCommented, audience=Audience.FOLLOWERS, lane="tell_follower", quiet=True)
    async def pass_comment(self, run: Run) -> None:
        """Tell it what is said in the ticket of what has no channel; who declared it hears that anyway."""
        place, number = followed_by(run.subject)
        incident, words = await self.db.read(incidents.get, number), await self.db.read(taxonomy.load)
        assert run.event
        if incident is None or incident.private or place == incident.opened_by:
            return
        follows = await self.db.read(followers.asked_by, number, place)
        if follows and not wants_channel(incident, words) and not incident.link(LinkKind.CHANNEL):
            await self._tell(run, incident, "comment", notices.render(incident, run.event))

    async def _tell(self, run: Run, incident: Incident, kind: str, message: dict[str, Any]) -> None:
        """Whoever is there no more follows no more."""
        place, number = followed_by(run.subject)
        try:
            if place.startswith(PEOPLE):
                await self._tell_person(run, place, kind, message)
            else:
                await self._post_outside(run, incident, place, kind, message)
        except PermanentError as error:
            if error.code not in GONE:
                raise
            await self.db.write_behind(lose_follower, number, place)

    @on(
        UpdateCorrected,
        UpdateWithdrawn,
        audience=Audience.FOLLOWERS,
        lane="tell_follower",
        quiet=True,
        when=lambda event: event.source,
    )
    async def correct_follower(self, run: Run) -> None:
        """The message of an update was written anew or taken back: channels read that too.

        People's own messages cannot be looked through, so there it stays.
        """
        place, number = followed_by(run.subject)
        event, incident = run.event, await self.db.read(incidents.get, number)
        assert isinstance(event, UpdateCorrected | UpdateWithdrawn)
        told = None if place.startswith(PEOPLE) else await self.db.read(_told, run.subject, event.source)
        if incident is None or incident.private or told is None:
            return
        try:
            mark = Mark("followed", f"{run.subject}/{told[0]}")
            ts = await find_message(self.slack, place, mark, told[1].at)
            if ts and isinstance(event, UpdateCorrected):
                by = await self.db.read(followers.asked_by, number, place)
                update, words = replace(told[1], message=event.message), await self.db.read(taxonomy.load)
                await self._update(place, ts, following.told(incident, update, words, place, by))
            elif ts:
                await self.slack.call("chat.delete", channel=place, ts=ts)
        except PermanentError as error:
            if error.code not in {*GONE, "message_not_found"}:
                raise


def _told(subject: str, source: str) -> tuple[int, IncidentUpdated] | None:
    """Find the delivery that told this follower of the message, and what it told."""
    for delivery, number in outbox.runs_of(subject, "tell_follower"):
        event = timeline.get(number)
        if isinstance(event, IncidentUpdated) and event.source == source:
            return delivery, event
    return None
