"""A PagerDuty that has only long lists: the sandbox's own would take minutes to fill, and to look through."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil, floor
from typing import Any

from aiohttp import web

Json = dict[str, Any]
SPAN = timedelta(days=29)
"""Within which all incidents began: a catalog reads those of the last 30 days."""

FARTHEST = 10_000
"""The last thing of a list that paging reaches: https://developer.pagerduty.com/docs/pagination."""


@dataclass
class Lists:
    """So many services, each with two people on call, and so many incidents, all of them over."""

    services: int
    incidents: int = 0
    asked: list[str] = field(default_factory=list)
    _now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Give its address."""
        app = web.Application()
        app.router.add_get("/services", self._services)
        app.router.add_get("/oncalls", self._on_calls)
        app.router.add_get("/incidents", self._incidents)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _services(self, request: web.Request) -> web.Response:
        return self._page(request, "services", 0, self.services, service)

    async def _on_calls(self, request: web.Request) -> web.Response:
        policies = request.query.getall("escalation_policy_ids[]")
        found = [on_call(policy, level) for policy in policies for level in (1, 2)]
        return web.json_response({"oncalls": found, "more": False})

    async def _incidents(self, request: web.Request) -> web.Response:
        """Those of a window; of those that are open there is none."""
        if "date_range" in request.query or not self.incidents:
            return self._page(request, "incidents", 0, 0, self._incident)
        since, until = (self._steps(request.query[name]) for name in ("since", "until"))
        first, end = max(0, ceil(since)), min(self.incidents, floor(until) + 1)
        return self._page(request, "incidents", first, max(first, end), self._incident)

    def _page(
        self, request: web.Request, name: str, first: int, end: int, shape: Callable[[int], Json]
    ) -> web.Response:
        self.asked.append(name)
        offset, limit = int(request.query.get("offset", "0")), int(request.query["limit"])
        if offset + limit > FARTHEST:
            return web.json_response({"error": {"code": 2001, "message": "Too far"}}, status=400)
        start = first + offset
        found = [shape(number) for number in range(start, min(start + limit, end))]
        total = end - first if request.query.get("total") == "true" else None
        return web.json_response({name: found, "more": start + limit < end, "total": total})

    def _steps(self, moment: str) -> float:
        """Give where among them it is."""
        return (datetime.fromisoformat(moment) - (self._now - SPAN)) / (SPAN / self.incidents)

    def _incident(self, number: int) -> Json:
        at = self._now - SPAN + SPAN / self.incidents * number
        return incident(number, at.isoformat())


def service(number: int) -> Json:
    """One of PagerDuty's, about as long as they are."""
    link = {"type": "escalation_policy_reference", "self": "https://api.pagerduty.com/escalation_policies/P0"}
    return {
        "id": f"P{number:06}",
        "type": "service",
        "name": f"Service {number}",
        "summary": f"Service {number}",
        "description": "What it does, and for whom it does that. " * 4,
        "status": "active",
        "created_at": "2026-03-02T10:00:00Z",
        "html_url": f"https://acme.pagerduty.com/service-directory/P{number:06}",
        "escalation_policy": {"id": f"E{number % 40}", "summary": "Payments", **link},
        "teams": [{"id": "T1", "type": "team_reference", "summary": "Payments"}],
        "integrations": [{"id": f"I{one}", "type": "generic_reference"} for one in range(3)],
    }


def on_call(policy: str, level: int) -> Json:
    user = {"id": f"U{level}", "name": "Deniz Kaya", "email": f"person{level}@demo.example", "role": "user"}
    return {"escalation_policy": {"id": policy}, "escalation_level": level, "user": user, "schedule": None}


def incident(number: int, at: str) -> Json:
    """One that is over, about as long as they are."""
    person = {
        "id": "U1",
        "type": "user_reference",
        "summary": "Deniz Kaya",
        "self": "https://api.pagerduty.com/users/U1",
    }
    return {
        "id": named(number),
        "type": "incident",
        "incident_number": number,
        "title": f"Number {number} burns",
        "summary": f"[#{number}] Number {number} burns",
        "description": "What burns there, and since when. " * 4,
        "status": "resolved",
        "urgency": "high",
        "created_at": at,
        "updated_at": at,
        "html_url": f"https://acme.pagerduty.com/incidents/{named(number)}",
        "service": {"id": f"P{number % 10_000:06}", "type": "service_reference", "summary": "Payments"},
        "escalation_policy": {"id": "E1", "type": "escalation_policy_reference", "summary": "Payments"},
        "assignments": [{"at": at, "assignee": person}],
        "last_status_change_by": person,
        "teams": [{"id": "T1", "type": "team_reference", "summary": "Payments"}],
    }


def named(number: int) -> str:
    return f"Q{number:08}"
