"""What is mapped, read of PagerDuty page by page: no more than a page of it is held at a time."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.catalog import Block
from bot.domain.catalog.kinds import INCIDENTS, ONCALLS, SERVICES
from bot.domain.errors import PermanentError
from bot.integrations.pagerduty.catalog.enriching import Enriching, Thing, said
from bot.integrations.pagerduty.catalog.patience import Patient
from bot.integrations.pagerduty.client import FARTHEST, PAGE, Spot
from bot.ports import Clock

WINDOW = timedelta(days=30)
"""How far back incidents are read; older ones are kept as they were."""

LEAST = timedelta(minutes=10)
OPEN = ("triggered", "acknowledged")
INDIVIDUAL = {SERVICES: "service", INCIDENTS: "incident", "escalation_policies": "escalation_policy"}
"""What the answer calls one of them, where that is not the list's name without its s."""


@dataclass(frozen=True)
class Lists:
    """Every method raises as the client does."""

    pagerduty: Patient
    clock: Clock
    enriching: Enriching

    async def pages(self, block: Block) -> AsyncIterator[list[Thing]]:
        """Give all that a block is about, some at a time; a thing may come twice."""
        params = _params(block)
        if block.kind == INCIDENTS and not {"since", "until", "date_range"} & params.keys():
            async for page in self._incidents(params):
                yield await self.enriching.complete(block, page)
            return
        async for page in self.pagerduty.read_all(f"/{block.kind}", block.kind, **params):
            yield await self.enriching.complete(block, page)

    async def one(self, block: Block, number: str) -> Thing:
        """Read one thing as the block's list would show it. number: its id there."""
        included = {key: value for key, value in _params(block).items() if key == "include[]"}
        answer = await self.pagerduty.read(f"/{block.kind}/{number}", **included)
        individual = answer.get(INDIVIDUAL.get(block.kind, block.kind.removesuffix("s")))
        if not isinstance(individual, dict):
            raise PermanentError(f"PagerDuty answers nothing for {number}.", code="404")
        (found,) = await self.enriching.complete(block, [individual])
        return found

    async def _incidents(self, params: Mapping[str, Any]) -> AsyncIterator[list[Thing]]:
        """All that are open, however old, then the last days' by the time at which they began."""
        asked, told = params.get("statuses[]", OPEN), set[str]()
        wanted = [status for status in OPEN if status in asked]
        if wanted:
            whole: dict[str, Any] = {**params, "statuses[]": wanted, "date_range": "all"}
            async for page in self.pagerduty.read_all("/incidents", INCIDENTS, **whole):
                told.update(one["id"] for one in page)
                yield page
        if set(asked) <= set(OPEN) and "statuses[]" in params:
            return
        now = self.clock().replace(microsecond=0)
        async for page in self._between(params, now - WINDOW, now):
            yield [one for one in page if one["id"] not in told or one.get("status") not in OPEN]

    async def _between(
        self, params: Mapping[str, Any], since: datetime, until: datetime
    ) -> AsyncIterator[list[Thing]]:
        """In halves, where there are more than paging reaches, which the first page says."""
        window: dict[str, Any] = {**params, "since": said(since), "until": said(until)}
        first = await self.pagerduty.read("/incidents", limit=PAGE, total="true", **window)
        if int(first.get("total") or 0) > FARTHEST and until - since >= LEAST:
            middle = since + (until - since) / 2
            for half in ((since, middle), (middle, until)):
                async for page in self._between(params, *half):
                    yield page
            return
        spot = Spot()
        yield spot.turn(first[INCIDENTS]) or []
        if first.get("more"):
            async for page in self.pagerduty.read_all("/incidents", INCIDENTS, spot, **window):
                yield page


def is_listed(block: Block, thing: Thing) -> bool:
    """Tell whether the block's list would name it, as far as that can be told from the thing alone."""
    assigned = [one.get("assignee") or {} for one in thing.get("assignments") or ()]
    facts = {
        "statuses[]": [thing.get("status")],
        "urgencies[]": [thing.get("urgency")],
        "service_ids[]": [(thing.get("service") or {}).get("id")],
        "team_ids[]": [one.get("id") for one in thing.get("teams") or ()],
        "user_ids[]": [one.get("id") for one in assigned],
    }
    asked = facts.keys() & block.params.keys()
    return not any(set(facts[name]).isdisjoint(block.params[name]) for name in asked)


def _params(block: Block) -> dict[str, Any]:
    """Whoever is on call is read whole, unless the file says otherwise."""
    usual = {"include[]": ["users"]} if block.kind == ONCALLS else {}
    return {**usual, **block.params}
