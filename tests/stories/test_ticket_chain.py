"""An alarm in PagerDuty has its incident and its ticket, and what ends in one of them ends in all."""

import socket
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from tickets import first, issues, made

from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.furnishing import furnish
from bot.store import incidents, taxonomy
from bot.usecases.unit import Unit
from bot.usecases.work.give_role import give_roles

pytestmark = [pytest.mark.jira, pytest.mark.pagerduty]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def _configure(_unit: Unit) -> None:
    """As the older tool did it: P1 gets a ticket, and the end of one side is the end of all."""
    document = taxonomy.document()
    document["services"] = {"*": {"opens": "P3", "category": "payment", "follows": True}}
    document["tickets"] = {"*": {"project": "INC", "least": "P1", "closes": True}}
    document["ticket_links"] = {
        "security": {"link": "Stakeholder", "least": "P1", "issue": "PM-1"},
        "cause": {"link": "Question", "least": "P1", "title": "What changed before?"},
        "gone": {"link": "Question", "least": "P1", "issue": "PM-404"},
        "manager": {"link": "Incident Manager", "least": "P1", "people": "PM"},
    }
    taxonomy.replace(document)


def account(workspace: Workspace) -> Jira:
    given = workspace.sandbox.environment
    return Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)


async def begun(workspace: Workspace, database_url: str) -> Bell:
    """Give a Firebell that PagerDuty and Jira tell at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = {"PORT": port, "PUBLIC_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": "a key of many characters"}
    bell = await Bell(workspace, database_url, pagerduty=True, jira=True, settings=told).start()
    await bell.ready()
    await bell.firebell.db.write(_configure)
    return bell


async def test_raised_to_p1_there_it_has_its_ticket_and_closed_in_jira_it_ends_everywhere(
    workspace: Workspace, database_url: str
) -> None:
    bell = await begun(workspace, database_url)
    await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": "Security"})
    jira, words = account(workspace), await bell.firebell.db.read(taxonomy.load)
    for name in ("Deniz Kaya", "Ben Okafor", "Ben Okafor Junior"):
        await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": name})
    assert len(await furnish(jira, words)) == 3, "three types of links were missing"
    assert await furnish(jira, words) == [], "twice without harm"
    alarm = {"action": "trigger", "service": "Payments", "title": "Till is down", "urgency": "high"}
    page: dict[str, Any] = (await workspace.act("ben", "pagerduty", **alarm))["incident"]
    await bell.until(lambda: incidents.get(1))
    await bell.idle()
    assert await issues(workspace) == [], "P3 gets no ticket"
    await workspace.act("ben", "pagerduty", action="priority", priority="P1", incident=page["id"])
    await bell.until(made)
    await bell.idle()
    issue, question = await issues(workspace)
    assert (issue["fields"]["summary"], question["fields"]["summary"]) == (
        "Till is down",
        "What changed before?",
    )
    others = {("Stakeholder", "PM-1"), ("Question", question["key"])}
    assert linked(issue) == {*others, ("Incident Manager", "PM-2")}, "whom PagerDuty calls"
    ben = workspace.user_id(await workspace.state(), "ben")
    await bell.firebell.db.write(give_roles, 1, {"commander": ben}, by=ben, press="p1")
    await bell.idle()
    issue = (await issues(workspace))[0]
    assert linked(issue) == {*others, ("Incident Manager", "PM-3")}, "who commands it, and nobody else"
    assert page["id"] in str(issue["fields"]), "PagerDuty's id stands in the ticket"
    assert any("PagerDuty" in str(link) for link in issue["remote_links"])
    await workspace.act("deniz", "jira", issue=issue["key"], transition="Done")
    await workspace.until(_refuses)
    incident = await bell.firebell.db.read(first)
    assert incident.status == "mitigated", "key events and a post-mortem are still missing"
    await bell.idle()
    issue = (await issues(workspace))[0]
    why = [one["body"] for one in issue["fields"]["comment"]["comments"]]
    assert any("cannot be closed yet" in one for one in why), why
    (there,) = [
        one for one in (await workspace.get("state/pagerduty"))["incidents"] if one["id"] == page["id"]
    ]
    assert there["status"] == "resolved"
    assert issue["fields"]["status"]["name"] == "Done", "nobody takes back what people did there"
    await bell.stop()


def linked(issue: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["type"]["name"], one["outwardIssue"]["key"]) for one in issue["fields"]["issuelinks"]}


def _refuses(state: dict[str, Any]) -> bool:
    rooms = [one for one in state["channels"] if one["name"][:2] == "20"]
    said = "\n".join(texts(message.get("blocks", [])) for room in rooms for message in room["messages"])
    return "cannot be closed yet" in said
