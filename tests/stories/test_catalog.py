"""The catalog keeps itself equal to PagerDuty, and people look services up in it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, reached

from bot.domain.catalog import Entity
from bot.store.catalog import entities
from bot.store.running import health, jobs
from bot.usecases.catalog.hear_news import READING

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


def make_hostile(path: Path) -> None:
    text = path.read_text().replace(".html_url", "'def f: f; f'").replace("crew", "crew of many")
    path.write_text(text)


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


async def call(workspace: Workspace, verb: str, path: str, body: Any = None) -> Any:
    """Ask PagerDuty as somebody else does."""
    given = workspace.sandbox.environment
    headers = {"Authorization": f"Token token={given['PAGERDUTY_API_KEY']}", "From": given["PAGERDUTY_FROM"]}
    url = f"{given['PAGERDUTY_API_URL']}{path}"
    async with workspace.http.request(verb, url, json=body, headers=headers) as answer:
        assert answer.status < 300, await answer.text()
        return await answer.json() if answer.content_type == "application/json" else None


async def test_people_look_a_service_up(workspace: Workspace, bell: Bell) -> None:
    """By its name, or by typing a part of it; of what is private only who may see it hears."""
    await bell.until(lambda: entity("services", "Payments"))
    text = await looked_up(workspace, "ana", "payments")
    for words in ("*Payments*", "Level 2", ", then ", "Team: Checkout &lt;crew&gt;", "|PagerDuty>"):
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


@pytest.mark.slow
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


@pytest.mark.slow
async def test_a_service_that_comes_changes_and_goes_is_told_of(
    workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    """By webhooks: nobody asks for a list again."""
    told = {"CATALOG_FILE": str(path), **reached()}
    bell = await Bell(workspace, tmp_path / "told.db", pagerduty=True, settings=told).start()
    await bell.ready()
    await bell.until(lambda: entity("services", "Payments"))
    await bell.until(lambda: [job for job in jobs.everything() if job.name == READING and job.last_ended])
    await bell.until(lambda: jobs.get("pagerduty webhooks").last_ended)  # type: ignore[union-attr]
    read = len(await lists(workspace))
    (policy, *_) = (await call(workspace, "GET", "/escalation_policies"))["escalation_policies"]
    reference = {"id": policy["id"], "type": "escalation_policy_reference"}
    body = {"service": {"type": "service", "name": "Vouchers", "escalation_policy": reference}}
    number = (await call(workspace, "POST", "/services", body))["service"]["id"]
    await bell.until(lambda: entity("services", "Vouchers"))
    changed = {"service": {"type": "service", "name": "Gift cards", "escalation_policy": reference}}
    await call(workspace, "PUT", f"/services/{number}", changed)
    await bell.until(lambda: entity("services", "Gift cards") and not entity("services", "Vouchers"))
    await call(workspace, "DELETE", f"/services/{number}")
    await bell.until(lambda: not entity("services", "Gift cards"), patience=60)
    assert len(await lists(workspace)) == read
    await bell.stop()


async def lists(workspace: Workspace) -> list[Any]:
    """Give the calls by which the catalog, and it alone, reads incidents of the last weeks."""
    return [one for one in await workspace.calls("GET /incidents") if "since" in one["args"]]


@pytest.mark.slow
async def test_an_expression_that_never_ends_costs_itself_only(
    workspace: Workspace, path: Path, tmp_path: Path
) -> None:
    """People declare meanwhile, everything else of the catalog is there, and admins read which one it is."""
    make_hostile(path)
    bell = await Bell(
        workspace, tmp_path / "endless.db", pagerduty=True, settings={"CATALOG_FILE": str(path)}
    ).start()
    await bell.ready()
    assert (await workspace.declare("ana"))["ok"]
    await bell.idle()
    found = await bell.until(lambda: entity("services", "Payments"), patience=120)
    assert found.properties == {"status": "active", "team": "Checkout <crew of many>", "page": None}
    trouble = await bell.until(lambda: [one for one in health.ill() if one.name == READING], patience=120)
    assert "properties.page of resource 1 (services), def f: f; f: 13 times" in trouble[0].why
    home = await workspace.act("ana", "open_home", wait_ms=5000)
    assert "def f: f; f" in json.dumps(home["home"])
    await bell.stop()


@pytest.mark.slow
async def test_of_two_replicas_one_reads(workspace: Workspace, path: Path, postgres_url: str) -> None:
    settings = {"CATALOG_FILE": str(path)}
    bells = [await Bell(workspace, postgres_url, pagerduty=True, settings=settings).start() for _ in range(2)]
    for bell in bells:
        await bell.ready()
    await bells[1].until(lambda: [job for job in jobs.everything() if job.name == READING and job.last_ended])
    assert len(await lists(workspace)) == 1
    assert await bells[1].firebell.db.read(entity, "services", "Payments")
    for bell in bells:
        await bell.stop()
