"""Call people: make one incident in PagerDuty for each page, however often it is tried."""

import asyncio
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import PageAsked, PageEscalated
from bot.domain.incident import Incident
from bot.domain.paging import Page, PagesRead, PageState, Seen, service_of
from bot.domain.paging.asking import is_wanted, page_of
from bot.integrations.pagerduty.effects.hands import PagerDutyEffects, title_of
from bot.integrations.pagerduty.reading import seen_after, seen_of
from bot.ports import Run, on
from bot.store import taxonomy
from bot.usecases.paging.page_people import delay_page

PATIENCE = 4.0
"""Seconds after which people are told that PagerDuty does not take a page, and whom to call instead."""

LEAST = 1.0
"""Seconds that it has to answer in any case: after a restart nobody has asked it yet."""

TRIES = 3
"""Attempts after which they are told sooner."""

OPEN = ("triggered", "acknowledged")
KEY_TAKEN = ("incident_key", "dedup key")
"""What PagerDuty's refusal speaks of where an open incident of the service has this key already.

https://developer.pagerduty.com/docs/rest-api-v2/incident-creation-api/
"""


class PagingEffects(PagerDutyEffects):
    @on(PageAsked)
    async def send_page(self, run: Run) -> PagesRead | None:
        """Make it; a later attempt looks for what an earlier one made."""
        event = run.event
        assert isinstance(event, PageAsked)
        page = page_of(run.incident, event.page)
        if page is None or page.state is not PageState.ASKED:
            return None
        if not is_wanted(run.incident, page):
            return await self._withdraw(run, page)
        call = asyncio.ensure_future(self._send(run, page))
        waited = (self.clock() - page.asked_at).total_seconds()
        try:
            done, _ = await asyncio.wait({call}, timeout=max(LEAST, PATIENCE - waited))
            if not done:
                await self._tell_delay(run, page, "PagerDuty does not answer.")
            return PagesRead((await call,))
        except TransientError as error:
            if run.attempt >= TRIES or max(waited, error.retry_after or 0) > PATIENCE / 2:
                await self._tell_delay(run, page, str(error))
            # The key keeps it from being made twice: nothing needs to be waited for.
            raise TransientError(str(error), retry_after=error.retry_after) from error
        finally:
            call.cancel()

    @on(PageEscalated)
    async def escalate_page(self, run: Run) -> PagesRead | None:
        """Call the people of the next level too."""
        event = run.event
        assert isinstance(event, PageEscalated)
        page = page_of(run.incident, event.page)
        if page is None or not page.id or not page.is_open:
            return None
        change = {"type": "incident_reference", "escalation_level": event.level}
        sender = await self._sender(event.by)
        answer = await self.pagerduty.write("PUT", f"/incidents/{page.id}", {"incident": change}, sender)
        return PagesRead((seen_after(answer["incident"], page.nobody),))

    async def _withdraw(self, run: Run, page: Page) -> PagesRead:
        """Call nobody any more; what an attempt has made all the same is read, and ends as all others do."""
        if run.again:
            found = await self._find(page, *await self._service(page.service))
            if found:
                return PagesRead((found,))
        return PagesRead(withdrawn=(page.key,))

    async def _tell_delay(self, run: Run, page: Page, why: str) -> None:
        await self.db.write_behind(delay_page, run.incident.id, page.key, why)

    async def _send(self, run: Run, page: Page) -> Seen:
        service, state = await self._service(page.service)
        found = await self._find(page, service, state) if run.again else None
        return found or await self._make(run.incident, page, service, state)

    async def _make(self, incident: Incident, page: Page, service: str, state: str) -> Seen:
        body = {"incident": await self._body(incident, page, service)}
        try:
            answer = await self.pagerduty.write("POST", "/incidents", body, await self._sender(page.asked_by))
        except PermanentError as error:
            is_taken = any(said in str(error) for said in KEY_TAKEN)
            found = await self._find(page, service, state) if is_taken else None
            if found is None:
                raise
            return found
        return seen_of(answer["incident"], state)

    async def _body(self, incident: Incident, page: Page, service: str) -> dict[str, Any]:
        words = await self.db.read(taxonomy.load)
        restricted = service_of(words.services, page.service).restricted
        body: dict[str, Any] = {
            "type": "incident",
            "title": title_of(incident, restricted=restricted),
            "service": {"id": service, "type": "service_reference"},
            "incident_key": page.key,
            "urgency": page.urgency,
        }
        details = "\n\n".join(part for part in (page.words, incident.description) if part)
        if details and (restricted or not incident.private):
            body["body"] = {"type": "incident_body", "details": details}
        return body

    async def _find(self, page: Page, service: str, state: str) -> Seen | None:
        """Find what an earlier attempt made. The filter matches keys of alerts too, so each is looked at.

        https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents
        """
        asked = {"incident_key": page.key, "date_range": "all", "statuses[]": [*OPEN, "resolved"]}
        answer = await self.pagerduty.get("/incidents", **asked)
        for one in answer["incidents"]:
            if one.get("incident_key") == page.key and (one.get("service") or {}).get("id") == service:
                return seen_of(one, state)
        return None
