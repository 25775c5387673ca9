"""What is new, told to people and channels that follow from outside."""

from bot.domain.errors import PermanentError
from bot.domain.events import IncidentClosed, IncidentMerged, IncidentReopened, IncidentUpdated
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.effects.updates import concerns_others
from bot.integrations.slack.proofs import Mark
from bot.ports import Audience, Run, on
from bot.store import incidents, taxonomy
from bot.store.who import followers
from bot.usecases.follow_incident import lose_follower
from bot.usecases.unit import followed_by
from bot.views.remind import following

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
        try:
            if place.startswith(PEOPLE):
                await self._post(place, message, Mark.of("followed", run, once=True))
            else:
                await self._post_once(run, place, "followed", message)
        except PermanentError as error:
            if error.code not in GONE:
                raise
            await self.db.write_behind(lose_follower, number, place)
