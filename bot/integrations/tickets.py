"""What every effect on tickets works with, whichever system they are in."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.events import MadePrivate, TicketLinked, TicketMade, TicketRenamed
from bot.domain.incident import Incident
from bot.domain.ticketing import Comment, Seen, Ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.domain.ticketing.systems import System
from bot.integrations.integration import of_system
from bot.ports import Clock, Effect, Run
from bot.store import taxonomy, timeline
from bot.store.database import Database
from bot.usecases.unit import Unit

EXPOSING = (MadePrivate, TicketMade, TicketLinked, TicketRenamed)
"""After these others may read in a ticket of a private incident what they should not."""


@dataclass(frozen=True)
class Read:
    """A ticket as it is. `comments`: gives what others wrote there, for which it may have to ask."""

    seen: Seen
    comments: Callable[[], Awaitable[list[Comment]]]


class TicketEffects(ABC):
    """Methods marked with ports.on become effects."""

    system: System

    def __init__(self, db: Database[Unit], clock: Clock) -> None:
        self.db, self.clock = db, clock

    def adapt(self, effect: Effect) -> Effect:
        """Whoever has no ticket in this system owes it nothing."""
        return of_system(self.system, effect)

    def _tickets(self, incident: Incident) -> list[Ticket]:
        """Give those that are there."""
        return [one for one in incident.tickets if one.is_there and one.system == self.system.name]

    async def _to_hide(self, run: Run) -> list[Ticket]:
        """Give those in which others may read more than they should: all, or the one of the event.

        What was asked for once it was private was made so.
        """
        settings, event = await self.db.read(taxonomy.load), run.event
        mark = getattr(event, "ticket", "")
        there = [one for one in self._tickets(run.incident) if mark in {"", one.mark}]
        if isinstance(event, TicketMade):
            turned = await self.db.read(timeline.of, run.incident.id, MadePrivate)
            there = [one for one in there if any(one.asked_at <= each.at for each in turned)]
        return [one for one in there if is_hidden(run.incident, one, settings)]

    @abstractmethod
    async def _read(self, ticket: Ticket, key: str = "") -> Read | None:
        """Read how it is; None where it is there no more. key: where its id is not known yet."""
