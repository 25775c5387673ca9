"""Alerts begin incidents: the first get all there is, a storm of them waits in one message."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, reached, texts

from bot.domain.events import IncidentUpdated
from bot.domain.incident import ClosingReason, Incident, Status
from bot.store import incidents, timeline
from bot.store.api import storms
from bot.usecases.work.keep_private import make_private

BY_ANA = "inc-16"
"""Whether a P2 pages depends on the hour."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@dataclass
class Prometheus:
    """Alertmanager, with a token that Ana made for it in the settings."""

    workspace: Workspace
    bell: Bell
    clock: Ahead
    url: str
    secret: str

    async def tell(self, name: str, status: str = "firing", **labels: str) -> str | None:
        """Tell of a group of one alert, and give the incident."""
        said = {"alertname": name, "severity": "critical", "category": "payment", **labels}
        annotations = {"summary": f"{name} <!channel> *now*", "description": "It answers 500."}
        alert = {"status": status, "labels": said, "annotations": annotations, "generatorURL": "http://graph"}
        body = {
            "version": "4",
            "groupKey": f'{{}}:{{alertname="{name}"}}',
            "status": status,
            "commonLabels": said,
            "groupLabels": {"alertname": name},
            "commonAnnotations": annotations,
            "externalURL": "http://alertmanager",
            "alerts": [alert],
        }
        headers = {"Authorization": f"Bearer {self.secret}"}
        url = f"{self.url}/api/alerts/alertmanager"
        async with self.workspace.http.post(url, json=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            ref: str | None = (await answer.json())["ref"]
            return ref

    async def incident(self, number: int) -> Incident:
        found = await self.bell.firebell.db.read(incidents.get, number)
        assert found
        return found

    async def channel(self, number: int) -> dict[str, Any]:
        await self.bell.idle()
        return next(one for one in await self.workspace.incident_channels() if f"-{number}-" in one["name"])


@pytest.fixture
async def prometheus(workspace: Workspace, database_url: str) -> AsyncIterator[Prometheus]:
    clock, told = Ahead(), reached()
    bell = await Bell(workspace, database_url, clock=clock, pagerduty=True, settings=told).start()
    await bell.ready()
    yield Prometheus(workspace, bell, clock, told["PUBLIC_URL"], await made(workspace))
    await bell.stop()


async def made(workspace: Workspace) -> str:
    """Make a token as Ana does, and copy its secret from the only window that shows it."""
    shown = await workspace.slash("ana", "settings api tokens", wait_ms=5000)
    assert "Nothing yet" in texts(shown["view"]["blocks"])
    await workspace.act("ana", "click", **{"in": "view"}, label="Make a token", wait_ms=5000)
    refused = await workspace.act(
        "ana", "submit", values={"Who will use it": "a b", "It may": ["Tell of alerts"]}
    )
    assert "such as grafana" in str(refused["errors"])
    values = {"Who will use it": "prometheus", "It may": ["Tell of alerts"]}
    answer = await workspace.act("ana", "submit", values=values, wait_ms=5000)
    said = texts(answer["view"]["blocks"])
    assert "nobody can see it again" in said
    await workspace.act("ana", "close", wait_ms=500)
    return "fb_" + said.partition("fb_")[2].partition("`")[0]


def said_in(channel: dict[str, Any]) -> str:
    return "\n".join(texts(message.get("blocks", [])) for message in channel["messages"])


async def paged(workspace: Workspace) -> set[str]:
    """Give the alerts' incidents for which people were called."""
    sent = await workspace.calls("POST /incidents")
    refs = [str(one["args"]["incident"]["incident_key"]).partition(":")[0] for one in sent]
    assert len(refs) == len(set(refs))
    return set(refs) - {BY_ANA}


async def storm(workspace: Workspace) -> list[dict[str, Any]]:
    found = (await workspace.channel("tech-incidents"))["messages"]
    return [one for one in found if "storm" in str(one.get("metadata"))]


async def test_an_alert_begins_an_incident_and_ends_it_as_long_as_nobody_works_on_it(
    workspace: Workspace, prometheus: Prometheus
) -> None:
    bell, clock = prometheus.bell, prometheus.clock
    assert await prometheus.tell("Watchdog", severity="none") is None
    assert {await prometheus.tell("TillDown") for _ in range(5)} == {"inc-1"}
    channel = await prometheus.channel(1)
    incident = await prometheus.incident(1)
    assert (incident.priority, incident.category, incident.opened_by) == ("P1", "payment", "")
    said = said_in(channel)
    assert "Declared by token prometheus" in said
    assert "<!channel>" not in said
    assert len(await workspace.calls("POST /incidents")) == 1, "a P1 pages"
    clock.by += timedelta(minutes=1)
    await bell.tick()
    said = said_in(await prometheus.channel(1))
    assert "<!subteam^" in said
    assert "Who takes command?" in said
    assert await prometheus.tell("TillDown", "resolved") == "inc-1"
    await bell.idle()
    closed = await prometheus.incident(1)
    assert closed.closure
    assert (closed.status, closed.closure.reason) == (Status.CLOSED, ClosingReason.RESOLVED)
    assert await prometheus.tell("TillDown", "resolved") is None, "what is over is nobody's"

    assert await prometheus.tell("TillDown") == "inc-2"
    channel = await prometheus.channel(2)
    (card,) = [one for one in channel["messages"] if one["ts"] in channel["pins"]]
    at = {"in": "message", "channel": channel["id"]}
    await workspace.act("ben", "join", channel=channel["id"])
    await workspace.act("ben", "click", **at, ts=card["ts"], label="Take command", wait_ms=3000)
    for _ in range(2):
        assert await prometheus.tell("TillDown", "resolved") == "inc-2"
    channel = await prometheus.channel(2)
    (asked,) = [one for one in channel["messages"] if "Is inc-2 over?" in texts(one.get("blocks", []))]
    assert (await prometheus.incident(2)).status is Status.OPEN
    assert await prometheus.tell("TillDown") == "inc-2", "it fires again"
    assert "there again" in said_in(await prometheus.channel(2))
    await workspace.act("ben", "click", **at, ts=asked["ts"], label="Mark mitigated", wait_ms=3000)
    await bell.idle()
    assert (await prometheus.incident(2)).status is Status.MITIGATED


async def test_what_fails_of_an_alert_is_told_although_nobody_declared_it(prometheus: Prometheus) -> None:
    """Whom its category calls hears that it has no channel; what is asked is asked where all can read it."""
    space = prometheus.workspace
    await space.fault("conversations.create", "error", error="restricted_action", times=50)
    await prometheus.tell("CheckoutDown")
    await prometheus.bell.idle()
    state = await space.state()
    (group,) = [one for one in state["usergroups"] if one["handle"] == "oncall-payments"]
    told = [dm for dm in state["dms"] if "inc-1: The channel could not be made" in str(dm["messages"])]
    assert {one for dm in told for one in dm["members"]} >= set(group["users"])
    prometheus.clock.by = timedelta(minutes=10)
    await prometheus.bell.tick()
    asked = said_in(await space.channel("tech-incidents"))
    assert "Who takes command" in asked
    person = group["users"][0]
    await prometheus.bell.firebell.db.write(make_private, 1, (), by=person)
    await prometheus.bell.idle()
    left = said_in(await space.channel("tech-incidents"))
    assert "Who takes command" not in left
    assert "CheckoutDown" not in left


async def test_a_worse_alert_of_the_group_raises_the_priority_once(
    workspace: Workspace, prometheus: Prometheus
) -> None:
    async def told(severity: str, priority: str) -> None:
        assert await prometheus.tell("TillSlow", severity=severity) == "inc-1"
        assert (await prometheus.incident(1)).priority == priority

    await told("minor", "P4")
    await told("warning", "P3")
    assert len(await workspace.calls("POST /incidents")) == 0
    for _ in range(3):
        await told("critical", "P1")
    await prometheus.bell.idle()
    assert len(await workspace.calls("POST /incidents")) == 1, "a P1 pages"
    await told("minor", "P1")
    said = said_in(await prometheus.channel(1))
    assert said.count("Its alerts have become worse.") == 3, "two messages, and the card"
    await workspace.act("ben", "join", channel=(await prometheus.channel(1))["id"])
    await workspace.slash("ben", "update inc-1 P4", wait_ms=3000)
    assert (await workspace.act("ben", "submit", wait_ms=3000))["ok"]
    await told("critical", "P4")
    events = await prometheus.bell.firebell.db.read(timeline.of, 1)
    raised = [one.becomes["priority"] for one in events if isinstance(one, IncidentUpdated) and one.becomes]
    assert raised == ["P3", "P1", "P4"]


async def test_what_waits_is_opened_from_its_menu_too(workspace: Workspace, prometheus: Prometheus) -> None:
    for number in range(1, 5):
        assert await prometheus.tell(f"Host{number}") == f"inc-{number}"
    await prometheus.bell.idle()
    waiting = await workspace.slash("ben", "more inc-4", wait_ms=5000)
    assert "it waits" in texts(waiting["view"]["blocks"])
    opened = await workspace.act("ben", "click", **{"in": "view"}, label="Open it", wait_ms=5000)
    assert opened["view"]["title"]["text"] == "Work on inc-4"
    assert "it waits" not in texts(opened["view"]["blocks"])
    await prometheus.bell.idle()
    assert "Host4" in said_in(await prometheus.channel(4))


@pytest.mark.slow
async def test_a_storm_waits_in_one_message_and_people_never_wait(
    workspace: Workspace, prometheus: Prometheus
) -> None:
    bell, db = prometheus.bell, prometheus.bell.firebell.db
    for number in range(1, 16):
        assert await prometheus.tell(f"Host{number}") == f"inc-{number}"
    await bell.idle()
    assert len(await workspace.incident_channels()) == 3
    assert await paged(workspace) == {"inc-1", "inc-2", "inc-3"}
    (message,) = await storm(workspace)
    said = texts(message["blocks"])
    assert "12 more incidents wait" in said
    assert "Host4 &lt;!channel&gt;" in said
    assert "and 2 more" in said
    await workspace.declare("ana")
    await bell.idle()
    assert len(await workspace.incident_channels()) == 4, "who declares in a storm gets a channel"
    at = {"in": "message", "channel": "tech-incidents", "ts": message["ts"]}
    opened = await workspace.act("ben", "click", **at, label="Open it", wait_ms=500)
    assert opened["view"] is None, "the message itself says what became of it"
    await bell.idle()
    assert "Host4" in said_in(await prometheus.channel(4))
    assert await paged(workspace) == {"inc-1", "inc-2", "inc-3", "inc-4"}, "it pages as the others did"
    await workspace.act("ben", "click", **at, label="Open it", wait_ms=500)
    await bell.idle()
    await prometheus.tell("Host6", "resolved")
    await bell.idle()
    (message,) = await storm(workspace)
    assert "9 more incidents wait" in texts(message["blocks"])
    await workspace.act("deniz", "click", **at, label="All belong to inc-3", wait_ms=500)
    await bell.idle()
    (message,) = await storm(workspace)
    assert "None of them waits any more" in texts(message["blocks"])
    assert await db.read(storms.count, "") == 0
    merged = [(await prometheus.incident(number)).merged_into for number in range(7, 16)]
    assert merged == [3] * 9
    said = said_in(await prometheus.channel(3))
    assert said.count("9 incidents that waited belong to inc-3") == 1
    assert len(await workspace.incident_channels()) == 6
    assert await prometheus.tell("Host9") == "inc-3", "it fires still, as a part of inc-3"
    assert await prometheus.tell("Host9", "resolved") == "inc-3"
    await bell.idle()
    assert "over?" not in said_in(await prometheus.channel(3)), "inc-3 is not over with one of its parts"
    assert await prometheus.tell("Host9") == "inc-17", "it fires anew and waits"
    await bell.idle()
    assert len(await storm(workspace)) == 2, "a new storm is a new message"
    assert await paged(workspace) == {"inc-1", "inc-2", "inc-3", "inc-4", "inc-5"}


async def test_while_slack_is_away_people_are_paged_and_the_channel_comes_later(
    workspace: Workspace, prometheus: Prometheus
) -> None:
    await workspace.fault("*", "429", retry_after=1, times=1000)
    assert await prometheus.tell("TillDown") == "inc-1"
    await prometheus.bell.until(_is_paged)
    assert not await workspace.incident_channels()
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults") as ended:
        assert ended.status == 200
    await prometheus.channel(1)
    assert await paged(workspace) == {"inc-1"}
    assert len(await workspace.incident_channels()) == 1


def _is_paged() -> bool:
    found = incidents.get(1)
    return found is not None and any(one.id for one in found.pages)
