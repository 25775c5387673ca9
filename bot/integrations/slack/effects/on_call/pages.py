"""What becomes of a page, told once in the incident's channel, else to who leads it."""

from bot.domain.events import PageAccepted, PageDelayed, PageUnanswered, SyncHalted, SyncResumed
from bot.domain.incident import LinkKind
from bot.domain.paging.asking import page_of
from bot.domain.paging.breaker import UNTOLD
from bot.integrations.slack.effects.effect import is_meant
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store.oncall import rosters
from bot.views.paging import halting, notices
from bot.views.paging.notices import Notice

WITH_PEOPLE = (PageDelayed, PageUnanswered)
"""What names who else could be called."""

PATIENCE = 60
"""Seconds that it waits for the channel: Slack makes few in a minute where many are asked for."""


class PageEffects(Posting):
    @on(*notices.TOLD, needs=LinkKind.CHANNEL, at_most=PATIENCE, when=notices.tells, where=is_meant)
    async def tell_page(self, run: Run) -> None:
        """Tell what people wait for, or must decide; what they read is as it is by now."""
        event, incident = run.event, run.incident
        if event is None or (incident.is_closed and incident.archived):
            return
        if incident.halted and isinstance(event, UNTOLD):
            return
        told: dict[str, str] = vars(event)
        page = page_of(incident, told["page"])
        if run.lost and isinstance(event, PageAccepted) and page and not page.is_open:
            return  # found again when it was over: it was told when it was made
        notice = Notice(incident, event, page)
        if isinstance(event, WITH_PEOPLE):
            now = self.clock()
            levels = await self.db.read(rosters.of_service, event.service, now)
            as_of = await self.db.read(rosters.as_of, now, event.service)
            notice = Notice(incident, event, page, levels, as_of)
        await self._tell_hearers(run, "page", notices.render(notice))

    @on(SyncHalted, SyncResumed, needs=LinkKind.CHANNEL, at_most=PATIENCE)
    async def tell_halt(self, run: Run) -> None:
        """Tell that what happens elsewhere changes nothing here any more, or does so again."""
        event, incident = run.event, run.incident
        assert isinstance(event, SyncHalted | SyncResumed)
        if not (incident.is_closed and incident.archived):
            await self._tell_hearers(run, "halt", halting.notice(incident, event))
