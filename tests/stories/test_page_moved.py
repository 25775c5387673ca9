"""Somebody moves a page to another service there: that one's settings hold, and nobody is called anew."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, reached, texts
from tickets import first, issues, made
from typed import typed

from bot.domain.events import PageMoved
from bot.domain.incident import Act
from bot.domain.paging.asking import ask
from bot.domain.rules.updating import Update
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.ports import utc_now
from bot.store import taxonomy, timeline
from bot.store.running import jobs
from bot.usecases.paging.hear_source import look_at_ours
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.update_incident import update_incident

pytestmark = [pytest.mark.pagerduty, pytest.mark.jira]

WORST = "Nobody or hardly anybody can order"
TITLE = "Checkout fails for one order in three"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def client(workspace: Workspace) -> AsyncIterator[PagerDuty]:
    given = workspace.sandbox.environment
    one = PagerDuty(
        Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"]), 5
    )
    yield one
    one.close()


async def pages(workspace: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await workspace.get("state/pagerduty"))["incidents"]
    return found


async def move(workspace: Workspace, client: PagerDuty, service: str) -> None:
    """Somebody puts the only page into another service."""
    (page,) = await pages(workspace)
    there = (await client.get("/services", query=service))["services"]
    number = next(one["id"] for one in there if one["name"] == service)
    body = {"incident": {"type": "incident", "service": {"id": number, "type": "service_reference"}}}
    await client.write("PUT", f"/incidents/{page['id']}", body, "deniz@demo.example")


async def paged(workspace: Workspace, bell: Bell) -> str:
    """Declare one that pages Payments, and give who did."""
    await workspace.declare("ana", Customers=WORST)
    await bell.until(made)
    await bell.until(lambda: first().pages[0].id)
    await bell.idle()
    return workspace.user_id(await workspace.state(), "ana")


async def look(bell: Bell) -> None:
    await bell.firebell.db.write(look_at_ours)
    await bell.idle()


def moves() -> list[tuple[str, str]]:
    return [(one.was, one.service) for one in timeline.of(1, PageMoved) if isinstance(one, PageMoved)]


def _restrict(_unit: Unit) -> None:
    """Only the entitled read Payments."""
    taxonomy.replace({**taxonomy.document(), "services": {"Payments": {"restricted": True}}})


async def test_it_is_of_the_other_service_and_nobody_is_called_anew(
    workspace: Workspace, bell: Bell, client: PagerDuty
) -> None:
    ana = await paged(workspace, bell)
    category = (await bell.firebell.db.read(first)).category
    await move(workspace, client, "Platform")
    for _ in range(2):
        await look(bell)
    for wish in (Update(priority="P2"), Update(priority="P1")):
        await bell.firebell.db.write(update_incident, 1, wish, by=ana)
        await bell.idle()
    now = await bell.firebell.db.read(first)
    assert ([one.service for one in now.pages], now.category) == (["Platform"], category)
    assert await bell.firebell.db.read(moves) == [("Payments", "Platform")]
    assert len(await pages(workspace)) == 1
    assert len(await issues(workspace)) == 1
    (channel,) = await workspace.incident_channels()
    said = [texts(one.get("blocks", ())) for one in channel["messages"]]
    assert sum("page of Payments is of Platform in PagerDuty now" in one for one in said) == 1
    (issue,) = await issues(workspace)
    assert [one["object"]["title"] for one in issue["remote_links"]][-1].endswith(": Platform")


async def test_a_comparison_names_the_other_service(
    workspace: Workspace, bell: Bell, client: PagerDuty, tmp_path: Path
) -> None:
    await bell.firebell.db.write(lambda _: jobs.pause("pagerduty log", paused=True))
    await paged(workspace, bell)
    await move(workspace, client, "Platform")
    environment = {**workspace.sandbox.environment, "DATABASE_URL": f"sqlite:///{tmp_path}/firebell.db"}
    told = await typed("sync", "pages", "--dry-run", folder=tmp_path, environment=environment)
    assert "inc-1 Payments: its service is Platform in PagerDuty." in told.out, told.errors
    await look(bell)
    told = await typed("sync", "pages", "--dry-run", folder=tmp_path, environment=environment)
    assert told.out.strip() == "Incidents and their pages are equal.", told.errors


async def test_moved_before_its_answer_came_it_is_no_second_one(
    workspace: Workspace, database_url: str, client: PagerDuty
) -> None:
    """The process ends while PagerDuty is doing it; the next one finds what was moved meanwhile."""
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.ready()
    await workspace.post("latency", {"pagerduty": 800})
    await workspace.declare("ana", Customers=WORST)
    while not await workspace.calls("POST /incidents"):
        await bell.until(lambda: first().pages)
    await bell.drop()
    await workspace.post("latency", {"pagerduty": 0})
    await workspace.until(lambda there: there["incidents"], of="pagerduty")
    await move(workspace, client, "Platform")
    again = await Bell(workspace, database_url, pagerduty=True).start()
    await again.until(lambda: first().pages[0].id)
    await again.idle()
    await look(again)
    assert len(await pages(workspace)) == 1
    assert [one.service for one in (await again.firebell.db.read(first)).pages] == ["Platform"]
    await again.stop()


async def test_paged_again_by_hand_the_first_service_is_called_by_a_page_of_its_own(
    workspace: Workspace, bell: Bell, client: PagerDuty
) -> None:
    ana = await paged(workspace, bell)
    await move(workspace, client, "Platform")
    await look(bell)
    asked = ask(await bell.firebell.db.read(first), "Payments", Act(ana, utc_now()))
    keys = [one.key for one in asked.incident.pages]
    assert len(set(keys)) == 2, "PagerDuty would take the new one for the one that was moved"


async def test_of_a_private_one_nothing_goes_to_a_service_that_others_read(
    workspace: Workspace, bell: Bell, client: PagerDuty
) -> None:
    await bell.firebell.db.write(_restrict)
    ana = await paged(workspace, bell)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    (page,) = await pages(workspace)
    assert TITLE in page["title"], "only the entitled read it"
    await move(workspace, client, "Platform")
    wish = Update(title="The till sings", message="It sings.")
    await bell.firebell.db.write(update_incident, 1, wish, by=ana)
    await bell.idle()
    (page,) = await pages(workspace)
    assert page["title"] == "inc-1, private incident", "although nobody has told of it yet"
    sent = [one for one in await workspace.calls() if one["system"] == "pagerduty"]
    assert "PUT" in {one["method"].split()[0] for one in sent}
    assert "sings" not in str(sent)
    await look(bell)
    await bell.firebell.db.write(update_incident, 1, Update(title="The till hums"), by=ana)
    await bell.idle()
    (page,) = await pages(workspace)
    assert page["title"] == "inc-1, private incident"


async def test_its_title_goes_with_nobody_here_doing_anything(
    workspace: Workspace, database_url: str, client: PagerDuty
) -> None:
    """A webhook tells it."""
    bell = await Bell(workspace, database_url, pagerduty=True, jira=True, settings=reached()).start()
    await bell.ready()
    await bell.firebell.db.write(_restrict)
    ana = await paged(workspace, bell)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    await move(workspace, client, "Platform")
    await bell.until(moves)
    await bell.idle()
    (page,) = await pages(workspace)
    assert page["title"] == "inc-1, private incident"
    await bell.stop()
