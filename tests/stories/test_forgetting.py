"""Somebody who has left is forgotten: nothing names them any more, and what they did stays as it was."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner, Result
from dumped import around, everything
from harness import Bell, Workspace, texts

from bot.__main__ import main
from bot.store import incidents, timeline
from bot.store.running import jobs
from bot.store.tables import Identity, Person
from bot.store.who import people
from bot.usecases.unit import Unit

pytestmark = [pytest.mark.jira, pytest.mark.pagerduty, pytest.mark.slow]

NAMED = ("sam taylor", "sam@demo.example", "@sam ")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


async def firebell(database_url: str, *words: str) -> Result:
    run = partial(CliRunner().invoke, main, list(words), env={"DATABASE_URL": database_url})
    return await asyncio.to_thread(run)


async def read_again(bell: Bell, *names: str) -> None:
    for name in names:
        before = (await bell.until(partial(jobs.get, name))).last_ended
        await bell.firebell.db.write(partial(_ask, name))
        await bell.until(partial(_ended_after, name, before))


def _ask(name: str, _unit: Unit) -> None:
    jobs.ask(name)


def _ended_after(name: str, before: datetime | None) -> bool:
    found = jobs.get(name)
    return found is not None and found.last_ended != before


async def worked(workspace: Workspace, bell: Bell) -> None:
    """Let sam have to do with an incident in every way, by id and by name."""
    await workspace.act("sam", "open_home")
    assert (await workspace.declare("sam", Customers="Nobody or hardly anybody can order"))["ok"]
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    place = channel["id"]
    await workspace.act("ana", "join", channel=place)
    await workspace.slash("sam", "update I look at the gateway", place)
    await workspace.slash("ana", "note 12:00 ask Sam  Taylor, @sam or Sam@demo.example about it", place)
    await workspace.slash("ana", "tasks add call the bank @sam", place)
    await workspace.slash("sam", "follow inc-1", "general")
    await bell.idle()
    (page,) = (await workspace.get("state/pagerduty"))["incidents"]
    await workspace.act("sam", "pagerduty", incident=page["id"], action="acknowledge")
    await read_again(bell, "pagerduty log")
    await bell.idle()


async def test_who_has_left_is_forgotten_and_no_list_brings_them_back(
    workspace: Workspace, bell: Bell, database_url: str, lines: list[Any]
) -> None:
    await worked(workspace, bell)
    sam = workspace.user_id(await workspace.state(), "sam")
    here = bell.firebell.db
    accounts = await here.read(lambda: [row.key for row in Identity.select().where(Identity.person == sam)])
    assert len(accounts) == 2, "in PagerDuty and in Jira"
    assert all(one in everything(database_url) for one in NAMED)
    before = await here.read(timeline.of, 1)

    refused = await firebell(database_url, "forget", "@sam", "--yes")
    assert refused.exit_code == 1
    assert "They are active in Slack. Deactivate them there first" in refused.output
    refused = await firebell(database_url, "forget", "nobody@demo.example", "--yes")
    assert "Nobody is known as nobody@demo.example." in refused.output
    await workspace.act("ana", "deactivate", member="sam")
    await bell.until(lambda: people.get(sam).deleted)
    await bell.idle()

    shown = await firebell(database_url, "forget", "sam@demo.example", "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "entries of timelines" in shown.output
    assert "sam taylor" in everything(database_url), "nothing goes by looking"
    asked = await firebell(database_url, "forget", "sam")
    assert "run it with --yes" in asked.output
    done = await firebell(database_url, "forget", "sam", "--yes")
    assert done.exit_code == 0, done.output

    await gone(database_url, sam, *accounts)
    after = await here.read(timeline.of, 1)
    assert [(type(one), one.at) for one in after][: len(before)] == [(type(one), one.at) for one in before]
    incident = await here.read(incidents.get, 1)
    assert incident
    assert incident.opened_by.startswith("former-")
    assert await here.read(lambda: people.get(incident.opened_by).name) == "a former member"
    shown_now = texts([(await workspace.slash("ana", "timeline inc-1", wait_ms=5000))["view"]])
    assert "a former member declared it" in shown_now
    assert "ask a former member, a former member or a former member about it" in shown_now
    assert not await here.read(lambda: [row for row in Person.select() if row.id == sam])

    await read_again(bell, "slack people", "pagerduty people")
    await bell.idle()
    await gone(database_url, sam, *accounts)
    assert not [line for line in lines if "sam taylor" in str(line).casefold()]
    again = await firebell(database_url, "forget", "sam", "--yes")
    assert "Nobody is known as sam." in again.output

    await workspace.act("ana", "reactivate", member="sam")
    await bell.until(lambda: people.get(sam).email == "sam@demo.example")
    await read_again(bell, "pagerduty people")
    assert await here.read(lambda: Identity.select().where(Identity.person == sam).count())


async def gone(database_url: str, *ids: str) -> None:
    kept = everything(database_url)
    for one in (*NAMED, *ids):
        assert not around(kept, one)
