"""Keep a ticket equal to its incident, and read how it is.

RT answers a change that it refuses as one that it takes, with a sentence: each write is read back.
"""

from dataclasses import replace

from bot.domain.incident import Status
from bot.domain.systems.exchange import WORDS, Exchange, Way
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Seen, Synced, Ticket, TicketsRead
from bot.integrations.rt.client import SOURCE
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.reading import sentence_of
from bot.integrations.states import MOVES, SOON, TicketStates, Wish, moves
from bot.ports import Run, on
from bot.usecases.ticketing.hear_tickets import LANE

NAMES = {Synced.SUMMARY: "Subject", Synced.STATUS: "Status"}


class StateEffects(RTEffects, TicketStates):
    @on(*MOVES, mirror=True, lane=LANE, settle=SOON, when=moves("status", "title", "category"))
    async def keep_tickets(self, run: Run) -> TicketsRead | None:
        return await self._kept(run)

    async def _write(self, wish: Wish) -> Seen:
        """Write one by one, and read each back."""
        seen, agreed, stuck = wish.seen, dict(wish.agreed), dict[str, str]()
        for what, value in wish.values.items():
            named = _candidates(wish.words, value) if what is Synced.STATUS else [value]
            refused, seen = await self._tried(wish.ticket, seen, what, named)
            if refused:
                stuck[what] = refused
            else:
                agreed[what] = value
        return replace(seen, equal=agreed, stuck=stuck)

    async def _tried(self, ticket: Ticket, seen: Seen, what: Synced, values: list[str]) -> tuple[str, Seen]:
        """Write the first of these that RT takes; give why it takes none, and how the ticket is then."""
        refused = "RT has no such status."
        for value in values:
            exchange = _exchange(seen, what, value)
            answer = await self.rt.write("PUT", f"ticket/{seen.id}", {NAMES[what]: value}, exchange)
            read = await self._read(ticket, seen.id)
            if read is None:
                return "", seen
            seen = read.seen
            if seen.values[what] == value:
                return "", seen
            refused = sentence_of(answer, seen.id)
        return refused, seen


def _candidates(words: Taxonomy, status: str) -> list[str]:
    """What is open again may be untouched there no more: then it is worked on."""
    named = list(words.ticket_statuses[status].sets)
    return [*named, *words.ticket_statuses[Status.INVESTIGATING].sets] if status == Status.OPEN else named


def _exchange(seen: Seen, what: Synced, value: str) -> Exchange:
    """Say what is written; what people wrote is only said to change."""
    hidden = what is Synced.SUMMARY
    was = {str(what): WORDS if hidden else seen.values.get(what, "")}
    return Exchange(SOURCE, Way.THERE, seen.key, "ticket", was, {str(what): WORDS if hidden else value})
