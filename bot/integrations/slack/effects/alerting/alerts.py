"""What becomes of an incident's alerts, told in its channel."""

from bot.domain.events import AlertFired, AlertResolved, StormTaken
from bot.domain.incident import LinkKind
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.views.alerts import notices


class AlertEffects(Posting):
    @on(AlertResolved, AlertFired, needs=LinkKind.CHANNEL)
    async def tell_alert(self, run: Run) -> None:
        """Ask whether it is over, or say that it is not."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        if channel is None or run.incident.archived:
            return
        if isinstance(event, AlertResolved):
            message = notices.resolved(run.incident, event)
        else:
            assert isinstance(event, AlertFired)
            message = notices.fired(run.incident, event)
        await self._post_once(run, channel.key, "alert", message)

    @on(StormTaken, needs=LinkKind.CHANNEL)
    async def tell_taken(self, run: Run) -> None:
        """Say once how many others belong to it."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, StormTaken)
        if channel and not run.incident.archived:
            await self._post_once(run, channel.key, "taken", notices.taken(run.incident, event))
