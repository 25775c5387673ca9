"""A call for help goes out: those who are called are let in and mentioned, or their channel reads of it."""

from bot.domain.errors import PermanentError
from bot.domain.events import SosSent
from bot.domain.incident import LinkKind
from bot.integrations.slack.effects.people import AT_ONCE, HARMLESS
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import paged
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.settings import known
from bot.views.settings import sos


class SosEffects(Posting):
    """Each once for its call, as long as help is wanted."""

    @on(SosSent, needs=LinkKind.CHANNEL)
    async def post_sos(self, run: Run) -> None:
        """A mention notifies only who is in the channel, so they are let in first."""
        event, incident = run.event, run.incident
        assert isinstance(event, SosSent)
        channel = incident.link(LinkKind.CHANNEL)
        if channel is None or incident.private or incident.is_closed:
            return
        inside = {*incident.invited, *incident.members}
        missing = [person for person in event.people if person not in inside]
        for start in range(0, len(missing), AT_ONCE):
            await self._let_in(channel.key, missing[start : start + AT_ONCE])
        message = sos.mention(incident, event) if event.usergroup else sos.posted(incident, event)
        await self._post_once(run, channel.key, "sos", message)

    @on(SosSent, needs=LinkKind.CHANNEL, when=lambda event: event.channel)
    async def post_call(self, run: Run) -> None:
        """Post in the channel that is called."""
        event = run.event
        assert isinstance(event, SosSent)
        if run.incident.private or run.incident.is_closed:
            return
        room = await self._room(event.channel)
        words = await self.db.read(taxonomy.load)
        await self._post_outside(run, run.incident, room, "call", sos.call(run.incident, event, words))

    async def _let_in(self, channel: str, people: list[str]) -> None:
        """Whom Slack does not let in misses the mention; the others do not."""
        try:
            users = ",".join(people)
            await self.slack.call("conversations.invite", channel=channel, users=users, force=len(people) > 1)
        except PermanentError as error:
            if error.code not in HARMLESS:
                raise

    async def _room(self, name: str) -> str:
        """Find the channel by its name. Raises PermanentError where Slack has none."""
        room = (await self.db.read(known.channel_ids)).get(name)
        if room:
            return room
        args = {"types": "public_channel", "exclude_archived": True, "limit": 999}
        async for channel in paged(self.slack, "conversations.list", "channels", args):
            if channel["name"] == name:
                return str(channel["id"])
        raise PermanentError(f"There is no channel #{name}. Settings, Calls for help, names another one.")
