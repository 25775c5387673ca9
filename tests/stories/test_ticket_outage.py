"""Jira is away for an hour while fifty incidents come and go: then each is there once, as it ended."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from harness import FORM, Ahead, Bell, Workspace
from tickets import broken

from bot.domain.incident import ClosingReason, Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.store import tables
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.work.update_incident import update_incident

pytestmark = [pytest.mark.jira, pytest.mark.slow]

COUNT = 50
PATIENCE = 300
JIRAS = ("file_ticket", "keep_tickets", "write_comment", "write_earlier", "link_ticket")
WISHES = (
    Update(status=Status.INVESTIGATING, message="Looking."),
    Update(status=Status.MITIGATED, title="Checkout is slow", message="db2 serves."),
    Update(priority="P4", message="Some wait."),
)
ENDING = Ending(ClosingReason.EXTERNAL, "Theirs.", "SUP-9")
WORDS = ["Looking.", "db2 serves.", "Some wait.", "Theirs."]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_it_has_all_of_them_once_when_it_is_back(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    db, ana = bell.firebell.db, workspace.user_id(await workspace.state(), "ana")
    for verb in ("GET", "POST", "PUT"):
        await broken(workspace, f"{verb} /rest/api/*", "down", times=1_000_000)
    for number in range(1, COUNT + 1):
        form = replace(FORM, draft=f"d{number}", priority="P3")
        assert (await db.write(open_incident, form, by=ana, press=f"p{number}")).id == number
    for wish in WISHES:
        clock.by += timedelta(minutes=15)
        for number in range(1, COUNT + 1):
            await db.write(update_incident, number, wish, by=ana)
    clock.by += timedelta(minutes=15)
    for number in range(1, COUNT + 1):
        await db.write(close_incident, number, ENDING, by=ana)
    assert (await workspace.get("state/jira"))["issues"] == []
    await workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults")
    since = len(await workspace.calls())
    clock.by += timedelta(minutes=2)
    await bell.until(_nothing_is_owed_to_jira, PATIENCE)
    await _all_are_there(workspace, since)
    assert await db.read(_there) == COUNT


async def _all_are_there(workspace: Workspace, since: int) -> None:
    there = (await workspace.get("state/jira"))["issues"]
    labels = Counter(one["fields"]["labels"][0] for one in there)
    assert labels == Counter(f"inc-{number}" for number in range(1, COUNT + 1))
    for one in there:
        fields = one["fields"]
        told = (fields["summary"], fields["status"]["name"], fields["priority"]["id"])
        assert told == ("Checkout is slow", "Done", "4"), one["key"]
        said = [comment["body"] for comment in fields["comment"]["comments"]]
        assert [next(word for word in WORDS if word in body) for body in said] == WORDS, one["key"]
    done = Counter(one["method"] for one in await workspace.calls(since=since) if one["system"] == "jira")
    assert done["POST /rest/api/2/issue"] <= COUNT
    edits = [count for method, count in done.items() if method.startswith("PUT")]
    assert max(edits, default=0) <= 1


def _nothing_is_owed_to_jira() -> bool:
    """Slack takes a message a second for the channel of announcements, which is not waited for."""
    owed = tables.Delivery.select().where(tables.Delivery.state.in_(("waiting", "claimed")))
    return not owed.where(tables.Delivery.effect.in_(JIRAS)).exists()


def _there() -> int:
    return int(tables.Ticket.select().where(tables.Ticket.source_id != "").count())
