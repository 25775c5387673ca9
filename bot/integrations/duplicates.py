"""Tickets of incidents that turned out to be the same are linked, whichever system they are in."""

from abc import abstractmethod

from bot.domain.events import IncidentMerged, TicketAdopted, TicketLinked, TicketMade
from bot.domain.ticketing.duplicates import Duplicate
from bot.integrations.faults import Each, all_tried, if_there
from bot.integrations.tickets import TicketEffects
from bot.ports import Run, on
from bot.store import incidents, taxonomy
from bot.store.ticketing import duplicates


class TicketDuplicates(TicketEffects):
    @on(
        IncidentMerged,
        TicketMade,
        TicketLinked,
        TicketAdopted,
        mirror=True,
        when=lambda event: not isinstance(event, TicketMade) or not event.task,
    )
    async def link_duplicates(self, run: Run) -> None:
        """Say of both tickets that they are the same, as soon as both are there.

        It waits for nothing else of a ticket, nor does that for it: what becomes private meanwhile is parted
        here too.
        """
        with all_tried() as each:
            for one in await self._pairs(run):
                with each():
                    if not one.hidden:
                        await self._link_duplicate(one)
                with each(), if_there():
                    for now in await self._pairs(run):
                        if now.ref == one.ref and now.hidden:
                            await self._part(now, each)

    @abstractmethod
    async def _link_duplicate(self, one: Duplicate) -> None:
        """Link them, unless they are."""

    @abstractmethod
    async def _part(self, one: Duplicate, each: Each) -> None:
        """Take away what says that they are the same."""

    async def _pairs(self, run: Run) -> list[Duplicate]:
        """Give them as they are by now."""
        return await self.db.read(_of, run.incident.id, self.system.name)


def _of(number: int, system: str) -> list[Duplicate]:
    incident = incidents.get(number)
    return duplicates.of(incident, taxonomy.load(), system) if incident else []
