"""Port has the catalog, whatever befalls Port or Firebell on the way."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace
from pager import WORST
from typed import typed

from bot.integrations.port.connect import COMPARING
from bot.store.catalog import copies, entities
from bot.store.running import health, jobs
from bot.usecases.catalog.hear_news import READING

BULK = "POST /port/v1/blueprints/*/entities/bulk"
MAPPED = """
  - kind: {kind}
    selector: {{query: "true"}}
    port:
      entity:
        mappings:
          identifier: .id + "-{kind}"
          title: '{title}'
          blueprint: '"pagerdutyService"'
          properties: {{status: .status}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "catalog.yml", ".name")


def write(path: Path, title: str, *kinds: str) -> Path:
    blocks = [MAPPED.format(kind=kind, title=title) for kind in kinds or ("services",)]
    path.write_text("resources:" + "".join(blocks))
    return path


def connected(workspace: Workspace, tmp_path: Path, path: Path) -> Bell:
    settings = {"CATALOG_FILE": str(path), "PAGERDUTY_POLL_INTERVAL": "off"}
    return Bell(workspace, tmp_path / "firebell.db", pagerduty=True, port=True, settings=settings)


@pytest.fixture
async def bell(workspace: Workspace, tmp_path: Path, path: Path) -> AsyncIterator[Bell]:
    bell = await connected(workspace, tmp_path, path).start()
    await bell.ready()
    yield bell
    await bell.stop()


def is_read() -> bool:
    return any(job.name == READING and job.last_ended for job in jobs.everything())


async def equal(bell: Bell) -> int:
    """Wait until Port was given everything, and say how much that is."""
    await bell.until(lambda: is_read() and entities.page(0)[0] and copies.are_equal())
    await bell.idle()
    number: int = await bell.firebell.db.read(copies.count)
    return number


async def read_again(bell: Bell, path: Path, title: str) -> int:
    """Somebody changes the file, and an admin presses Run now."""
    write(path, title)
    await bell.firebell.db.write(lambda _: jobs.ask(READING))
    wanted = title.strip('"')
    await bell.until(lambda: all(one.title == wanted for one in entities.page(0)[0]))
    return await equal(bell)


async def writes(workspace: Workspace) -> dict[str, int]:
    return {one["title"]: one["writes"] for one in (await workspace.state("port"))["entities"]}


async def asked(workspace: Workspace, since: int = 0) -> list[str]:
    return [one["method"] for one in await workspace.calls(since=since) if "/port/" in one["method"]]


async def fault(workspace: Workspace, kind: str, method: str = BULK, **more: Any) -> None:
    body = {"match": {"system": "port", "method": method}, "fault": kind, **more}
    assert (await workspace.post("faults", body))[0] == 200


async def test_port_follows_the_catalog_and_is_asked_nothing_while_that_stays(
    workspace: Workspace, bell: Bell, path: Path
) -> None:
    """An answer that is lost, a Port in trouble, one that asks to wait: each is written all the same."""
    assert await equal(bell) == 13
    assert (await writes(workspace))["Payments"] == 1
    since = len(await workspace.calls())
    before = await bell.firebell.db.read(lambda: jobs.get(READING).last_ended)  # type: ignore[union-attr]
    await bell.firebell.db.write(lambda _: (jobs.ask(READING), jobs.ask(COMPARING)))
    await bell.until(lambda: jobs.get(READING).last_ended != before)  # type: ignore[union-attr]
    await bell.idle()
    assert await asked(workspace, since) == []

    for kind in ("drop", "500", "429"):
        await fault(workspace, kind, retry_after=0)
    assert await read_again(bell, path, '"a service"') == 13
    state = await workspace.state("port")
    assert {one["title"] for one in state["entities"]} == {"a service"}
    assert {one["writes"] for one in state["entities"]} == {3}, "the lost answer, and the last"
    assert not await bell.firebell.db.read(health.ill)


async def test_what_becomes_private_leaves_port_at_once(workspace: Workspace, bell: Bell, path: Path) -> None:
    """Nothing of the catalog changes by that, and no comparison is due."""
    await equal(bell)
    await workspace.declare("ana", Title="Cards are refused", **WORST)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    write(path, ".title // .name", "services", "incidents")
    first = await bell.until(ended)
    await bell.firebell.db.write(lambda _: jobs.ask(READING))
    before = await bell.until(lambda: ended() != first and ended())
    await workspace.until(lambda port: titled(port, "Cards are refused"), of="port")
    await bell.idle()
    await workspace.slash("ana", "private", channel=channel["id"], wait_ms=5000)
    await workspace.act("ana", "submit", values={})
    await workspace.until(lambda port: not titled(port, "Cards are refused"), of="port")
    assert await bell.firebell.db.read(ended) == before


def ended() -> list[datetime]:
    """When the catalog was read last, and compared; empty until both were."""
    found = [job.last_ended for name in (READING, COMPARING) if (job := jobs.get(name))]
    return [at for at in found if at] if all(found) else []


def titled(port: dict[str, Any], title: str) -> bool:
    return any(title in one["title"] for one in port["entities"])


@pytest.mark.slow
async def test_a_revoked_secret_is_one_sentence_and_no_storm(
    workspace: Workspace, bell: Bell, path: Path
) -> None:
    await equal(bell)
    await workspace.act("ben", "port", set={"is_revoked": True})
    since = len(await workspace.calls())
    write(path, '"another name"')
    await bell.firebell.db.write(lambda _: jobs.ask(READING))
    (ill,) = await bell.until(lambda: [one for one in health.ill() if one.name == "port"])
    assert ill.why.startswith("Port does not accept PORT_CLIENT_ID and PORT_CLIENT_SECRET. In Port, ")
    await bell.idle()
    assert len(await asked(workspace, since)) == 2
    assert await bell.firebell.db.read(lambda: jobs.get(COMPARING).last_ended)  # type: ignore[union-attr]
    home = await workspace.act("ana", "open_home", wait_ms=5000)
    assert "does not accept PORT_CLIENT_ID" in str(home["home"])
    await workspace.act("ben", "port", set={"is_revoked": False})
    await bell.firebell.db.write(lambda _: jobs.ask(COMPARING))
    await bell.until(lambda: not [one for one in health.ill() if one.name == "port"])
    assert set(await writes(workspace)) == {"another name"}


@pytest.mark.slow
async def test_killed_in_the_middle_it_goes_on_behind_what_is_there(
    workspace: Workspace, tmp_path: Path, path: Path
) -> None:
    """Port is away at the start. Later twenty are taken, and then no call ends until Firebell is gone."""
    kinds = ("services", "users", "teams")
    write(path, ".name", *kinds)
    await fault(workspace, "down", "*", times=3)
    await fault(workspace, "500", "*", times=3)
    first = await connected(workspace, tmp_path, path).start()
    await first.ready()
    count = await equal(first)
    assert count > 20
    write(path, '"once more"', *kinds)
    await fault(workspace, "slow", ms=1)
    await fault(workspace, "timeout", times=100, ms=600_000)
    before = await first.firebell.db.read(lambda: jobs.get(READING).last_ended)  # type: ignore[union-attr]
    await first.firebell.db.write(lambda _: jobs.ask(READING))
    await first.until(lambda: jobs.get(READING).last_ended != before)  # type: ignore[union-attr]
    await first.until(lambda: 0 < left() < count)
    await first.drop()
    await workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults")
    again = await connected(workspace, tmp_path, path).start()
    await again.ready()
    assert await equal(again) == count
    entities = (await workspace.state("port"))["entities"]
    assert {(one["title"], one["writes"]) for one in entities} == {("once more", 2)}
    await again.stop()


def left() -> int:
    return sum(len(copies.to_write(one, 0, 1000)) for one in copies.blueprints())


@pytest.mark.slow
async def test_without_a_bot_the_command_line_writes_there(
    workspace: Workspace, tmp_path: Path, path: Path
) -> None:
    """Once; and it ends with 1 where Port lets nobody in."""
    given = {key: value for key, value in workspace.sandbox.environment.items() if key.startswith("PORT_")}
    given |= {key: workspace.sandbox.environment[key] for key in ("PAGERDUTY_API_KEY", "PAGERDUTY_API_URL")}
    given |= {"DATABASE_URL": f"sqlite:///{tmp_path}/alone.db", "CATALOG_FILE": str(path)}
    code, out, errors = await typed("setup", "port", folder=tmp_path, environment=given)
    assert out.splitlines() == [
        "The blueprint pagerdutyService is made.",
        "The blueprint pagerdutyIncident is made.",
    ], errors
    code, out, errors = await typed("sync", "catalog", "--once", folder=tmp_path, environment=given)
    assert code == 0, errors
    assert "Port: 13 written, 0 taken away, 0 refused." in out
    assert set((await writes(workspace)).values()) == {1}
    await workspace.act("ben", "port", set={"is_revoked": True})
    write(path, '"x"')
    code, _, errors = await typed("sync", "catalog", folder=tmp_path, environment=given)
    assert code == 1
    assert (
        "port catalog: Port does not accept PORT_CLIENT_ID and PORT_CLIENT_SECRET. In Port, its menu"
        in errors
    )
    assert "13 services: 13 written, 0 gone." in errors, "what was read is said all the same"
