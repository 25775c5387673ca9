"""SIGTERM while everything runs and nobody answers: the rest is handed back, and the next process does it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from harness import Workspace
from pager import WORST
from process import RealBell

pytestmark = pytest.mark.slow

DECLARED = 8
EACH = 7
AT_ONCE = 35
"""Fifty may run side by side; some of them give up and wait for a while."""

CLAIMED = "select count(*) from delivery where state = 'claimed'"
HANGS = {"match": {"system": "slack", "method": "conversations.create"}, "fault": "timeout", "ms": 120_000}


def rows(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


async def test_all_at_once_hang_and_it_still_ends_in_ten_seconds(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Everything that may run side by side does, and neither PagerDuty nor Jira nor Slack answers."""
    database = tmp_path / "firebell.db"
    bell = await RealBell(workspace, database, others=True).start()
    await bell.ready()
    await bell.idle()
    for system, method in (("pagerduty", "*"), ("jira", "*"), ("slack", "conversations.create")):
        match = {"system": system, "method": method}
        await workspace.post("faults", {**HANGS, "match": match, "times": 1000})
    people = ("ana", "ben", "chloe", "deniz")
    await asyncio.gather(*(_declare_some(workspace, person) for person in people))
    await workspace.until(lambda _: rows(database, CLAIMED)[0][0] >= AT_ONCE)
    await bell.stop(patience=10)
    begun = "select state, count(*) from delivery where attempt > 0 and state <> 'done' group by state"
    ((state, count),) = rows(database, begun)
    assert state == "waiting", "handed back, not given up"
    assert count >= AT_ONCE


async def _declare_some(workspace: Workspace, person: str) -> None:
    for _ in range(EACH):
        assert (await workspace.declare(person, **WORST))["ok"]


async def test_what_hangs_is_handed_back_and_done_by_the_next_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    database = tmp_path / "firebell.db"
    bell = await RealBell(workspace, database).start()
    await bell.ready()
    await bell.idle()
    await workspace.post("faults", {**HANGS, "times": 1000})
    people = ("ana", "ben", "chloe", "deniz")
    for number in range(DECLARED):
        assert (await workspace.declare(people[number % len(people)]))["ok"]
    begun = "select attempt, failures from delivery where state in ('waiting', 'claimed') and attempt > 0"
    await workspace.until(lambda _: len(rows(database, begun)) >= DECLARED)
    await bell.stop()
    assert rows(database, "select id from delivery where state = 'claimed'") == []
    left = rows(database, begun)
    assert len(left) >= DECLARED
    assert any(attempt > failures for attempt, failures in left), "handed back before its call gave up"
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    bell = await RealBell(workspace, database).start()
    await bell.idle()
    numbers = [int(channel["name"].split("-")[1]) for channel in await workspace.incident_channels()]
    assert sorted(numbers) == list(range(1, DECLARED + 1))
    await bell.stop()
