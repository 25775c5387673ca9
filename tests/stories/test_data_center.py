"""A Jira that people run themselves, and did so before Firebell began, works as the Cloud does."""

import asyncio
from pathlib import Path

import pytest
from harness import Bell, Workspace
from tickets import broken, first, issues, made, ticket

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.integrations.jira.client import PAGE, Account, Jira
from bot.integrations.jira.log import NAME, Log
from bot.integrations.jira.site import Site
from bot.ports import utc_now
from bot.usecases.catalog.hear_news import ask_reading
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira

SEARCH = "GET /rest/api/2/search"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def jira(workspace: Workspace) -> Jira:
    given = workspace.sandbox.environment
    return Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)


@pytest.fixture
async def workspace(workspace: Workspace) -> Workspace:
    await workspace.act("ana", "jira", set={"deployment": "Server"})
    return workspace


async def test_a_data_center_takes_tickets_too(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATED), by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert issue["fields"]["status"]["name"] == "In Review"


async def test_what_an_answer_that_was_lost_has_made_is_found(workspace: Workspace, bell: Bell) -> None:
    await broken(workspace, "POST /rest/api/2/issue", "drop")
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert (await bell.firebell.db.read(ticket)).id == issue["id"]


async def test_what_happens_there_is_asked_for_and_heard(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress")
    await bell.firebell.db.write(ask_reading, NAME)
    await bell.until(lambda: first().status is Status.INVESTIGATING)


async def test_what_is_changed_while_a_long_list_is_read_hides_nothing_else(
    workspace: Workspace, bell: Bell, jira: Jira
) -> None:
    """Data Center counts its pages anew each time, and what was changed just now comes last."""
    db = bell.firebell.db
    site = Site(jira, db)
    log = Log(site, db, utc_now, "INC")
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    await log.read()
    while len(others := await site.search('updated >= "-2m" AND key != INC-1', "updated")) < PAGE:
        await workspace.act("deniz", "jira", create={"project": "INC", "summary": "Nothing of ours"})
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress")

    await broken(workspace, SEARCH, "slow", ms=1)
    await broken(workspace, SEARCH, "slow", ms=1000)
    before = len(await workspace.calls(SEARCH))
    reading = asyncio.create_task(log.read())
    while len(await workspace.calls(SEARCH)) < before + 2:
        await workspace.state()
    await workspace.act("deniz", "jira", issue=others[0]["key"], transition="In Progress")
    assert await reading == "1 tickets have changed"
    await bell.idle()
    assert (await db.read(first)).status is Status.INVESTIGATING
