"""What every shape is made in: the account, what the caller asked to include, and the zone of its times.

https://developer.pagerduty.com/docs/rest-api-v2/resource-references/
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.clock import iso
from bot.sandbox.pagerduty.world import Thing
from bot.sandbox.pagerduty.world.incidents import Agent
from bot.sandbox.world import Json

TABLES = {
    "user": "users",
    "team": "teams",
    "schedule": "schedules",
    "escalation_policy": "policies",
    "service": "services",
    "priority": "priorities",
    "maintenance_window": "windows",
    "incident": "incidents",
}
"""Where the world keeps each kind."""
PATHS = {
    **{kind: f"{kind}s" for kind in TABLES},
    "escalation_policy": "escalation_policies",
    "priority": "priorities",
}
"""The kind's own part of an address."""
PAGES = {**PATHS, "service": "service-directory"}
"""The same on the website."""

FULL: "dict[str, Callable[[Frame, Any], Json]]" = {}
"""How each kind looks in full; what stands in shapes/ enters itself."""


@dataclass(frozen=True)
class Frame:
    account: Account
    include: frozenset[str] = frozenset()
    zone: tzinfo = UTC

    def time(self, moment: datetime | None) -> str | None:
        return iso(moment, self.zone) if moment else None

    def head(self, kind: str, thing: Thing) -> Json:
        """What every object begins with."""
        return {**self.reference(kind, thing), "type": kind}

    def reference(self, kind: str, thing: Thing) -> Json:
        page = f"{self.account.api}/web/{PAGES[kind]}/{thing.id}"
        return {
            "id": thing.id,
            "type": f"{kind}_reference",
            "summary": thing.summary,
            "self": f"{self.account.api}/{PATHS[kind]}/{thing.id}",
            "html_url": page,
        }

    def link(self, kind: str, number: str | None, include: str = "") -> Json | None:
        """A reference, or the thing itself where the caller included it; None where there is none."""
        thing = getattr(self.account.world, TABLES[kind]).get(number or "")
        if thing is None:
            return None
        if include in self.include:
            return FULL[kind](replace(self, include=frozenset()), thing)
        return self.reference(kind, thing)

    def links(self, kind: str, numbers: Iterable[str], include: str = "") -> list[Json]:
        return [found for number in numbers if (found := self.link(kind, number, include))]

    def agent(self, agent: Agent, include: str = "") -> Json | None:
        return self.link(agent.kind, agent.id, include)
