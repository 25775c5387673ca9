"""The ticket of what was merged refers to the one that goes on: merged in RT, it would be there no more."""

from bot.domain.errors import PermanentError
from bot.domain.ticketing.duplicates import Duplicate
from bot.integrations.duplicates import TicketDuplicates
from bot.integrations.faults import Each
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.reading import referred_of, sentence_of
from bot.integrations.rt.site import Site


class DuplicateEffects(RTEffects, TicketDuplicates):
    async def _link_duplicate(self, one: Duplicate) -> None:
        await refer(self.site, one, wanted=True)

    async def _part(self, one: Duplicate, each: Each) -> None:
        with each():
            await refer(self.site, one, wanted=False)


async def refer(site: Site, one: Duplicate, *, wanted: bool) -> None:
    """Let it refer to the other one, or no more.

    Raises PermanentError where RT refuses, which it answers as what it takes: it is read back.
    """
    if await _is_so(site, one, wanted=wanted):
        return
    change = "AddRefersTo" if wanted else "DeleteRefersTo"
    answer = await site.rt.write("PUT", f"ticket/{one.ticket.id}", {change: [one.into.id]})
    if not await _is_so(site, one, wanted=wanted):
        why = sentence_of(answer, one.ticket.id)
        raise PermanentError(f"RT does not change what {one.ticket.key} refers to: {why}")


async def _is_so(site: Site, one: Duplicate, *, wanted: bool) -> bool:
    """Nothing is left to do on a ticket that is there no more, or that people merged there."""
    said = await site.ticket(one.ticket.id)
    if said is None or str(said["id"]) == one.into.id:
        return True
    return (one.into.id in referred_of(said)) is wanted
