"""How a page without an incident goes, told to who asked in one message that stays true."""

from bot.domain.incident import Shown
from bot.domain.oncall.roster import AsOf, Level
from bot.domain.paging.calls import Call
from bot.integrations.slack.effects.posting import Posting
from bot.integrations.slack.proofs import Mark
from bot.ports import Run, on
from bot.store import shown
from bot.store.oncall import calls, rosters
from bot.views.paging import calls as view

SURFACE = "caller"


class CallEffects(Posting):
    @on(mirror=True, quiet=True)
    async def tell_caller(self, run: Run) -> Shown | None:
        """It may be there twice after a lost answer: people's own messages cannot be looked through."""
        call = await self.db.read(calls.of_subject, run.subject)
        if call is None:
            return None
        levels, as_of = await self._known(call)
        message = view.message(call, levels, as_of)
        there = await self.db.read(shown.get, run.subject, SURFACE)
        if there:
            await self._update(there["channel"], there["ts"], message)
            return None
        channel, ts = await self._post_to(call.page.asked_by, message, Mark.of(SURFACE, run))
        return Shown(SURFACE, {"channel": channel, "ts": ts})

    @on(quiet=True)
    async def nudge_caller(self, run: Run) -> None:
        """Say that nobody answers in a message of its own: one that is changed is seen by nobody."""
        call = await self.db.read(calls.of_subject, run.subject)
        if call and call.page.unanswered and call.goes_on:
            message = view.silence(call, *await self._known(call))
            await self._post_to(call.page.asked_by, message, Mark.of("silence", run))

    async def _known(self, call: Call) -> tuple[tuple[Level, ...], AsOf]:
        now = self.clock()
        levels = await self.db.read(rosters.of_service, call.page.service, now)
        return tuple(levels), await self.db.read(rosters.as_of, now, call.page.service)
