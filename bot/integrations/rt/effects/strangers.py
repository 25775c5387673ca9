"""Look at what people made in Request Tracker themselves."""

from dataclasses import replace

from bot.domain.ticketing import Stranger, TicketsRead
from bot.integrations.rest import Said
from bot.integrations.rt.client import SOURCE
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.reading import mark_of, stranger_of
from bot.ports import Run, on


class StrangerEffects(RTEffects):
    @on(mirror=True, quiet=True)
    async def read_issue(self, run: Run) -> TicketsRead | None:
        """Read one that is no ticket of ours as far as we know; what carries our mark is one all the same."""
        said = await self.site.ticket(run.subject.removeprefix(f"{SOURCE}:"))
        if said is None or mark_of(said):
            return None
        return TicketsRead(strangers=(await self._stranger(said),))

    async def _stranger(self, said: Said) -> Stranger:
        """Read it with what its first words say, and who in Slack it is that wrote them."""
        number = str(said["id"])
        history = await self.site.history(number)
        first = [str(one["id"]) for one in history if one["Type"] == "Create"]
        texts = await self.site.words(number, first)
        found = stranger_of(said, history, self.rt.url, "\n".join(texts.values()))
        return replace(found, person=await self.site.reporter(said))
