"""What every effect on Request Tracker works with."""

from dataclasses import dataclass
from functools import partial

from bot.domain.ticketing import Comment, Seen, Ticket
from bot.domain.ticketing.systems import RT
from bot.integrations.rest import Said
from bot.integrations.rt.client import RequestTracker
from bot.integrations.rt.reading import comment_of, seen_of, spoken_of
from bot.integrations.rt.site import Site
from bot.integrations.tickets import Read, TicketEffects
from bot.ports import Clock
from bot.store.database import Database
from bot.usecases.unit import Unit


@dataclass(frozen=True)
class Hands:
    """`queue`: where tickets go whose category names none."""

    rt: RequestTracker
    site: Site
    db: Database[Unit]
    clock: Clock
    queue: str


class RTEffects(TicketEffects):
    system = RT

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands.db, hands.clock)
        self.rt, self.site, self.queue = hands.rt, hands.site, hands.queue

    async def _read(self, ticket: Ticket, key: str = "") -> Read | None:
        said = await self.site.ticket((key or ticket.id).removeprefix("RT#"))
        if said is None:
            return None
        history = await self.site.history(str(said["id"]))
        seen = seen_of(said, history, self.rt.url, ticket.mark)
        return Read(seen, partial(self._comments, ticket, seen, history))

    async def _comments(self, ticket: Ticket, seen: Seen, history: list[Said]) -> list[Comment]:
        """Give what others wrote since; replies of who asked for help are comments too."""
        fresh = [one for one in spoken_of(history) if str(one["id"]) not in ticket.comments]
        texts = await self.site.words(seen.id, [str(one["id"]) for one in fresh])
        return [comment_of(ticket.mark, one, texts[str(one["id"])]) for one in fresh]
