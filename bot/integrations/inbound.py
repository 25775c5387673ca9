"""What a ticket system told us, as use cases."""

from dataclasses import dataclass

from bot.domain.systems.told import Told
from bot.usecases.ticketing.hear_strangers import look_again
from bot.usecases.unit import Unit


@dataclass
class TicketInbound:
    """Implements ports.Inbound."""

    source: str

    def take(self, unit: Unit, told: Told) -> None:
        """Whatever happened to it there, it is read as it is."""
        look_again(unit, self.source, told.object)
