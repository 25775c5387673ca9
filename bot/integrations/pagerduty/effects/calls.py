"""Call people for no incident: the page says who asked."""

from functools import partial

from bot.domain.paging import PagesRead, PageState
from bot.domain.paging.calls import Call
from bot.integrations.pagerduty.effects.calling import Calling, Order
from bot.ports import Run, on
from bot.store.oncall import calls
from bot.store.who import people
from bot.usecases.paging.call_people import delay_call


class CallEffects(Calling):
    @on(quiet=True, soon=True)
    async def send_call(self, run: Run) -> PagesRead | None:
        """Make it; that it cannot be made is told to who asked."""
        call = await self.db.read(calls.of_subject, run.subject)
        if call is None or call.page.state is not PageState.ASKED:
            return None
        who = (await self.db.read(people.get, call.page.asked_by)).name
        details = "\n\n".join(part for part in (call.page.words, f"{who} asked for this in Slack.") if part)
        return await self._call(run, Order(call.page, call.title, details, partial(self._delay, call)))

    @on(quiet=True, soon=True)
    async def escalate_call(self, run: Run) -> PagesRead | None:
        """Call the people of the level that was asked for; that it cannot be is told to who asked."""
        call = await self.db.read(calls.of_subject, run.subject)
        if call is None or not call.page.id or not call.goes_on:
            return None
        return await self._call_level(call.page, call.page.level, call.page.asked_by)

    async def _delay(self, call: Call, _why: str) -> None:
        await self.db.write_behind(delay_call, call.id)
