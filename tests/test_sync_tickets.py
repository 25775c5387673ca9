"""`firebell sync tickets`: what is different is said, and without a dry run the bot mends it."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from tickets import broken, first, made
from typed import typed

from bot.domain.incident import Status
from bot.integrations.jira.log import NAME, RECONCILING
from bot.store.running import jobs

pytestmark = [pytest.mark.jira, pytest.mark.slow]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_the_bot_mends_what_is_different(
    workspace: Workspace, bell: Bell, database_url: str, tmp_path: Path
) -> None:
    needed = {key: workspace.sandbox.environment[key] for key in ("JIRA_URL", "JIRA_USER", "JIRA_TOKEN")}
    environment = {**needed, "DATABASE_URL": database_url}
    # Else the bot itself, which asks every minute, hears it before the command does.
    await bell.firebell.db.write(lambda _unit: [jobs.pause(one, paused=True) for one in (NAME, RECONCILING)])
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    equal = await typed("sync", "tickets", "--dry-run", folder=tmp_path, environment=environment)
    assert (equal.code, equal.out.strip()) == (0, "Incidents and their tickets are equal."), equal.errors
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress")
    dry = await typed("sync", "tickets", "--dry-run", folder=tmp_path, environment=environment)
    assert "inc-1 INC-1: status is 'In Progress' there and 'open' here, theirs is to be heard" in dry.out
    await bell.idle()
    assert (await bell.firebell.db.read(first)).status is Status.OPEN, "a dry run changes nothing"
    done = await typed("sync", "tickets", folder=tmp_path, environment=environment)
    assert done.code == 0, done.errors
    assert "The bot compares all incidents with their tickets now: 1." in done.out
    await bell.until(lambda: first().status is Status.INVESTIGATING)
    await bell.idle()
    await broken(workspace, "GET *", "429", retry_after=1)
    waited = await typed("sync", "tickets", "--dry-run", folder=tmp_path, environment=environment)
    assert (waited.code, waited.out.strip()) == (0, "Incidents and their tickets are equal.")
    assert "It goes on in 1 s." in waited.errors
    await broken(workspace, "GET *", "error", error="403")
    failed = await typed("sync", "tickets", folder=tmp_path, environment=environment)
    assert failed.code == 1
    assert "You do not have permission" in failed.errors
    assert "Traceback" not in failed.errors
