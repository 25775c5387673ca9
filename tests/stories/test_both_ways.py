"""Whoever does what on either side, told late, twice and out of order: both sides end equal, and at rest."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace
from late import Post

from bot.domain.events import PageNoted
from bot.domain.incident import Incident
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.pagerduty.subscription import Subscription
from bot.integrations.pagerduty.webhooks import PATHS, Webhooks
from bot.ports import utc_now
from bot.store import incidents, tables, timeline
from bot.usecases.paging.hear_source import look_at_ours
from bot.web.server import Web

pytestmark = pytest.mark.pagerduty

ACTS = 14
HERE = (
    "update inc-1 investigating",
    "update inc-1 mitigating: rolling back",
    "update inc-1 mitigated: db2 serves",
    "update inc-1 P2",
    "update inc-1 P1",
    "update inc-1 It is the cache.",
    "page inc-1 Payments",
)
THERE: tuple[dict[str, Any], ...] = (
    {"action": "acknowledge"},
    {"action": "resolve"},
    {"action": "reopen"},
    {"action": "escalate", "level": 1},
    {"action": "reassign", "to": ["ben"]},
    {"action": "priority", "priority": "P2"},
    {"action": "priority", "priority": "P1"},
    {"action": "title", "text": "Their own words"},
    {"action": "note", "text": "Looking at it."},
)


@dataclass
class Sides:
    workspace: Workspace
    bell: Bell
    chance: random.Random
    post: Post
    said: list[str] = field(default_factory=list)

    async def act(self) -> None:
        """Somebody does something on one of the sides; what is refused there is none."""
        if self.chance.random() < 0.5:
            text = self.chance.choice(HERE)
            self.said.append(text)
            await self.workspace.slash("ana", text)
        else:
            there = self.chance.choice(await self.there())
            deed = {**self.chance.choice(THERE), "incident": there["id"]}
            who = self.chance.choice(("ben", "deniz", "chloe"))
            status, _ = await self.workspace.post("act", {"user": who, "do": "pagerduty", **deed})
            self.said.append(f"{who} {deed}: {status}")
        if self.chance.random() < 0.4:
            await self.rest()

    async def there(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.workspace.get("state/pagerduty"))["incidents"]
        return found

    async def rest(self) -> None:
        """Wait until every webhook has been brought, and nothing is owed because of it."""
        await self.workspace.until(lambda _state: not self.post.under_way)
        await self.bell.idle()

    async def settle(self) -> None:
        """Wait until the sandbox has sent what it has to send, and all of it is dealt with."""
        before = -1
        while before != (before := len(await self.workspace.get("calls"))):
            await self.rest()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def pagerduty(workspace: Workspace) -> AsyncIterator[PagerDuty]:
    given = workspace.sandbox.environment
    client = PagerDuty(
        Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"]), 5
    )
    yield client
    client.close()


@pytest.mark.parametrize("seed", range(1))
async def test_both_sides_end_equal(
    workspace: Workspace, bell: Bell, pagerduty: PagerDuty, seed: int
) -> None:
    await _walk(workspace, bell, pagerduty, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 112))
async def test_both_sides_end_equal_often(
    workspace: Workspace, bell: Bell, pagerduty: PagerDuty, seed: int
) -> None:
    await _walk(workspace, bell, pagerduty, seed)


async def _walk(workspace: Workspace, bell: Bell, pagerduty: PagerDuty, seed: int) -> None:
    chance, db = random.Random(seed), bell.firebell.db  # noqa: S311 - no secret hangs on it
    keyring = Keyring(db, "a key of many characters", "")
    post = Post(Webhooks(db, keyring).receive, chance)
    web = Web(0, {PATHS[0]: post.receive}, {}, "127.0.0.1")
    await web.start()
    await Subscription(pagerduty, db, utc_now, keyring, f"http://127.0.0.1:{web.port}").look()
    sides = Sides(workspace, bell, chance, post)
    await workspace.declare("ana", Customers="Nobody or hardly anybody can order")
    await bell.until(lambda: _first().pages and _first().pages[0].id)
    for _ in range(ACTS):
        await sides.act()
    await sides.settle()
    assert set(post.answers) == {202}
    try:
        await _are_equal(sides)
    finally:
        await web.stop()


async def _are_equal(sides: Sides) -> None:
    db = sides.bell.firebell.db
    there, said = {one["id"]: one for one in await sides.there()}, "\n".join(sides.said)
    pages = (await db.read(_first)).pages
    assert sorted(page.id for page in pages) == sorted(there), said
    for page in pages:
        theirs = there[page.id]
        priority = (theirs["priority"] or {}).get("summary", "")
        called = tuple(one["assignee"]["summary"] for one in theirs["assignments"])
        assert (page.state, page.priority, page.names) == (theirs["status"], priority, called), said
        notes = [note for note in theirs["notes"] if note["content"] == "Looking at it."]
        assert len(notes) == len(page.notes), said
    told = await db.read(_notes)
    assert len(told) == sum(len(page.notes) for page in pages), said
    assert not [one for one in told if "Firebell" in one], said
    happened, since = await db.read(_count), len(await sides.workspace.calls())
    await db.write(look_at_ours)
    await sides.rest()
    assert await db.read(_count) == happened, said
    calls = await sides.workspace.calls(since=since)
    assert [
        one["method"] for one in calls if one["system"] == "pagerduty" and "GET" not in one["method"]
    ] == []


def _first() -> Incident:
    found = incidents.get(1)
    assert found
    return found


def _notes() -> list[str]:
    rows = tables.Event.select().where(tables.Event.incident == 1)
    events = [timeline.get(row.id) for row in rows]
    return [one.words for one in events if isinstance(one, PageNoted)]


def _count() -> int:
    return int(tables.Event.select().count())
