"""Messages about an incident: the card in its channel, the announcement, and what could not be done."""

from typing import Any

from bot.domain.board import Failure, Sight
from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import ChannelRenamed, DeliveryFailed, IncidentOpened
from bot.domain.incident import Incident, Link, LinkKind
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.proofs import Mark, find_message
from bot.ports import Run, on
from bot.store import sights
from bot.store.who import directory
from bot.views.work import announcement, card, failure


class PostEffects(SlackEffects):
    """Post once, and keep true what is posted."""

    @on(IncidentOpened, needs=LinkKind.CHANNEL, mirror=True)
    async def show_card(self, run: Run) -> Link | None:
        """Keep the card true."""
        sight = await self._sight(run.incident)
        channel = run.incident.links[LinkKind.CHANNEL].key
        return await self._mirror(run, LinkKind.CARD, channel, card.render(sight))

    @on(IncidentOpened, needs=LinkKind.CARD, mirror=True)
    async def pin_card(self, run: Run) -> None:
        """Pin the card; where an earlier attempt did, Slack says so."""
        channel, ts = run.incident.links[LinkKind.CARD].key.split("/")
        try:
            await self.slack.call("pins.add", channel=channel, timestamp=ts)
        except PermanentError as error:
            if error.code != "already_pinned":
                raise

    @on(IncidentOpened, ChannelRenamed, needs=LinkKind.CHANNEL, mirror=True)
    async def announce(self, run: Run) -> Link | None:
        """Keep one line true in the channel that is tagged for it, where there is one."""
        channel = await self.db.read(directory.tagged, "tech_incidents")
        if channel is None:
            raise TransientError("The workspace's channels are not read yet.")
        if not channel:
            return None
        sight = await self._sight(run.incident)
        line = announcement.render(sight)
        try:
            return await self._mirror(run, LinkKind.ANNOUNCEMENT, channel, line)
        except PermanentError as error:
            if error.code != "not_in_channel":
                raise
            await self.slack.call("conversations.join", channel=channel)
            return await self._mirror(run, LinkKind.ANNOUNCEMENT, channel, line)

    @on(DeliveryFailed, quiet=True)
    async def tell_failure(self, run: Run) -> None:
        """Say in the channel, or to the declarer while there is none, what could not be done.

        In the declarer's own messages it may stand twice after a lost answer: they cannot be looked through.
        """
        event = run.event
        assert isinstance(event, DeliveryFailed)
        link = run.incident.link(LinkKind.CHANNEL)
        place = link.key if link else run.incident.opened_by
        mark = Mark.of("failure", run, once=True)
        if link and run.again and await find_message(self.slack, place, mark, run.first_at):
            return
        told = Failure(event.delivery, event.effect, event.reason)
        await self._post(place, failure.message(run.incident, told), mark)

    async def _mirror(self, run: Run, kind: LinkKind, channel: str, message: dict[str, Any]) -> Link | None:
        """Post it, or make the one that is there equal to `message`."""
        there = run.incident.link(kind)
        if there:
            await self._update(there, message)
            return None
        mark = Mark.of(kind, run)
        found = await find_message(self.slack, channel, mark, run.first_at) if run.again else None
        ts = found or await self._post(channel, message, mark)
        return Link(kind, f"{channel}/{ts}", f"{self.url}archives/{channel}/p{ts.replace('.', '')}")

    async def _update(self, there: Link, message: dict[str, Any]) -> None:
        """Where somebody deleted it, they wanted it gone."""
        place, ts = there.key.split("/")
        try:
            await self.slack.call("chat.update", channel=place, ts=ts, **message)
        except PermanentError as error:
            if error.code != "message_not_found":
                raise

    async def _post(self, channel: str, message: dict[str, Any], mark: Mark) -> str:
        answer = await self.slack.call(
            "chat.postMessage",
            channel=channel,
            **message,
            metadata=mark.metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    async def _sight(self, incident: Incident) -> Sight:
        return await self.db.read(sights.of_incident, incident, self.clock())
