"""`firebell sync pages`: what is different is said, and without a dry run the bot follows it."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from pager import card, known, paged, there
from typed import typed

from bot.store import tables
from bot.store.running import jobs

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_what_nobody_told_is_found(workspace: Workspace, bell: Bell, tmp_path: Path) -> None:
    """Acknowledged and given another priority there; what followed says that it came by comparing."""
    environment = {**workspace.sandbox.environment, "DATABASE_URL": f"sqlite:///{tmp_path}/firebell.db"}
    await bell.firebell.db.write(lambda _: jobs.pause("pagerduty log", paused=True))
    await known(bell)
    await paged(workspace, bell)
    equal = await typed("sync", "pages", "--dry-run", folder=tmp_path, environment=environment)
    assert (equal.code, equal.out.strip()) == (0, "Incidents and their pages are equal."), equal.errors
    (made,) = await there(workspace)
    await workspace.act("deniz", "pagerduty", incident=made["id"], action="acknowledge")
    done = await typed("sync", "pages", folder=tmp_path, environment=environment)
    assert "inc-1 Payments: it is acknowledged in PagerDuty, and triggered here." in done.out, done.errors
    assert "The bot compares all open pages with PagerDuty now: 1." in done.out
    await bell.until(lambda: tables.Exchange.select().where(tables.Exchange.told == "comparing").count() == 2)
    await bell.idle()
    assert "acknowledged by" in await card(workspace)
