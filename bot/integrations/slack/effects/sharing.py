"""Who can look into the incident's channel has changed: told there, once."""

from bot.domain.events import ChannelConverted, ChannelShared
from bot.domain.incident import LinkKind
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.views.timeline import sharing


class SharingEffects(Posting):
    """Tell those who write there."""

    @on(ChannelShared, needs=LinkKind.CHANNEL)
    async def tell_shared(self, run: Run) -> None:
        """Say that people of another organisation read along."""
        channel = run.incident.open_channel
        if channel:
            await self._post_once(run, channel.key, "shared", sharing.shared(run.incident))

    @on(ChannelConverted, needs=LinkKind.CHANNEL)
    async def tell_converted(self, run: Run) -> None:
        """Say so where the channel is private and the incident is not, or the other way round."""
        event, channel = run.event, run.incident.open_channel
        assert isinstance(event, ChannelConverted)
        if channel and event.private != run.incident.private:
            view = sharing.made_private if event.private else sharing.made_public
            await self._post_once(run, channel.key, "converted", view(run.incident))
