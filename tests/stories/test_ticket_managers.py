"""The issue of who manages an incident is linked with its ticket, and nobody else's stays linked so."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from pager import duty, known, paged, there, told
from tickets import issues, made

from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.furnishing import furnish
from bot.store import taxonomy
from bot.usecases.unit import Unit

pytestmark = [pytest.mark.jira, pytest.mark.pagerduty]

MANAGER = "Incident Manager"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def _configure(_unit: Unit, stakeholders: str, managers: str) -> None:
    document = taxonomy.document()
    document["tickets"] = {"*": {"project": "INC", "least": "P1"}}
    document["ticket_links"] = {
        "security": {"link": stakeholders, "least": "P1", "issue": "PM-1"},
        "manager": {"link": managers, "least": "P1", "people": "PM"},
    }
    taxonomy.replace(document)


async def _begin(
    workspace: Workspace, bell: Bell, stakeholders: str = "Stakeholder", managers: str = MANAGER
) -> None:
    for name in ("Deniz Kaya", "Ben Okafor"):
        await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": name})
    await bell.firebell.db.write(_configure, stakeholders, managers)
    given = workspace.sandbox.environment
    jira = Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)
    await furnish(jira, await bell.firebell.db.read(taxonomy.load))
    await known(bell)
    await paged(workspace, bell)
    await bell.until(made)
    await bell.idle()


async def _linked(workspace: Workspace) -> set[tuple[str, str]]:
    (issue,) = await issues(workspace)
    links = issue["fields"]["issuelinks"]
    return {(one["type"]["name"], one["outwardIssue"]["key"]) for one in links}


async def test_who_is_called_instead_of_who_had_acknowledged_manages_it(
    workspace: Workspace, bell: Bell
) -> None:
    """A stakeholder may manage it too, and whoever has no issue there is linked by none."""
    await _begin(workspace, bell)
    stakeholder = ("Stakeholder", "PM-1")
    assert await _linked(workspace) == {stakeholder, (MANAGER, "PM-1")}, "she is both"
    await duty(workspace, "deniz", bell, action="acknowledge")
    await duty(workspace, "deniz", bell, action="reassign", to=["ben"])
    assert await told(workspace, "PagerDuty calls Ben Okafor for Payments now")
    assert await _linked(workspace) == {stakeholder, (MANAGER, "PM-2")}
    (page,) = await there(workspace)
    to_deniz = {"action": "reassign", "incident": page["id"], "to": ["deniz"]}
    await workspace.act("ben", "pagerduty", **to_deniz)
    await duty(workspace, "deniz", bell, action="acknowledge")
    assert await _linked(workspace) == {stakeholder, (MANAGER, "PM-1")}, "both were read as one"
    await duty(workspace, "deniz", bell, action="reassign", to=["chloe"])
    assert await _linked(workspace) == {stakeholder}


async def test_what_is_linked_for_another_reason_stays(workspace: Workspace, bell: Bell) -> None:
    """One type of link, written as people like, is for all."""
    await _begin(workspace, bell, stakeholders="relates", managers="RELATES")
    assert await _linked(workspace) == {("Relates", "PM-1")}
    await duty(workspace, "deniz", bell, action="reassign", to=["ben"])
    await duty(workspace, "ben", bell, action="reassign", to=["chloe"])
    assert await _linked(workspace) == {("Relates", "PM-1")}
    assert len(await workspace.calls("POST /rest/api/2/issueLink")) == 2, "each once"
