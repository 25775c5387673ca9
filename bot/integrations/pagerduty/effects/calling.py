"""Make one incident in PagerDuty for each page, however often it is tried."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.paging import Page, PagesRead, Seen
from bot.domain.systems.exchange import Exchange, Way
from bot.integrations.lateness import Asked, see_through
from bot.integrations.pagerduty.effects.hands import PagerDutyEffects
from bot.integrations.pagerduty.naming import called
from bot.integrations.pagerduty.reading import seen_after
from bot.ports import Run

OPEN = ("triggered", "acknowledged")
KEY_TAKEN = ("incident_key", "dedup key")
"""What PagerDuty's refusal speaks of where an open incident of the service has this key already.

https://developer.pagerduty.com/docs/rest-api-v2/incident-creation-api/
"""


@dataclass(frozen=True)
class Order:
    """What PagerDuty is asked for, and what tells people, with the reason, that it takes its time."""

    page: Page
    title: str
    details: str
    tell_delay: Callable[[str], Awaitable[None]]


class Calling(PagerDutyEffects):
    """For effects that page."""

    async def _call(self, run: Run, order: Order) -> PagesRead:
        """Make it; a later attempt looks for what an earlier one made."""
        asked = Asked(self.source.title, order.page.asked_at, order.tell_delay)
        try:
            return PagesRead((await see_through(self._send(run, order), run, asked, self.clock()),))
        except TransientError as error:
            # The key keeps it from being made twice: nothing needs to be waited for.
            raise TransientError(str(error), retry_after=error.retry_after) from error

    async def _call_level(self, page: Page, level: int, by: str) -> PagesRead:
        """Call the people of this level too."""
        change = {"type": "incident_reference", "escalation_level": level}
        told = Exchange(self.source.system, Way.THERE, page.id, "page", becomes={"level": str(level)})
        path, sender = self._path(page.id), await self._sender(by)
        answer = await self.pagerduty.write("PUT", path, {"incident": change}, sender, told)
        seen = called(self.source, seen_after(answer["incident"], page.nobody))
        return PagesRead((replace(seen, level=level),))

    async def _send(self, run: Run, order: Order) -> Seen:
        service, state = await self._service(order.page.service)
        found = await self._find(order.page, state) if run.again else None
        return found or await self._make(order, service, state)

    async def _make(self, order: Order, service: str, state: str) -> Seen:
        page, body = order.page, {"incident": self._body(order, service)}
        try:
            sender = await self._sender(page.asked_by)
            told = Exchange(self.source.system, Way.THERE, page.key, "page", becomes={"status": "triggered"})
            answer = await self.pagerduty.write("POST", "/incidents", body, sender, told)
        except PermanentError as error:
            is_taken = any(said in str(error) for said in KEY_TAKEN)
            found = await self._find(page, state) if is_taken else None
            if found is None:
                raise
            return found
        return self._seen(answer["incident"], state)

    async def _find(self, page: Page, state: str) -> Seen | None:
        """Find what an earlier attempt made, also where somebody moved it to another service since.

        The filter matches keys of alerts too, so each is looked at:
        https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents
        """
        key = self.source.id_there(page.key)
        asked = {"incident_key": key, "date_range": "all", "statuses[]": [*OPEN, "resolved"]}
        answer = await self.pagerduty.get("/incidents", **asked)
        for one in answer["incidents"]:
            if one.get("incident_key") == key:
                return self._seen(one, state)
        return None

    def _body(self, order: Order, service: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": "incident",
            "title": order.title,
            "service": {"id": service, "type": "service_reference"},
            "incident_key": self.source.id_there(order.page.key),
            "urgency": order.page.urgency,
        }
        if order.details:
            body["body"] = {"type": "incident_body", "details": order.details}
        return body
