"""The people of an incident: let into its channel, and told what is theirs to do."""

import structlog

from bot.domain.errors import PermanentError
from bot.domain.events import (
    ChannelAsked,
    ChannelUnarchived,
    Event,
    IncidentOpened,
    IncidentReopened,
    IncidentUpdated,
    MadePrivate,
    MergeReceived,
    PeopleEntitled,
    PeoplePaged,
    PersonJoining,
    RespondersKnown,
    RoleGiven,
)
from bot.domain.incident import Incident, Invited, LinkKind, Shown
from bot.integrations.slack.effects.effect import is_meant
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import pages
from bot.integrations.slack.sayings import meaning
from bot.ports import Run, on
from bot.store import shown, sights, taxonomy
from bot.store.who import callees
from bot.usecases.follow_channel import keep_shown
from bot.views.private import notices
from bot.views.roles import guide
from bot.views.work import catchup, failure

log = structlog.get_logger()

AT_ONCE = 100
"""Most people in one invitation: https://docs.slack.dev/reference/methods/conversations.invite"""

HARMLESS = {"already_in_channel", "cant_invite_self"}

PERSONAL = {"cant_invite", "user_not_found", "ura_max_channels"}
"""What Slack says of somebody who cannot be let in; whoever else is called is not concerned."""

KEPT_OUT = "kept out"
"""Under this name it is remembered who cannot be let into which channel: they are not asked for again."""


def _calls_people(event: Event) -> bool:
    """Of all updates only some change who is called."""
    return not isinstance(event, IncidentUpdated) or event.changes("priority", "category", "environments")


class PeopleEffects(Posting):
    """Let them in, and tell them."""

    @on(
        IncidentOpened,
        IncidentUpdated,
        PersonJoining,
        RespondersKnown,
        RoleGiven,
        PeopleEntitled,
        PeoplePaged,
        MadePrivate,
        MergeReceived,
        IncidentReopened,
        ChannelAsked,
        ChannelUnarchived,
        needs=LinkKind.CHANNEL,
        mirror=True,
        when=_calls_people,
        where=is_meant,
    )
    async def invite_responders(self, run: Run) -> Invited:
        """Let in all who are called and have not been let in before, all in one call."""
        incident, channel = run.incident, run.incident.link(LinkKind.CHANNEL)
        called = await self.responders(incident)
        before = await self.db.read(shown.get, run.subject, KEPT_OUT)
        kept_out = before["people"].split() if channel and before.get("channel") == channel.key else []
        inside = {*incident.invited, *incident.members, *kept_out, self.bot}
        missing = [person for person in called.people if person not in inside]
        if channel is None or incident.archived:
            return Invited(())
        if channel.is_direct:
            return await self._tell_rest(run, channel.key, missing)
        refused: dict[str, str] = {}
        for start in range(0, len(missing), AT_ONCE):
            refused |= await self._invite(incident, missing[start : start + AT_ONCE])
        if refused:
            why = {person: meaning(code) for person, code in refused.items()}
            await self._post_once(run, channel.key, "kept_out", failure.kept_out(incident, why))
            told = {"channel": channel.key, "people": " ".join([*kept_out, *refused])}
            await self.db.write_behind(keep_shown, run.subject, Shown(KEPT_OUT, told))
        let_in = tuple(person for person in missing if person not in refused)
        return Invited(let_in, called.absent, channel.key)

    @on(RoleGiven, needs=LinkKind.CHANNEL, when=lambda event: event.person, where=is_meant)
    async def brief_holder(self, run: Run) -> None:
        """Tell who has a role now what it asks for, as long as they have it.

        It may be there twice after a lost answer: people's own messages cannot be looked through.
        """
        event, incident = run.event, run.incident
        assert isinstance(event, RoleGiven)
        words = await self.db.read(taxonomy.load)
        if incident.holder(event.role) == event.person and event.role in words.roles:
            sight = await self.db.read(sights.with_events, incident, self.clock())
            message = guide.render(incident, event, words, catchup.story(sight))
            await self._tell_person(run, event.person, "role", message)

    @on(PeoplePaged, needs=LinkKind.CHANNEL, where=is_meant)
    async def brief_paged(self, run: Run) -> None:
        """Tell who is paged for the first time what they missed; who missed nothing sees it in the channel.

        It may be there twice after a lost answer, as with a role.
        """
        event, incident = run.event, run.incident
        assert isinstance(event, PeoplePaged)
        sight = await self.db.read(sights.with_events, incident, self.clock())
        if not catchup.story(sight):
            return
        for person in await self.db.read(callees.first_paged, incident, event, run.number):
            await self._tell_person(run, person, "paged", catchup.message(sight))

    async def _tell_rest(self, run: Run, group: str, people: list[str]) -> Invited:
        """Nobody can be let into a group message later: whoever is not in it is told alone."""
        inside: set[str] = set()
        async for page in pages(self.slack, "conversations.members", {"channel": group, "limit": 200}):
            inside |= set(page["members"])
        for person in people:
            if person not in inside:
                await self._tell_person(run, person, "no_room", notices.no_room(run.incident))
        return Invited(tuple(people), channel=group)

    async def _invite(self, incident: Incident, people: list[str]) -> dict[str, str]:
        """Invite, and give those whom Slack does not let in with its codes: `force` lets in the others."""
        channel, users = incident.links[LinkKind.CHANNEL].key, ",".join(people)
        try:
            answer = await self.slack.call(
                "conversations.invite", channel=channel, users=users, force=len(people) > 1
            )
        except PermanentError as error:
            if error.code in HARMLESS:
                return {}
            if len(people) > 1 or error.code not in PERSONAL:
                raise
            answer = {"errors": [{"user": people[0], "error": error.code}]}
        refused = {
            one["user"]: one["error"] for one in answer.get("errors", ()) if one["error"] not in HARMLESS
        }
        if refused:
            who = len(refused) if incident.private else refused
            log.warning("not_invited", action="invite_responders", people=who)
        return refused
