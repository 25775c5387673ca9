"""What Alertmanager posts, however much of it: the worst of it counts."""

from typing import Any

from door import Door

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
