"""An admin takes words out of an incident: they are found nowhere any more, and all else is as it was."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from dumped import around, everything
from harness import PATIENCE, Bell, Workspace, texts
from tickets import issues, made

from bot.domain.events import TextRedacted
from bot.store import timeline
from bot.store.settings import audit

pytestmark = [pytest.mark.jira, pytest.mark.pagerduty, pytest.mark.slow]

SECRET = "token zugzwang & <quokka>"
TOPIC = "channel_topic"
"""Slack's own line about it, which nobody but an admin can delete."""
PARTS = ("zugzwang", "quokka")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as lines:
        yield lines


def found_in(said: object) -> list[str]:
    text = json.dumps(said, default=str, ensure_ascii=False).casefold()
    return [part for part in PARTS if part in text]


async def leaked(workspace: Workspace, bell: Bell) -> str:
    """Declare an incident that says it wherever words can be typed, and give the id of its channel."""
    said = {"What happens?": f"It prints the {SECRET} for all.", "Customers": "Nobody or hardly anybody"}
    assert (await workspace.declare("ben", Title=f"The page shows a {SECRET}", **said))["ok"]
    await bell.firebell.db.read(made)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    place = str(channel["id"])
    await workspace.follow_here("ben", "inc-1", "marketplace")
    await workspace.slash("ben", "update line one\nthe TOKEN\n\nZugzwang & <quokka> leaks", place)
    await workspace.slash("ben", f"note 12:00 we saw {SECRET}", place)
    await workspace.slash("ben", f"tasks add revoke {SECRET}", place)
    await bell.idle()
    return place


async def test_words_that_an_admin_takes_out_are_found_nowhere(
    workspace: Workspace, bell: Bell, database_url: str, lines: list[Any]
) -> None:
    for name in ("ana", "eve"):
        await workspace.act(name, "open_home")
    place = await leaked(workspace, bell)
    before = await bell.firebell.db.read(timeline.of, 1)
    assert found_in((await issues(workspace))[0]) == list(PARTS)

    refused = await workspace.slash("ben", f"redact {SECRET}", place)
    assert "Only admins of this workspace can redact" in texts(refused["ephemerals"])
    await workspace.act("ana", "join", channel=place)
    shown = await workspace.slash("ana", "redact", place, wait_ms=5000)
    assert "They stand in" not in texts([shown["view"]])
    shown = await workspace.act("ana", "submit", values={"Which words must go?": SECRET})
    seen = texts([shown["view"]])
    assert "They stand in" in seen
    assert "the title" in seen
    assert "a task" in seen
    assert "Notes in PagerDuty" in seen
    assert found_in(await workspace.channel(place)), "nothing goes before it was shown"
    await workspace.post("faults", {"match": {"type": "view_submission"}, "fault": "duplicate", "copies": 2})
    assert (await workspace.act("ana", "submit"))["ok"]
    await bell.idle()

    state = await workspace.get("state")
    bot = next(user["id"] for user in state["slack"]["users"] if user["is_bot"])
    for room in state["slack"]["channels"]:
        ours = [one for one in room["messages"] if one["user"] == bot and one.get("subtype") != TOPIC]
        assert not [one for one in ours if found_in(one)], room["name"]
        assert not found_in(room["topic"])
    assert not found_in(state["slack"]["homes"])
    (issue,) = await issues(workspace)
    assert [name for name, one in issue.items() if found_in(one)] == ["history"], "which the form said"
    assert not found_in([one["title"] for one in state["pagerduty"]["incidents"]])
    assert "[redacted]" in (await issues(workspace))[0]["fields"]["summary"]
    await forgotten(database_url)
    assert not found_in(lines)

    after = await bell.firebell.db.read(timeline.of, 1)
    same = after[: len(before)]
    assert [(type(one), one.at, one.by) for one in same] == [(type(one), one.at, one.by) for one in before]
    (told,) = [one for one in after if isinstance(one, TextRedacted)]
    assert told.rows
    shown = await workspace.slash("eve", "timeline inc-1", wait_ms=5000)
    assert "took words out of" in texts([shown["view"]])
    rows = await bell.firebell.db.read(audit.newest)
    (row,) = [one for one in rows if one.difference.section == "redacted"]
    assert row.by == workspace.user_id(state["slack"], "ana")


async def forgotten(database_url: str) -> None:
    """Wait until nothing of it is in the database: a job lets the search index forget."""
    deadline = time.monotonic() + 2 * PATIENCE
    while found := "".join(around(everything(database_url), part) for part in PARTS):
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.05)
