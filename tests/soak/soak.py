"""One soak from its first start to its verdict."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from uuid import uuid4

import aiohttp
from harness import QUICK, ROOT, Bell, Workspace
from postgres import HASTY, Postgres

from bot.sandbox import Sandbox
from bot.sandbox.heard import Listener
from bot.store import tables
from bot.usecases.paging.hear_source import look_at_ours
from bot.usecases.ticketing.hear_source import reconcile
from soak.comparing import differences, look
from soak.people import NAMES, Journal, Somebody
from soak.replica import LOG, Replica
from soak.report import Plan, Report
from soak.troubles import Troubles
from soak.watch import Watch

SETTLING = 600.0
"""Seconds until it must have come to rest: the longest waits between two tries are long."""

EXPECTED = (
    "peewee.OperationalError",
    "peewee.InterfaceError",
    "psycopg.",
    "CancelledError",
    "PostgreSQL cannot be used",
)
"""How a database fails that is away, and what was let go of then; anything else is a fault of ours."""


async def soak(plan: Plan, folder: Path, heard: Listener | None = None) -> Report:
    """Let people work and everything break; then let it come to rest, and compare."""
    async with _place(heard) as workspace, _server() as (postgres, url):
        journal, watch = Journal(url), Watch(url)
        report = Report(plan, journal, watch=watch)
        environment = {**workspace.sandbox.environment, "DATABASE_URL": url, "PAGERDUTY_POLL_INTERVAL": "5"}
        del environment["CONFLUENCE_URL"]
        replicas = [Replica(folder / f"{n}", environment, plan.pace) for n in range(plan.replicas)]
        keeping = [asyncio.create_task(one.keep()) for one in replicas]
        await _up(replicas)
        await _has_read(workspace, url)
        looking = asyncio.create_task(watch.look())
        troubles = Troubles(workspace, postgres, replicas, watch, plan.seed, plan.often, report.troubles)
        until = time.monotonic() + plan.seconds
        await asyncio.gather(
            troubles.make(until),
            *(_somebody(workspace, name, plan, journal).live(until, plan.pause) for name in NAMES),
        )
        ended = time.monotonic()
        await _up(replicas)
        last = await _rest(workspace, url)
        report.settled_in = time.monotonic() - ended
        looking.cancel()
        report.differences += differences(*await look(workspace, last), journal)
        await last.stop()
        for one in replicas:
            one.stop()
        await asyncio.gather(*keeping)
        report.calls.update(call["system"] for call in await workspace.calls())
        for one in replicas:
            report.ends.update(one.ends)
            report.faults_of_ours += _faults(one.folder / LOG)
        return report


def _somebody(workspace: Workspace, name: str, plan: Plan, journal: Journal) -> Somebody:
    dice = random.Random(f"{plan.seed}/{name}")  # noqa: S311 - no secret hangs on it
    return Somebody(workspace, name, dice, journal)


@asynccontextmanager
async def _place(heard: Listener | None) -> AsyncIterator[Workspace]:
    sandbox = await Sandbox.start(manifest=ROOT / "manifest.yml", heard=heard)
    async with aiohttp.ClientSession() as http:
        yield Workspace(sandbox, http)
    await sandbox.stop()


@asynccontextmanager
async def _server() -> AsyncIterator[tuple[Postgres, str]]:
    """A server of its own, as it is going to be killed."""
    postgres = await asyncio.to_thread(Postgres, uuid4().hex[:8], HASTY)
    with postgres.database() as url:
        yield postgres, url
    await asyncio.to_thread(postgres.stop)


async def _up(replicas: list[Replica]) -> None:
    deadline = time.monotonic() + SETTLING
    while not all(one.worker for one in replicas):
        assert time.monotonic() < deadline, "they do not come up"
        await asyncio.sleep(0.05)


async def _has_read(workspace: Workspace, url: str) -> None:
    """Wait until the directory has been read, so that what people declare finds whom to call."""
    bell = Bell(workspace, url, pagerduty=True, jira=True)
    bell.firebell.db.open()
    await bell.ready()
    bell.firebell.db.close()


async def _rest(workspace: Workspace, url: str) -> Bell:
    """Wait until nothing is owed and a look at everything elsewhere finds nothing new."""
    bell = await Bell(workspace, url, QUICK, pagerduty=True, jira=True).start()
    await bell.idle(SETTLING)
    before = -1
    while before != (before := await bell.firebell.db.read(tables.Event.select().count)):
        for look_again in (look_at_ours, partial(reconcile, system="jira")):
            await bell.firebell.db.write(look_again)
            await bell.idle(SETTLING)
    return bell


def _faults(log: Path) -> list[str]:
    """Give what broke, but for what a database that was away explains."""
    found = []
    for line in log.read_text("utf-8").splitlines():
        said = json.loads(line) if line.startswith("{") else {"exception": line if "Error: " in line else ""}
        trace = said.get("exception", "")
        if trace and not any(one in trace for one in EXPECTED):
            found.append(f"{said.get('event', 'it ended')}: {trace.splitlines()[-1]}")
    return found
