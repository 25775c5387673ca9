"""Starting in a bad hour: what Slack does not give now comes later, and nothing waits for it."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
from harness import PATIENCE, QUICK, Bell, Workspace, reached

from bot.usecases.api.tokens import make_token


async def test_an_incident_declared_before_the_directory_is_read_gets_its_people_later(
    workspace: Workspace, database: Path
) -> None:
    """Slack limits the list calls: the declarer is in at once, the others as soon as they are known."""
    await workspace.fault("usergroups.list", "429", retry_after=2)
    await workspace.fault("conversations.list", "429", retry_after=2)
    bell = await Bell(workspace, database, replace(QUICK, attempts=99)).start()
    await workspace.declare("ana")
    await workspace.until(lambda state: _members(state) >= 2)
    await bell.ready()
    await bell.idle()
    state = await workspace.state()
    group = next(one for one in state["usergroups"] if one["handle"] == "oncall-payments")
    (channel,) = await workspace.incident_channels()
    assert set(group["users"]) <= set(channel["members"])
    told = (await workspace.channel("tech-incidents"))["messages"]
    assert len([one for one in told if "inc-1" in one.get("text", "")]) == 1
    await bell.stop()


async def test_a_workspace_without_usergroups_still_declares(workspace: Workspace, database: Path) -> None:
    """Free plans answer plan_upgrade_required."""
    await workspace.fault("usergroups.list", "error", error="plan_upgrade_required", times=9)
    bell = await Bell(workspace, database).start()
    await workspace.declare("ana")
    await workspace.until(lambda state: _members(state) >= 2)
    (fault,) = (await workspace.get("faults"))["faults"]
    assert fault["times"] < 9, "it was refused the usergroups"
    await bell.stop()


async def test_tagged_channels_are_joined_once(workspace: Workspace, database: Path) -> None:
    for _ in range(2):
        bell = await Bell(workspace, database).start()
        await bell.ready()
        await bell.stop()
    assert len(await workspace.calls("conversations.join")) == 3


async def test_programs_and_systems_are_heard_while_slack_is_away(
    workspace: Workspace, database: Path
) -> None:
    """What is told while Firebell waits for Slack is an incident: paged at once, in Slack when it is back."""
    given = reached()
    bell = await Bell(workspace, database, settings=given).start()
    await bell.ready()
    ana = workspace.user_id(await workspace.state(), "ana")
    secret = await bell.firebell.db.write(make_token, "cron", ["declare", "alerts"], by=ana, press="made")
    await bell.stop()
    await workspace.fault("auth.test", "down", times=999)
    bell = Bell(workspace, database, settings=given, pagerduty=True)
    starting = asyncio.create_task(bell.start())
    async with aiohttp.ClientSession(
        given["PUBLIC_URL"], headers={"Authorization": f"Bearer {secret}"}
    ) as http:
        assert await _answer(http, "GET", "/healthz") == (200, "ok")
        status, said = await _answer(http, "GET", "/readyz")
        assert (status, json.loads(said)) == (503, {"database": True, "slack": False})
        status, said = await _answer(http, "GET", "/metrics")
        assert (status, "firebell_sockets_open 0.0" in said) == (200, True)
        fires = {"status": "firing", "labels": {"alertname": "Disk", "severity": "critical"}}
        alert = {"groupKey": "disk", "status": "firing", "alerts": [fires]}
        for is_new in (True, False):
            status, said = await _answer(http, "POST", "/api/alerts/alertmanager", json=alert)
            assert (status, json.loads(said)) == (200, {"ref": "inc-1", "is_new": is_new})
        declared = {"title": "Checkout is down", "priority": "P1", "category": "payment", "dedup_key": "till"}
        status, said = await _answer(http, "POST", "/api/incidents", json=declared)
        assert (status, json.loads(said)["ref"]) == (201, "inc-2")
        assert (await _answer(http, "POST", "/webhooks/pagerduty", json={}))[0] == 401, "nobody signed it"
    await workspace.until(lambda there: "Checkout is down" in str(there["incidents"]), of="pagerduty")
    assert not starting.done()
    assert await workspace.incident_channels() == []
    await workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults")
    await starting
    await workspace.until(lambda state: len(_channels(state)) == 2)
    await bell.ready()
    await bell.idle()
    assert len(await workspace.incident_channels()) == 2
    told = (await workspace.channel("tech-incidents"))["messages"]
    for ref in ("inc-1", "inc-2"):
        assert len([one for one in told if ref in one.get("text", "")]) == 1
    await bell.stop()


async def _answer(http: aiohttp.ClientSession, method: str, path: str, **sent: Any) -> tuple[int, str]:
    """Ask until somebody listens there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                async with http.request(method, path, **sent) as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.02)


def _channels(state: dict[str, Any]) -> list[Any]:
    return [one for one in state["channels"] if one["name"][:2] == "20"]


def _members(state: dict[str, Any]) -> int:
    channel = next((one for one in state["channels"] if one["name"][:2] == "20"), None)
    return len(channel["members"]) if channel else 0
