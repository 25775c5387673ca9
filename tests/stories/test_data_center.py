"""A Jira that people run themselves, and did so before Firebell began, works as the Cloud does."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from tickets import broken, first, issues, made, ticket

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.integrations.jira.log import NAME
from bot.usecases.catalog.hear_news import ask_reading
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


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
