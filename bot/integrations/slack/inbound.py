"""What Slack told us about our channels, as use cases."""

from bot.domain.told import Told
from bot.usecases.follow_channel import follow_rename
from bot.usecases.unit import Unit


class SlackInbound:
    """Implements ports.Inbound."""

    source = "slack"

    def take(self, unit: Unit, told: Told) -> None:
        """Read an event of the Events API. https://docs.slack.dev/reference/events."""
        if told.kind == "channel_rename":
            follow_rename(unit, told.object, told.said["channel"]["name"])
