"""The database's server is killed under a Firebell: what was acked is done, and the rest is not acked."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from harness import FORM, PAYMENT, QUICK, Bell, Workspace
from once import all_there_once
from postgres import HASTY, Postgres

from bot.ports import utc_now
from bot.store.queues import claims
from bot.store.queues.claims import Claim
from bot.store.running import jobs
from bot.store.tables import Delivery
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit

pytestmark = [pytest.mark.slow, pytest.mark.alone]

JOB = "forget old"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """One of its own, as it is killed."""
    server = Postgres(uuid4().hex[:8], HASTY)
    yield server
    server.stop()


@pytest.fixture
def url(server: Postgres) -> Iterator[str]:
    with server.database() as url:
        yield url


async def test_a_killed_server_costs_nothing_that_was_acked(
    workspace: Workspace, server: Postgres, url: str
) -> None:
    bell = await Bell(workspace, url, replace(QUICK, lease=2)).start()
    await bell.ready()
    await workspace.slash("ben", "open", wait_ms=5000)
    await workspace.post("latency", {"slack": 200})
    assert (await workspace.declare("ana"))["ok"]
    await bell.until(_is_under_way)
    await asyncio.to_thread(server.kill)
    await workspace.post("limits", {"deadline": 1})
    refused = await submitted(workspace, "ben", Title="Refunds hang")
    assert not refused["ok"], "what is not durable is not acked"
    await workspace.until(lambda _: not bell.firebell.worker.lease.holds)
    await asyncio.to_thread(server.revive)
    await workspace.post("limits", {"deadline": 10})
    await workspace.post("latency", {"slack": 0})
    heard = await submitted(workspace, "ben")
    assert heard["ok"], f"a second press on the same form works: {heard}"
    await bell.idle()
    await all_there_once(workspace, 2)
    await _runs_jobs(bell)
    await bell.stop()


async def test_what_was_claimed_and_never_heard_of_is_done(
    workspace: Workspace, server: Postgres, url: str
) -> None:
    """The server died after it had kept a claim, and before it could say so."""
    bell = await Bell(workspace, url, replace(QUICK, lease=1.3)).start()
    await bell.ready()
    worker = bell.firebell.worker.lease.worker
    ana = workspace.user_id(await workspace.state(), "ana")
    assert await bell.firebell.db.write(_declare_and_claim, worker, ana)
    await asyncio.to_thread(server.kill)
    await workspace.until(lambda _: not bell.firebell.worker.lease.holds)
    await asyncio.to_thread(server.revive)
    await bell.idle()
    await all_there_once(workspace, 1)
    await bell.stop()


async def submitted(workspace: Workspace, user: str, **more: str) -> dict[str, Any]:
    _, answer = await workspace.post("act", {"user": user, "do": "submit", "values": {**PAYMENT, **more}})
    found: dict[str, Any] = answer
    return found


def _is_under_way() -> bool:
    return bool(Delivery.select().where(Delivery.state == "claimed").exists())


def _declare_and_claim(unit: Unit, worker: str, person: str) -> list[Claim]:
    open_incident(unit, FORM, by=person, press="t1")
    return claims.claim(worker, unit.now, 10)


async def _runs_jobs(bell: Bell) -> None:
    """Bring one forward, and see it end."""
    db = bell.firebell.db
    before = await db.read(jobs.get, JOB)
    await db.write(lambda unit: jobs.bring_forward([JOB], unit.now))
    await bell.until(lambda: (job := jobs.get(JOB)) and job != before and not job.is_due(utc_now()))
