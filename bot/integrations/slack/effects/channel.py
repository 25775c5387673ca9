"""The incident's channel: it exists, its people are in it, its topic says what is going on."""

from itertools import count

import structlog

from bot.domain.errors import PermanentError
from bot.domain.events import IncidentOpened, PersonJoining, RespondersKnown
from bot.domain.incident import Incident, Invited, Link, LinkKind
from bot.domain.taxonomy import Taxonomy
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.naming import channel_name
from bot.integrations.slack.proofs import find_channel
from bot.ports import Run, on
from bot.store import incidents, taxonomy, timeline
from bot.store.who import directory
from bot.views.work import topic

log = structlog.get_logger()

AT_ONCE = 100
"""Most people in one invitation: https://docs.slack.dev/reference/methods/conversations.invite"""

COPIES = 5
HARMLESS = {"already_in_channel", "cant_invite_self"}


class ChannelEffects(SlackEffects):
    """Make it, let people in, say what is going on."""

    @on(IncidentOpened)
    async def create_channel(self, run: Run) -> Link:
        """Make exactly one, under the first name that is free."""
        words = await self.db.read(taxonomy.load)
        if run.again:
            found = await self._adopt(run, words)
            if found:
                return found
        for copy in count(1):
            name = channel_name(run.incident, words, copy)
            try:
                made = await self.slack.call("conversations.create", name=name, is_private=False)
            except PermanentError as error:
                if error.code != "name_taken" or copy >= COPIES:
                    raise
                found = await self._adopt(run, words) if run.again else None
                if found:
                    return found
                continue
            break
        return self._link(made["channel"]["id"], made["channel"]["name"])

    @on(IncidentOpened, PersonJoining, RespondersKnown, needs=LinkKind.CHANNEL, mirror=True)
    async def invite_responders(self, run: Run) -> Invited:
        """Let in the declarer and the responders who have not been let in before, all in one call."""
        incident = run.incident
        wanted = await self.db.read(_wanted, incident)
        missing = [person for person in wanted if person not in incident.invited and person != self.bot]
        refused: set[str] = set()
        for start in range(0, len(missing), AT_ONCE):
            refused |= await self._invite(incident, missing[start : start + AT_ONCE])
        return Invited(tuple(person for person in missing if person not in refused))

    @on(IncidentOpened, needs=LinkKind.CHANNEL, mirror=True)
    async def set_topic(self, run: Run) -> None:
        """Say in one line what is going on."""
        words = await self.db.read(taxonomy.load)
        text = topic.render(run.incident, words)
        await self.slack.call("conversations.setTopic", channel=_channel(run.incident), topic=text)

    async def _adopt(self, run: Run, words: Taxonomy) -> Link | None:
        """Find the channel that an earlier attempt made and whose answer was lost."""
        names = {channel_name(run.incident, words, copy) for copy in range(1, COPIES + 1)}
        found = await find_channel(self.slack, names, self.bot, run.first_at)
        if found is None:
            return None
        owner = await self.db.read(incidents.by_link, LinkKind.CHANNEL, found["id"])
        if owner:
            return None
        return self._link(found["id"], found["name"])

    async def _invite(self, incident: Incident, people: list[str]) -> set[str]:
        """Invite, and give those whom Slack does not let in: `force` lets in the others nevertheless."""
        users = ",".join(people)
        try:
            answer = await self.slack.call(
                "conversations.invite", channel=_channel(incident), users=users, force=len(people) > 1
            )
        except PermanentError as error:
            if error.code not in HARMLESS:
                raise
            return set()
        refused = {
            one["user"]: one["error"] for one in answer.get("errors", ()) if one["error"] not in HARMLESS
        }
        if refused:
            log.warning("not_invited", action="invite_responders", people=refused)
        return set(refused)

    def _link(self, key: str, name: str) -> Link:
        return Link(LinkKind.CHANNEL, key, f"{self.url}archives/{key}", name)


def _wanted(incident: Incident) -> tuple[str, ...]:
    """Give the declarer, who asked to join, and the members of the usergroups that are called."""
    handles = taxonomy.load().responders(incident.category, incident.priority)
    return tuple(
        dict.fromkeys((incident.opened_by, *timeline.asked_to_join(incident.id), *directory.members(handles)))
    )


def _channel(incident: Incident) -> str:
    link = incident.link(LinkKind.CHANNEL)
    assert link
    return link.key
