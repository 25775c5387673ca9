"""Whatever PagerDuty does, declaring goes on as ever, and people are paged once when it is back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harness import QUICK, Bell, Workspace
from pager import WORST, card, first, known, page, press, there, told

from bot.domain.events import Event, PageDelayed
from bot.domain.paging import PageState
from bot.store import taxonomy, timeline
from bot.store.queues import outbox

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def broken(workspace: Workspace, fault: str, times: int = 2, **args: Any) -> None:
    body = {
        "match": {"system": "pagerduty", "method": "POST /incidents"},
        "fault": fault,
        "times": times,
        **args,
    }
    status, answer = await workspace.post("faults", body)
    assert status == 200, answer


def delays() -> list[Event]:
    return timeline.of(1, PageDelayed)


@pytest.mark.parametrize(
    ("fault", "args"),
    [
        ("drop", {}),
        pytest.param("500", {}, marks=pytest.mark.slow),
        ("429", {"retry_after": 1}),
        pytest.param("down", {}, marks=pytest.mark.slow),
        pytest.param("timeout", {"ms": 600}, marks=pytest.mark.slow),
        ("error", {"error": "2006"}),
        pytest.param("garbage", {"status": 200}, marks=pytest.mark.slow),
        pytest.param("garbage", {"status": 502}, marks=pytest.mark.slow),
    ],
)
async def test_one_page_comes_of_it(
    workspace: Workspace, bell: Bell, fault: str, args: dict[str, Any]
) -> None:
    await broken(workspace, fault, **args)
    answer = await workspace.declare("ana", **WORST)
    assert answer["ok"]
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    (made,) = await there(workspace)
    assert (await bell.firebell.db.read(page)).id == made["id"]
    assert not await bell.firebell.db.read(delays), "a short trouble is nobody's"


async def test_a_long_trouble_is_told_once_and_ends_in_one_page(workspace: Workspace, bell: Bell) -> None:
    await broken(workspace, "down", times=3)
    answer = await workspace.declare("ana", **WORST)
    assert answer["ok"]
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    assert len(await there(workspace)) == 1
    assert len(await bell.firebell.db.read(delays)) == 1


async def test_what_an_alert_of_the_same_key_began_is_not_our_page(workspace: Workspace, bell: Bell) -> None:
    """Looking for what the first attempt may have made, PagerDuty names it as well."""
    await broken(workspace, "429", times=10_000, retry_after=1)
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: outbox.why_waiting("inc-1", ("send_page",)))
    key = (await bell.firebell.db.read(page)).key
    services = (await workspace.get("state/pagerduty"))["services"]
    route = next(one["routing_key"] for one in services if one["name"] == "Search")
    payload = {"summary": "Disk full", "source": "db-1", "severity": "critical"}
    event = {"routing_key": route, "event_action": "trigger", "dedup_key": key, "payload": payload}
    url = f"{workspace.sandbox.environment['PAGERDUTY_API_URL']}/v2/enqueue"
    async with workspace.http.post(url, json=event) as answer:
        assert answer.status == 202
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await bell.idle()
    assert [one["id"] for one in await there(workspace)] == [(await bell.firebell.db.read(page)).id]


async def test_stopped_in_the_middle_it_pages_once(workspace: Workspace, database_url: str) -> None:
    """The process ends while PagerDuty is doing it; the next one finds what was made."""
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.ready()
    await workspace.post("latency", {"pagerduty": 800})
    await workspace.declare("ana", **WORST)
    while not await workspace.calls("POST /incidents"):
        await bell.until(lambda: first().pages)
    await bell.drop()
    await workspace.post("latency", {"pagerduty": 0})
    again = await Bell(workspace, database_url, pace=QUICK, pagerduty=True).start()
    await again.until(lambda: first().pages[0].id)
    await again.idle()
    assert len(await there(workspace)) == 1
    await again.stop()


@pytest.mark.parametrize(
    ("fault", "args"),
    [
        pytest.param("down", {}, marks=pytest.mark.slow),
        pytest.param("500", {}, marks=pytest.mark.slow),
        ("429", {"retry_after": 1}),
        pytest.param("timeout", {"ms": 30_000}, marks=pytest.mark.slow),
        pytest.param("garbage", {"status": 200}, marks=pytest.mark.slow),
        ("error", {"error": "2006"}),
    ],
)
async def test_declaring_goes_on_as_ever(
    workspace: Workspace, database_url: str, fault: str, args: dict[str, Any]
) -> None:
    """All of PagerDuty is out: channel, people, card and topic come as ever, the page when it is back."""
    bell = await Bell(workspace, database_url, pace=replace(QUICK, call=3.0), pagerduty=True).start()
    await bell.ready()
    since = len(await workspace.calls())
    everything = {"match": {"system": "pagerduty"}, "fault": fault, "times": 10_000, **args}
    status, said = await workspace.post("faults", everything)
    assert status == 200, said
    assert (await workspace.declare("ana", **WORST))["ok"]
    channel = await workspace.until(_is_set_up)
    done = [one["method"] for one in await workspace.calls(*STEPS, since=since)]
    assert done.count("conversations.create") == 1
    assert done.index("conversations.create") < done.index("conversations.invite")
    assert (await bell.firebell.db.read(page)).id == ""
    await workspace.slash("ana", "update inc-1 db2 is full", channel=channel["name"])
    await workspace.until(lambda state: "db2 is full" in str(_incident_channel(state)["messages"]))
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await bell.until(lambda: first().pages[0].id)
    await bell.idle()
    (made,) = await there(workspace)
    assert (made["status"], made["service"]["summary"]) == ("triggered", "Payments")
    notes = [one["content"] for one in made["notes"]]
    told = [one for one in notes if "db2 is full" in one]
    assert len(told) == 1, "what was told meanwhile is noted, once"
    assert told[0].startswith("ana: ")
    await workspace.slash("ana", "update inc-1 investigating", channel=channel["name"])
    await bell.idle()
    assert (await there(workspace))[0]["status"] == "acknowledged"
    await bell.stop()


@pytest.mark.slow
async def test_what_is_over_first_calls_nobody(workspace: Workspace, database_url: str) -> None:
    """Mitigated while PagerDuty is out, the page is withdrawn; one asked for by hand then stays."""
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.ready()
    await known(bell)
    await broken(workspace, "429", times=10_000, retry_after=1)
    assert (await workspace.declare("ana", **WORST))["ok"]
    await bell.until(lambda: first().pages)
    await workspace.slash("ana", "update inc-1 mitigated: it was a test")
    await bell.until(lambda: page().state is PageState.WITHDRAWN)
    await bell.idle()
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    assert await there(workspace) == []
    assert "Not paged:* Payments. It was over before" in await card(workspace)
    await workspace.slash("ana", "page inc-1 Payments please look after it", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.idle()
    (made,) = await there(workspace)
    assert made["status"] == "triggered"
    await bell.stop()


STEPS = ("conversations.create", "conversations.invite", "pins.add", "conversations.setTopic")


def _incident_channel(state: dict[str, Any]) -> dict[str, Any]:
    return next((one for one in state["channels"] if one["name"][:2] == "20"), {})


def _is_set_up(state: dict[str, Any]) -> dict[str, Any] | None:
    """Give the channel once people are in it, its card is pinned and its topic set."""
    channel = _incident_channel(state)
    done = channel and channel["pins"] and channel["topic"] and len(channel["members"]) > 2
    return channel if done else None


async def test_another_service_is_paged_once_the_category_names_it(workspace: Workspace, bell: Bell) -> None:
    """The service was renamed in PagerDuty; an admin names what it is called now, and presses Retry."""
    await known(bell)
    await bell.firebell.db.write(lambda _: _name("Payments, as it was"))
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: outbox.failures("inc-1"))
    await bell.idle()
    failed = await told(workspace, "has no service called Payments, as it was")
    await bell.firebell.db.write(lambda _: _name("Payments"))
    await press(workspace, "ana", failed, "Retry")
    await bell.until(lambda: page().id)
    await bell.idle()
    assert [one["service"]["summary"] for one in await there(workspace)] == ["Payments"]
    assert await bell.firebell.db.read(outbox.failures, "inc-1") == []
    assert "as it was" not in await card(workspace)


def _name(service: str) -> None:
    document = taxonomy.document()
    document["categories"]["payment"]["pagerduty_service"] = service
    taxonomy.replace(document)
