"""The catalog keeps itself equal to PagerDuty, and people look services up in it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from harness import Bell, Workspace

from bot.domain.catalog import Entity
from bot.store.catalog import entities
from bot.store.running import health, jobs

KIND = """
  - kind: {kind}
    selector: {{query: {query}}}
    port:
      entity:
        mappings:
          identifier: .id
          title: '{title}'
          blueprint: '"{kind}"'
          properties: {{status: .status, team: '"Checkout <crew>"', page: .html_url}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "catalog.yml", ".summary")


def write(path: Path, title: str) -> Path:
    kinds = [KIND.format(kind=one, query='"true"', title=title) for one in ("services", "incidents")]
    path.write_text("resources:" + "".join(kinds))
    return path


@pytest.fixture
async def bell(workspace: Workspace, tmp_path: Path, path: Path) -> AsyncIterator[Bell]:
    settings = {"CATALOG_FILE": str(path), "PAGERDUTY_POLL_INTERVAL": "1"}
    bell = Bell(workspace, tmp_path / "firebell.db", pagerduty=True, settings=settings)
    await bell.start()
    await bell.ready()
    yield bell
    await bell.stop()


def entity(kind: str, title: str = "") -> Entity | None:
    found, _ = entities.page(0)
    return next((one for one in found if one.blueprint == kind and title in one.title), None)


def status(kind: str, title: str) -> str:
    found = entity(kind, title)
    return str(found.properties["status"]) if found else ""


async def ask(bell: Bell, job: str) -> None:
    """An admin presses Run now in the settings."""
    await bell.firebell.db.write(lambda _unit: jobs.ask(job))


async def looked_up(workspace: Workspace, user: str, words: str) -> str:
    answer = await workspace.slash(user, f"service {words}")
    (said,) = answer["ephemerals"]
    return json.dumps(said, ensure_ascii=False)


async def test_people_look_a_service_up(workspace: Workspace, bell: Bell) -> None:
    """By its name, or by typing a part of it; of what is private only who may see it hears."""
    await bell.until(lambda: entity("services", "Payments"))
    text = await looked_up(workspace, "ana", "payments")
    for words in ("*Payments*", "Level 2", ", then ", "team: Checkout &lt;crew&gt;", "|PagerDuty>"):
        assert words in text, words
    assert "No incident that you may see is open" in text
    assert "There is no service called “nothing”" in await looked_up(workspace, "ana", "nothing")

    await workspace.declare("ana", Title="Nobody can pay today", Private=True)
    await bell.idle()
    assert "Nobody can pay today" in await looked_up(workspace, "ana", "Payments")
    assert "No incident that you may see is open" in await looked_up(workspace, "eve", "Payments")

    opened = await workspace.slash("ana", "service", wait_ms=3000)
    assert opened["view"]["title"]["text"] == "Services"
    where = {"in": "view", "action_id": "search_catalog"}
    assert "Search" in (await workspace.act("ana", "suggest", **where, text="sear"))["options"]
    shown = await workspace.act("ana", "select", **where, option="Search", wait_ms=3000)
    assert "*Search*" in json.dumps(shown["view"]["blocks"])


async def test_it_follows_what_happens_and_a_change_of_its_file(
    workspace: Workspace, bell: Bell, path: Path
) -> None:
    await bell.until(lambda: entity("services", "Payments"))
    await workspace.act("ben", "pagerduty", action="trigger", service="Payments", title="Cards are refused")
    await bell.until(lambda: status("incidents", "Cards are refused") == "triggered")
    state = await workspace.get("state/pagerduty")
    (number,) = [one["id"] for one in state["incidents"] if one["title"] == "Cards are refused"]
    await workspace.act("ben", "pagerduty", action="resolve", incident=number)
    await bell.until(lambda: status("incidents", "Cards are refused") == "resolved")
    write(path, '"a service"')
    await ask(bell, "pagerduty catalog file")
    assert await bell.until(lambda: entity("services", "a service"))
    write(path, ".name | (")
    await ask(bell, "pagerduty catalog file")
    trouble = await bell.until(lambda: [one for one in health.ill() if one.name == "pagerduty catalog"])
    assert "title of resource 1 (services): `.name | (` is no expression of jq" in trouble[0].why
    assert await bell.firebell.db.read(entity, "services", "a service")
