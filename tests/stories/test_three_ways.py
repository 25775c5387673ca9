"""Whoever does what in Slack, PagerDuty or Jira, told late, twice, out of order: all end equal, at rest."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace
from late import Post
from tickets import first, issues, made, ticket

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.domain.ticketing import Synced
from bot.domain.ticketing.comparing import COMPARED, fits, ours
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.registration import Registration
from bot.integrations.jira.webhooks import PATHS, Webhooks
from bot.store import tables, taxonomy
from bot.usecases.paging.follow import resume_sync
from bot.usecases.paging.hear_source import look_at_ours
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.work.update_incident import update_incident
from bot.web.server import Web

pytestmark = [pytest.mark.jira, pytest.mark.pagerduty]

ACTS, RESTS = 12, 0.4
SECRET = "a secret of this test"
HERE = (
    Update(status=Status.INVESTIGATING, reason="Again."),
    Update(status=Status.MITIGATING, reason="Again."),
    Update(status=Status.MITIGATED),
    Update(priority="P2"),
    Update(priority="P1"),
    Update(title="Checkout is slow"),
    Update(message="It is the cache."),
)
IN_JIRA: tuple[dict[str, Any], ...] = (
    {"transition": "In Progress"},
    {"transition": "In Review"},
    {"transition": "To Do"},
    {"transition": "Done"},
    {"priority": "Highest"},
    {"priority": "Low"},
    {"summary": "Their own words"},
    {"comment": "Looking at it."},
    {"assignee": "ben"},
)
IN_PAGERDUTY: tuple[dict[str, Any], ...] = (
    {"action": "acknowledge"},
    {"action": "resolve"},
    {"action": "reopen"},
    {"action": "priority", "priority": "P1"},
)


@dataclass
class Sides:
    workspace: Workspace
    bell: Bell
    chance: random.Random
    post: Post
    ana: str
    rests: float
    """How likely it is, after each change, that all wait until it is heard."""
    said: list[str] = field(default_factory=list)

    async def act(self) -> None:
        """Somebody does something on one of the sides; what is refused there is none."""
        match self.chance.randrange(3):
            case 0:
                wish = self.chance.choice(HERE)
                (refused,) = await asyncio.gather(
                    self.bell.firebell.db.write(update_incident, 1, wish, by=self.ana), return_exceptions=True
                )
                self.said.append(f"here {wish} {refused if isinstance(refused, Exception) else ''}")
            case 1:
                await self.elsewhere("jira", issue=ticket_key(await self.read(first)), **self.pick(IN_JIRA))
            case _:
                pages = (await self.read(first)).pages
                await self.elsewhere("pagerduty", incident=pages[0].id, **self.pick(IN_PAGERDUTY))
        if self.chance.random() < self.rests:
            await self.rest()

    def pick(self, deeds: tuple[dict[str, Any], ...]) -> dict[str, Any]:
        return self.chance.choice(deeds)

    async def elsewhere(self, do: str, **deed: Any) -> None:
        who = self.chance.choice(("ben", "deniz", "chloe"))
        status, _ = await self.workspace.post("act", {"user": who, "do": do, **deed})
        self.said.append(f"{who} {do} {deed}: {status}")

    async def read(self, what: Any, *args: Any) -> Any:
        return await self.bell.firebell.db.read(what, *args)

    async def rest(self) -> None:
        """Wait until every webhook has been brought, and nothing is owed because of it."""
        await self.workspace.until(lambda _state: not self.post.under_way)
        await self.bell.idle()

    async def settle(self) -> None:
        """Wait until the sandbox has sent what it has to send, and all of it is dealt with."""
        for _ in range(2):
            if (await self.read(first)).halted:
                await self.bell.firebell.db.write(resume_sync, 1, by=self.ana, press="")
            await self.bell.firebell.db.write(look_at_ours)
            await self._silence()

    async def _silence(self) -> None:
        before = -1
        while before != (before := len(await self.workspace.get("calls"))):
            await self.rest()


def ticket_key(incident: Any) -> str:
    return str(incident.tickets[0].key)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.mark.parametrize("seed", range(1))
async def test_all_sides_end_equal(workspace: Workspace, bell: Bell, seed: int) -> None:
    await _walk(workspace, bell, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 112))
async def test_all_sides_end_equal_often(workspace: Workspace, bell: Bell, seed: int) -> None:
    await _walk(workspace, bell, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1004))
async def test_a_thousand_changes_end_equal(workspace: Workspace, bell: Bell, seed: int) -> None:
    """Hardly ever is there time for all of it to be heard.

    Four incidents have a quarter each: every change reads all that came before it.
    """
    await _walk(workspace, bell, seed, acts=250, rests=0.02)


async def _walk(workspace: Workspace, bell: Bell, seed: int, acts: int = ACTS, rests: float = RESTS) -> None:
    chance, db = random.Random(seed), bell.firebell.db  # noqa: S311 - no secret hangs on it
    given = workspace.sandbox.environment
    jira = Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)
    post = Post(Webhooks(db, (SECRET,)).receive, chance)
    web = Web(0, {PATHS[0]: post.receive}, {}, "127.0.0.1")
    await web.start()
    await Registration(jira, db, f"http://127.0.0.1:{web.port}", SECRET).look()
    ana = workspace.user_id(await workspace.state(), "ana")
    sides = Sides(workspace, bell, chance, post, ana, rests)
    await workspace.declare("ana", Customers="Nobody or hardly anybody can order")
    await bell.until(lambda: made() and first().pages and first().pages[0].id)
    await bell.idle()
    for _ in range(acts):
        await sides.act()
    try:
        await sides.settle()
        assert set(post.answers) <= {202}
        await _are_equal(sides)
    finally:
        await web.stop()
        jira.close()


async def _are_equal(sides: Sides) -> None:
    """Nothing is left to be said either way, though what people decide alone may differ."""
    said = "\n".join(sides.said)
    (issue,) = await issues(sides.workspace)
    there, fields = await sides.read(ticket), issue["fields"]
    words, incident = await sides.read(taxonomy.load), await sides.read(first)
    values = {
        Synced.STATUS: fields["status"]["name"],
        Synced.PRIORITY: fields["priority"]["id"],
        Synced.SUMMARY: fields["summary"],
    }
    for what in COMPARED:
        if what in values:
            agreed = there.agreed[what]
            assert agreed.there == values[what], f"{what} was not heard\n{said}"
            assert agreed.here == ours(incident, there, words)[what], f"{what} was not written\n{said}"
            is_asked = what is not Synced.SUMMARY and not fits(what, agreed.here, agreed.there, words)
            assert is_asked or fits(what, agreed.here, agreed.there, words), f"{what} differs\n{said}"
    comments = [one for one in fields["comment"]["comments"] if one["body"] == "Looking at it."]
    assert len(comments) == len(there.comments), said
    happened, since = await sides.read(_count), len(await sides.workspace.calls())
    await sides.bell.firebell.db.write(reconcile, "jira")
    await sides.rest()
    assert await sides.read(_count) == happened, said
    calls = await sides.workspace.calls(since=since)
    assert [one["method"] for one in calls if one["system"] == "jira" and "GET" not in one["method"]] == []


def _count() -> int:
    return int(tables.Event.select().count())
