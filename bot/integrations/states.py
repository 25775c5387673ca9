"""Keep tickets equal to their incident, whichever system they are in, and read how they are."""

from abc import abstractmethod
from dataclasses import dataclass

from bot.domain.events import (
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    IncidentUpdated,
    MadePrivate,
    SyncResumed,
    TaskChanged,
    TextRedacted,
    TicketMade,
)
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Comment, Seen, Synced, Ticket, TicketsRead, flow_of, followups
from bot.domain.ticketing.comparing import equal, wanted
from bot.domain.ticketing.systems import words_of
from bot.integrations.tickets import TicketEffects
from bot.ports import Every, Run
from bot.store import tasks, taxonomy

MOVES = (
    IncidentUpdated,
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    MadePrivate,
    SyncResumed,
    TaskChanged,
    TextRedacted,
    TicketMade,
)
"""What moves a ticket in every system."""

SOON = 0.5
"""Seconds in which many quick changes become one call."""


def moves(*names: str) -> Every:
    """Of updates only those of these fields move a ticket."""
    return lambda event: not isinstance(event, IncidentUpdated) or event.changes(*names)


@dataclass(frozen=True)
class Wish:
    """What a ticket is to say, by what was seen of it. `agreed`: our values that it says already."""

    incident: Incident
    ticket: Ticket
    seen: Seen
    words: Taxonomy
    values: dict[Synced, str]
    agreed: dict[str, str]


class TicketStates(TicketEffects):
    async def _kept(self, run: Run) -> TicketsRead | None:
        """Read each, write what moved here and is different there, and bring back how it is."""
        return await self._keep(run.incident)

    @abstractmethod
    async def _write(self, wish: Wish) -> Seen:
        """Write what is wanted, and give how it is then; what is refused is told, the rest is written."""

    async def _keep(self, incident: Incident) -> TicketsRead | None:
        settings = await self.db.read(taxonomy.load)
        hears = flow_of(settings.ticket_flows, Synced.COMMENTS).comes_in
        seen: list[Seen] = []
        lost: list[str] = []
        comments: list[Comment] = []
        for ticket in (one for one in self._tickets(incident) if not one.part):
            read = await self._read(ticket)
            if read is None:
                lost.append(ticket.mark)
                continue
            words = words_of(ticket, read.seen.place, settings)
            wish = await self._wish(incident, ticket, read.seen, words)
            seen.append(await self._write(wish) if wish else read.seen)
            comments += await read.comments() if hears and not ticket.task else []
        return TicketsRead(tuple(seen), tuple(lost), tuple(comments)) if seen or lost else None

    async def _wish(self, incident: Incident, ticket: Ticket, seen: Seen, words: Taxonomy) -> Wish | None:
        """The ticket of a task is held against the task; nothing is wished where that is gone."""
        if not ticket.task:
            values, agreed = wanted(incident, ticket, seen, words), equal(incident, ticket, seen, words)
            return Wish(incident, ticket, seen, words, values, agreed)
        task = await self.db.read(tasks.get, ticket.task)
        if task is None:
            return None
        here, there = followups.ours(incident, task, ticket, words), followups.theirs(seen)
        values = followups.wanted(incident, task, ticket, seen, words)
        agreed = {str(what): value for what, value in here.items() if value == there[what]}
        return Wish(incident, ticket, seen, words, values, agreed)
