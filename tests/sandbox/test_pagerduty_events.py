"""Events API v2, sent by PagerDuty's own client."""

import asyncio
from typing import Any

import pdpyras
import pytest
from duty import Duty

pytest_plugins = ["sandbox_fixtures", "duty_fixtures"]


@pytest.fixture
async def monitoring(duty: Duty) -> pdpyras.EventsAPISession:
    """A monitoring tool that reports to the service Search."""
    services = (await duty.state())["services"]
    key = next(one["routing_key"] for one in services if one["name"] == "Search")
    session = pdpyras.EventsAPISession(key)
    session.url = duty.session.url
    return session


async def send(session: pdpyras.EventsAPISession, action: str, key: str | None, **more: Any) -> str:
    payload = {
        "summary": "Disk full",
        "source": "db-1",
        "severity": "critical",
        "custom_details": {"free": "1%"},
    }
    said = {"payload": payload, "client": "Watchdog"} if action == "trigger" else {}
    return str(await asyncio.to_thread(session.send_event, action, key, **{**said, **more}))


async def test_a_key_is_one_incident_from_trigger_to_resolve(
    duty: Duty, monitoring: pdpyras.EventsAPISession
) -> None:
    for _ in range(3):
        assert await send(monitoring, "trigger", "db-1/disk") == "db-1/disk"
    (made,) = await duty.all("/incidents", incident_key="db-1/disk")
    assert (made["title"], made["incident_key"], made["alert_counts"]["all"]) == ("Disk full", None, 1)
    assert made["last_status_change_by"]["summary"] == "Search"
    (alert,) = await duty.all(f"/incidents/{made['id']}/alerts")
    assert (alert["alert_key"], alert["body"]["details"]) == ("db-1/disk", {"free": "1%"})
    await send(monitoring, "acknowledge", "db-1/disk")
    assert (await duty.get(f"/incidents/{made['id']}"))["acknowledgements"][0]["acknowledger"][
        "summary"
    ] == "Search"
    await send(monitoring, "resolve", "db-1/disk")
    await send(monitoring, "resolve", "db-1/disk")
    assert (await duty.get(f"/incidents/{made['id']}"))["status"] == "resolved"
    await send(monitoring, "trigger", "db-1/disk")
    assert len(await duty.all("/incidents")) == 2


async def test_what_cannot_be_taken_is_named(duty: Duty, monitoring: pdpyras.EventsAPISession) -> None:
    body = {"routing_key": "nonsense", "event_action": "shout"}
    answer = await asyncio.to_thread(duty.session.request, "POST", "/v2/enqueue", json=body)
    assert (answer.status_code, answer.json()["status"]) == (400, "invalid event")
    await duty.act("ana", "disable", service="Search")
    assert await send(monitoring, "trigger", None)
    assert await duty.all("/incidents") == []
