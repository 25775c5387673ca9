"""What Jira told us, as use cases."""

from bot.domain.systems.told import Told
from bot.usecases.ticketing.hear_strangers import look_again
from bot.usecases.ticketing.hear_tickets import SOURCE
from bot.usecases.unit import Unit


class JiraInbound:
    """Implements ports.Inbound."""

    source = SOURCE

    def take(self, unit: Unit, told: Told) -> None:
        """Whatever happened to it there, it is read as it is."""
        look_again(unit, told.object)
