"""What is mapped, read of PagerDuty page by page: no more than a page of it is held at a time."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.catalog import Block
from bot.domain.catalog.kinds import INCIDENTS, ONCALLS, SERVICES
from bot.domain.errors import PermanentError
from bot.integrations.pagerduty.client import TOO_MANY, PagerDuty
from bot.ports import Clock

Thing = dict[str, Any]

ON_CALL = "__oncall_user"
"""What a service gets besides: everybody who is on call for it now."""

AT_ONCE = 50
"""Policies of one question: its address stays under 8 KB."""

WINDOW = timedelta(days=30)
"""How far back incidents are read; older ones are kept as they were."""

LEAST = timedelta(minutes=10)
OPEN = ("triggered", "acknowledged")
INDIVIDUAL = {SERVICES: "service", INCIDENTS: "incident", "escalation_policies": "escalation_policy"}
"""What the answer calls one of them, where that is not the list's name without its s."""


@dataclass(frozen=True)
class Lists:
    """Every method raises as the client does."""

    pagerduty: PagerDuty
    clock: Clock

    async def pages(self, block: Block) -> AsyncIterator[list[Thing]]:
        """Give all that a block is about, some at a time; a thing may come twice."""
        params = _params(block)
        if block.kind == INCIDENTS and not {"since", "until", "date_range"} & params.keys():
            async for page in self._incidents(params):
                yield page
            return
        async for page in self.pagerduty.read_all(f"/{block.kind}", block.kind, **params):
            yield await self._completed(block, page)

    async def one(self, block: Block, number: str) -> Thing:
        """Read one thing as the block's list would show it. number: its id there."""
        included = {key: value for key, value in _params(block).items() if key == "include[]"}
        answer = await self.pagerduty.read(f"/{block.kind}/{number}", **included)
        said = answer.get(INDIVIDUAL.get(block.kind, block.kind.removesuffix("s")))
        if not isinstance(said, dict):
            raise PermanentError(f"PagerDuty answers nothing for {number}.", code="404")
        (found,) = await self._completed(block, [said])
        return found

    async def _incidents(self, params: Mapping[str, Any]) -> AsyncIterator[list[Thing]]:
        """All that are open, however old, then the last days' by the time at which they began."""
        asked = params.get("statuses[]", OPEN)
        wanted = [status for status in OPEN if status in asked]
        if wanted:
            whole: dict[str, Any] = {**params, "statuses[]": wanted, "date_range": "all"}
            async for page in self.pagerduty.read_all("/incidents", INCIDENTS, **whole):
                yield page
        if set(asked) <= set(OPEN) and "statuses[]" in params:
            return
        now = self.clock().replace(microsecond=0)
        async for page in self._between(params, now - WINDOW, now):
            yield page

    async def _between(
        self, params: Mapping[str, Any], since: datetime, until: datetime
    ) -> AsyncIterator[list[Thing]]:
        """In halves, where there are more than paging reaches."""
        window: dict[str, Any] = {**params, "since": _said(since), "until": _said(until)}
        try:
            async for page in self.pagerduty.read_all("/incidents", INCIDENTS, **window):
                yield page
        except PermanentError as error:
            if error.code != TOO_MANY or until - since < LEAST:
                raise
            middle = since + (until - since) / 2
            for half in ((since, middle), (middle, until)):
                async for page in self._between(params, *half):
                    yield page

    async def _completed(self, block: Block, page: list[Thing]) -> list[Thing]:
        """Services with who is on call, where an expression asks for that."""
        if block.kind != SERVICES or not block.attaches_on_call or not block.asks(ON_CALL):
            return page
        policies = dict.fromkeys(filter(None, map(_policy, page)))
        found = await self._on_call([*policies])
        return [{**one, ON_CALL: found.get(_policy(one), [])} for one in page]

    async def _on_call(self, policies: list[str]) -> dict[str, list[Thing]]:
        """Give everybody by policy, the first level first; on a level they keep PagerDuty's order."""
        found: dict[str, list[Thing]] = {}
        for first in range(0, len(policies), AT_ONCE):
            asked: dict[str, Any] = {
                "escalation_policy_ids[]": policies[first : first + AT_ONCE],
                "include[]": ["users"],
            }
            async for page in self.pagerduty.read_all("/oncalls", ONCALLS, **asked):
                for one in page:
                    found.setdefault(str(one["escalation_policy"]["id"]), []).append(one)
        for entries in found.values():
            entries.sort(key=lambda one: int(one.get("escalation_level") or 0))
        return found


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


def _policy(service: Mapping[str, Any]) -> str:
    return str((service.get("escalation_policy") or {}).get("id") or "")


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
