"""Call people for an incident, its next level too, and nobody where that is over first."""

from functools import partial

from bot.domain.events import PageAsked, PageEscalated
from bot.domain.incident import Incident
from bot.domain.paging import Page, PagesRead, PageState, service_of
from bot.domain.paging.asking import is_wanted, page_of
from bot.integrations.pagerduty.effects.calling import Calling, Order
from bot.integrations.pagerduty.effects.hands import in_slack, title_of
from bot.ports import Run, on
from bot.store import taxonomy, workspace
from bot.usecases.paging.page_people import delay_page


class PagingEffects(Calling):
    @on(PageAsked)
    async def send_page(self, run: Run) -> PagesRead | None:
        """Make it, unless nobody needs to be called any more."""
        event = run.event
        assert isinstance(event, PageAsked)
        page = page_of(run.incident, event.page)
        if page is None or page.state is not PageState.ASKED:
            return None
        if not is_wanted(run.incident, page):
            return await self._withdraw(run, page)
        title, details = await self._said(run.incident, page)
        return await self._call(run, Order(page, title, details, partial(self._tell_delay, run, page)))

    @on(PageEscalated, soon=True)
    async def escalate_page(self, run: Run) -> PagesRead | None:
        """Call the people of the next level too."""
        event = run.event
        assert isinstance(event, PageEscalated)
        page = page_of(run.incident, event.page)
        if page is None or not page.id or not page.is_open:
            return None
        return await self._call_level(page, event.level, event.by)

    async def _withdraw(self, run: Run, page: Page) -> PagesRead:
        """Call nobody any more; what an attempt has made all the same is read, and ends as all others do."""
        if run.again:
            _, state = await self._service(page.service)
            found = await self._find(page, state)
            if found:
                return PagesRead((found,))
        return PagesRead(withdrawn=(page.key,))

    async def _tell_delay(self, run: Run, page: Page, why: str) -> None:
        await self.db.write_behind(delay_page, run.incident.id, page.key, why)

    async def _said(self, incident: Incident, page: Page) -> tuple[str, str]:
        """Give its title, and what it says besides. Of a private one it says no more than where it is."""
        words, address = await self.db.read(taxonomy.load), await self.db.read(workspace.address, incident)
        restricted = service_of(words.services, page.service).restricted
        told = (page.words, incident.description) if restricted or not incident.private else ()
        details = "\n\n".join(part for part in (*told, in_slack(address)) if part)
        return title_of(incident, restricted=restricted), details
