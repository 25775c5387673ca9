"""What things get besides what their list says, where an expression asks for it.

Who is on call belongs to a service. All else is extra: where it cannot be had, there is nothing in its place,
it is asked for no more during this reading, and who keeps the file is told.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.catalog import ANALYTICS, CUSTOM_FIELDS, EMAIL, ON_CALL, Block
from bot.domain.catalog.kinds import INCIDENTS, ONCALLS, SCHEDULES, SERVICES
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.pagerduty.catalog.patience import Patient
from bot.ports import Clock

log = structlog.get_logger()

Thing = dict[str, Any]

AT_ONCE = 50
"""Policies of one question: its address stays under 8 KB."""

MONTH = timedelta(days=30)
LONGEST = timedelta(days=364)
"""What PagerDuty counts over is less than a year."""

SECOND = timedelta(seconds=1)
RAW_AT_ONCE = 1000

Gather = Callable[[Block, list[Thing]], Awaitable[list[Thing]]]


@dataclass(frozen=True)
class Missing:
    """What could not be had, why, and the id of one that has nothing in its place."""

    name: str
    why: str
    sample: str


@dataclass
class Enriching:
    """For one reading."""

    pagerduty: Patient
    clock: Clock
    missing: list[Missing] = field(default_factory=list)
    _emails: dict[str, str] | None = None

    async def complete(self, block: Block, page: list[Thing]) -> list[Thing]:
        """Raises as the client does where it cannot be had who is on call."""
        if ON_CALL in block.extras and block.kind == SERVICES and block.asks(ON_CALL):
            page = await self._with_on_call(page)
        for name, (kinds, gather) in self._extras().items():
            if name in block.extras and block.kind in kinds and block.asks(name):
                page = await self._tried(name, gather, block, page)
        return page

    def _extras(self) -> Mapping[str, tuple[Iterable[str], Gather]]:
        return {
            ANALYTICS: ((SERVICES, INCIDENTS), self._with_analytics),
            CUSTOM_FIELDS: ((SERVICES, INCIDENTS), self._with_custom_fields),
            EMAIL: ((SCHEDULES,), self._with_emails),
        }

    async def _tried(self, name: str, gather: Gather, block: Block, page: list[Thing]) -> list[Thing]:
        """Who asks to wait is waited for, as that holds for all of the reading."""
        if page and all(one.name != name for one in self.missing):
            try:
                return await gather(block, page)
            except TransientError as error:
                if error.retry_after is not None:
                    raise
                self._note(name, str(error), page)
            except PermanentError as error:
                self._note(name, str(error), page)
        return page if name == EMAIL else [{**one, name: None} for one in page]

    def _note(self, name: str, why: str, page: list[Thing]) -> None:
        log.warning("not_enriched", action="read_catalog", what=name, why=why)
        self.missing.append(Missing(name, why, str(page[0].get("id") or "")))

    async def _with_on_call(self, page: list[Thing]) -> list[Thing]:
        policies = [*dict.fromkeys(filter(None, map(_policy, page)))]
        found: dict[str, list[Thing]] = {}
        for first in range(0, len(policies), AT_ONCE):
            asked: dict[str, Any] = {
                "escalation_policy_ids[]": policies[first : first + AT_ONCE],
                "include[]": ["users"],
            }
            async for some in self.pagerduty.read_all("/oncalls", ONCALLS, **asked):
                for one in some:
                    found.setdefault(str(one["escalation_policy"]["id"]), []).append(one)
        for entries in found.values():
            # The first level first; on a level they keep PagerDuty's order.
            entries.sort(key=lambda one: int(one.get("escalation_level") or 0))
        return [{**one, ON_CALL: found.get(_policy(one), [])} for one in page]

    async def _with_analytics(self, block: Block, page: list[Thing]) -> list[Thing]:
        if block.kind == SERVICES:
            found = await self._of_services([str(one["id"]) for one in page], block.months)
        else:
            found = await self._of_incidents(page)
        return [{**one, ANALYTICS: found.get(str(one["id"]))} for one in page]

    async def _of_services(self, numbers: list[str], months: int) -> dict[str, Thing]:
        until = self.clock().replace(microsecond=0) + SECOND
        filters = {"service_ids": numbers, **_between(until - min(LONGEST, MONTH * months), until)}
        said = await self.pagerduty.analyse("/analytics/metrics/incidents/services", {"filters": filters})
        return {str(one.get("service_id")): one for one in said.get("data") or ()}

    async def _of_incidents(self, page: list[Thing]) -> dict[str, Thing]:
        """Those of the page, among all that began in its services in the same time."""
        began = [datetime.fromisoformat(one["created_at"]) for one in page]
        until = max(began) + SECOND
        services = {str((one.get("service") or {}).get("id")) for one in page}
        span = _between(max(min(began), until - LONGEST), until)
        body: Thing = {"filters": {"service_ids": sorted(services), **span}, "limit": RAW_AT_ONCE}
        wanted, found, more = {str(one["id"]) for one in page}, dict[str, Thing](), True
        while more:
            said = await self.pagerduty.analyse("/analytics/raw/incidents", body)
            some = said.get("data") or []
            found |= {str(one["id"]): one for one in some if str(one.get("id")) in wanted}
            more = bool(said.get("more") and some)
            body = {**body, "starting_after": said.get("last")}
        return found

    async def _with_custom_fields(self, block: Block, page: list[Thing]) -> list[Thing]:
        found = []
        for one in page:
            said = await self.pagerduty.read(f"/{block.kind}/{one['id']}/custom_fields/values")
            found.append({**one, CUSTOM_FIELDS: said.get("custom_fields")})
        return found

    async def _with_emails(self, _block: Block, page: list[Thing]) -> list[Thing]:
        """Everybody who is in a schedule has only an id and a name there."""
        if self._emails is None:
            emails: dict[str, str] = {}
            async for some in self.pagerduty.read_all("/users", "users"):
                emails |= {str(one["id"]): str(one.get("email") or "") for one in some}
            self._emails = emails
        known = self._emails
        return [
            {
                **one,
                "users": [{**each, EMAIL: known.get(str(each.get("id")))} for each in one.get("users") or ()],
            }
            for one in page
        ]


def _between(since: datetime, until: datetime) -> dict[str, str]:
    return {"created_at_start": said(since), "created_at_end": said(until)}


def _policy(service: Mapping[str, Any]) -> str:
    return str((service.get("escalation_policy") or {}).get("id") or "")


def said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
