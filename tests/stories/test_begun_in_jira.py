"""What people report in Jira is an incident here where people want that, once, whichever way it is told."""

import socket
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from tickets import issues

from bot.domain.incident import Incident, Status
from bot.domain.rules.updating import Update
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.log import Log
from bot.integrations.jira.site import Site
from bot.ports import utc_now
from bot.store import incidents, taxonomy
from bot.usecases.ticketing.file_tickets import link_ticket, unlink_ticket
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def wanted(category: str) -> Any:
    """Let incidents begin in the project INC, and be of this category."""

    def want(_unit: Unit) -> None:
        document = taxonomy.document()
        document["ticket_openings"] = {"INC": {"category": category, "opens": "P3"}}
        taxonomy.replace(document)

    return want


def asking(workspace: Workspace, bell: Bell) -> Log:
    given = workspace.sandbox.environment
    jira = Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)
    return Log(Site(jira, bell.firebell.db), bell.firebell.db, utc_now, "INC")


async def reported(workspace: Workspace, user: str = "deniz", **said: Any) -> dict[str, Any]:
    create = {"project": "INC", "summary": "Till <!here> is *down*", "priority": "1", **said}
    issue: dict[str, Any] = (await workspace.act(user, "jira", create=create))["issue"]
    return issue


async def become(bell: Bell, number: int) -> Incident:
    found: Incident = await bell.until(lambda: incidents.get(number))
    await bell.idle()
    return found


async def issue_of(workspace: Workspace, key: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = (await workspace.get("state/jira"))["issues"]
    return next(one for one in found if one["key"] == key)


def said_in(channel: dict[str, Any]) -> str:
    return "\n".join(texts(message.get("blocks", [])) for message in channel["messages"])


async def test_told_by_webhook_and_asked_for_it_is_one_incident(
    workspace: Workspace, database_url: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = {"PORT": port, "PUBLIC_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": "a key of many characters"}
    bell = await Bell(workspace, database_url, jira=True, settings=told).start()
    await bell.ready()
    await bell.firebell.db.write(wanted("payment"))
    await workspace.until(lambda _: True)
    await reported(workspace, summary="No incident", type="Task")
    await reported(workspace, summary="Not urgent", priority="4")
    issue = await reported(workspace, description="Since 14:02.\n@channel it answers 500.")
    incident = await become(bell, 1)
    assert (incident.title, incident.priority, incident.category) == (
        "Till <!here> is *down*",
        "P1",
        "payment",
    )
    assert incident.opened_by == workspace.user_id(await workspace.state(), "deniz")
    log = asking(workspace, bell)
    await log.read()
    await workspace.act("deniz", "jira", issue=issue["key"], labels=["till"])
    await log.read()
    await bell.idle()
    assert await bell.firebell.db.read(incidents.get, 2) is None, "told and asked for, it is one"
    assert not await workspace.calls("POST /rest/api/2/issue"), "it is its own ticket"
    (channel,) = await workspace.incident_channels()
    said = said_in(channel)
    assert (
        f"It began in Jira as <{issue_url(workspace, issue)}|{issue['key']}>, reported by Deniz Kaya" in said
    )
    assert "<!here>" not in said
    assert "&lt;!here&gt;" in said
    assert [one["title"] for one in channel["bookmarks"]] == [issue["key"]]
    there = await issue_of(workspace, issue["key"])
    (comment,) = there["fields"]["comment"]["comments"]
    assert "This is inc-1 in Slack now" in comment["body"]
    assert channel["id"] in str(there["remote_links"])
    await bell.firebell.db.write(update_incident, 1, Update(status=Status.MITIGATED), by=incident.opened_by)
    await bell.idle()
    there = await issue_of(workspace, issue["key"])
    assert (there["fields"]["status"]["name"], there["fields"]["summary"]) == (
        "In Review",
        "Till <!here> is *down*",
    )
    await bell.stop()


def issue_url(workspace: Workspace, issue: dict[str, Any]) -> str:
    return f"{workspace.sandbox.environment['JIRA_URL']}/browse/{issue['key']}"


async def let_go(workspace: Workspace, bell: Bell, log: Log) -> None:
    """What somebody linked and unlinked again begins nothing, however urgent it becomes."""
    db, ana = bell.firebell.db, workspace.user_id(await workspace.state(), "ana")
    issue = await reported(workspace, summary="Linked for a moment", priority="4")
    incident = await db.read(incidents.get, 1)
    assert incident
    await db.write(unlink_ticket, 1, incident.tickets[0].mark, by=ana)
    linked = await db.write(link_ticket, 1, issue["key"], by=ana)
    await bell.idle()
    await db.write(unlink_ticket, 1, linked.tickets[-1].mark, by=ana)
    await workspace.act("deniz", "jira", issue=issue["key"], priority="1")
    await log.read()
    await bell.idle()
    assert await db.read(incidents.get, 3) is None


@pytest.mark.slow
async def test_what_is_ours_or_becomes_urgent_later_is_asked_for(workspace: Workspace, bell: Bell) -> None:
    """Also of a category that is private, of which nobody else hears, and no more than a few at once."""
    log = asking(workspace, bell)
    words = await bell.firebell.db.read(taxonomy.load)
    secret = next(key for key, one in words.categories.items() if one.private)
    await bell.firebell.db.write(wanted(secret))
    await workspace.declare("ana")
    await bell.idle()
    low = await reported(workspace, "ben", summary="Canary in the till", priority="4")
    await log.read()
    await bell.idle()
    assert await bell.firebell.db.read(incidents.get, 2) is None, (
        "ours, and what nobody wants, begins nothing"
    )
    await workspace.act("ben", "jira", issue=low["key"], priority="2")
    await log.read()
    incident = await become(bell, 2)
    assert (incident.title, incident.priority, incident.private) == ("Canary in the till", "P2", True)
    there = await issue_of(workspace, low["key"])
    assert "This is inc-2 in Slack now" in there["fields"]["comment"]["comments"][0]["body"]
    state = await workspace.state()
    eve_sees = [one for one in state["channels"] if not one["is_private"]]
    assert "Canary" not in str(eve_sees)
    assert len(await issues(workspace, "inc-2")) == 0
    await let_go(workspace, bell, log)
    for number in range(4):
        await reported(workspace, summary=f"One of many {number}")
    await log.read()
    await become(bell, 6)
    braked = [
        one.braked for number in range(2, 7) if (one := await bell.firebell.db.read(incidents.get, number))
    ]
    assert braked == [False, False, False, True, True], "the fourth waits, recorded"
    assert len(await workspace.incident_channels()) == 4
    (storm,) = [text for text in map(said_in, await workspace.incident_channels()) if "wait" in text]
    assert "inc-5" in storm
    assert "One of many 3" not in storm, "not everybody here may see each private one"
