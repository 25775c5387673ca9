"""What Alertmanager posts, however much of it: the worst counts, and only what ended is over."""

import asyncio
from typing import Any

from door import Door

from bot.domain.events import IncidentUpdated
from bot.store import incidents, timeline

AT = "/api/alerts/alertmanager"


def group(key: str, *severities: str, status: str = "firing", **more: Any) -> dict[str, Any]:
    alerts = [{"status": status, "labels": {"alertname": "Down", "severity": one}} for one in severities]
    return {"version": "4", "groupKey": key, "status": status, "alerts": alerts, **more}


async def priority(door: Door, secret: str, said: dict[str, Any]) -> str:
    _, answer = await door.ask("POST", AT, said, secret=secret)
    _, incident = await door.ask("GET", f"/api/incidents/{answer['ref']}", secret=secret)
    return str(incident["priority"])


async def test_the_worst_of_hundreds_of_alerts_counts_wherever_it_stands(door: Door) -> None:
    secret = door.token("prometheus", "alerts", "read")
    assert await priority(door, secret, group("a", *["warning"] * 500)) == "P3"
    assert await priority(door, secret, group("a", *["warning"] * 500, "critical")) == "P1", "it got worse"
    assert await priority(door, secret, group("b", *["info"] * 500, "critical")) == "P1"


async def test_several_tell_at_once_that_it_got_worse(door: Door) -> None:
    secret = door.token("prometheus", "alerts", "read")
    assert await priority(door, secret, group("a", "minor")) == "P4"
    worse = (door.ask("POST", AT, group("a", "critical"), secret=secret) for _ in range(8))
    answers = await asyncio.gather(*worse)
    assert answers == [(200, {"ref": "inc-1", "is_new": False})] * 8
    told = door.db.read_now(timeline.of, 1)
    assert sum(isinstance(one, IncidentUpdated) for one in told) == 1


async def test_what_was_left_out_may_fire_on(door: Door) -> None:
    secret = door.token("prometheus", "alerts")
    _, told = await door.ask("POST", AT, group("a", "critical", truncatedAlerts=2), secret=secret)
    for left_out, closed in ((2, False), (0, True)):
        over = group("a", "critical", status="resolved", truncatedAlerts=left_out)
        assert await door.ask("POST", AT, over, secret=secret) == (200, {"ref": told["ref"], "is_new": False})
        found = door.db.read_now(incidents.get, 1)
        assert found
        assert found.is_closed == closed
