"""Two Firebells on one PostgreSQL: they share the work, and each finishes what the other began."""

import asyncio
import itertools
from collections import Counter
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from harness import PATIENCE, QUICK, Bell, Workspace
from once import all_there_once
from postgres import Postgres

DECLARED = 20


async def replicas(workspace: Workspace, url: str, lease: float = QUICK.lease) -> list[Bell]:
    bells = [await Bell(workspace, url, pace=replace(QUICK, lease=lease)).start() for _ in range(2)]
    for bell in bells:
        await bell.ready()
    return bells


async def declare_at_once(workspace: Workspace, count: int) -> None:
    """Everybody declares, those with more than one to declare one after the other."""
    members = set((await workspace.channel("general"))["members"])
    users = [user for user in (await workspace.state())["users"] if user["id"] in members]
    people = [user["name"] for user in users if not user["is_bot"]]
    shares = Counter(itertools.islice(itertools.cycle(people), count))

    async def declare(person: str, share: int) -> None:
        for _ in range(share):
            answer = await workspace.declare(person)
            assert answer["ok"], answer
            await workspace.post(
                "act", {"user": person, "do": "close"}
            )  # else it may be taken for the next form

    await asyncio.gather(*(declare(person, share) for person, share in shares.items()))


@pytest.mark.slow
async def test_twenty_declared_at_once_are_each_delivered_once(
    workspace: Workspace, postgres_url: str
) -> None:
    bells = await replicas(workspace, postgres_url, lease=PATIENCE)  # nobody is taken for dead who is slow
    await declare_at_once(workspace, DECLARED)
    await bells[0].idle()
    await all_there_once(workspace, DECLARED)
    assert len(_workers(postgres_url, "done")) == 2, "both have worked"
    for method in ("conversations.create", "conversations.invite", "conversations.setTopic", "pins.add"):
        assert len(await workspace.calls(method)) == DECLARED, method
    for bell in bells:
        await bell.stop()


@pytest.mark.slow
async def test_what_a_dropped_replica_had_begun_the_other_one_finishes(
    workspace: Workspace, postgres_url: str
) -> None:
    first, second = await replicas(workspace, postgres_url)
    await workspace.post("latency", {"slack": 1000})  # the last form is in long before the work is done
    await declare_at_once(workspace, 6)
    await workspace.until(lambda _: len(_workers(postgres_url, "claimed")) == 2)
    await first.drop()
    await workspace.post("latency", {"slack": 0})
    await second.idle()
    await all_there_once(workspace, 6)
    await second.stop()


@pytest.mark.slow
async def test_a_server_that_is_away_for_a_while_is_worked_with_again(
    workspace: Workspace, postgres: Postgres, postgres_url: str
) -> None:
    bell = await Bell(workspace, postgres_url).start()
    await bell.ready()
    await workspace.post("latency", {"slack": 100})
    await workspace.declare("ana")
    with postgres.away(postgres_url):
        await workspace.until(lambda _: not bell.firebell.worker.lease.holds)
    await workspace.post("latency", {"slack": 0})
    await workspace.declare("chloe")
    await bell.idle()
    await all_there_once(workspace, 2)
    await bell.stop()


async def test_a_worker_that_could_not_renew_its_lease_begins_again_with_what_it_let_go(
    workspace: Workspace, postgres_url: str
) -> None:
    bell = await Bell(workspace, postgres_url, replace(QUICK, beat=0.1, lease=0.9)).start()
    await bell.ready()
    await workspace.post("latency", {"slack": 1500})
    await workspace.declare("ana")
    with psycopg.connect(postgres_url) as server:
        await workspace.until(lambda _: _workers(postgres_url, "claimed"))
        server.execute("LOCK TABLE lease IN ACCESS EXCLUSIVE MODE")
        await workspace.until(lambda _: not bell.firebell.worker.lease.holds)
    await workspace.post("latency", {"slack": 0})
    await bell.idle()
    await all_there_once(workspace, 1)
    await bell.stop()


def _workers(url: str, state: str) -> list[Any]:
    with psycopg.connect(url) as looking:
        return looking.execute(
            "SELECT DISTINCT claimed_by FROM delivery WHERE state = %s", [state]
        ).fetchall()
