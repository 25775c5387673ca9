"""What becomes private is taken out of Jira as far as Jira lets it go: what it keeps keeps nothing else."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import Bell, Workspace, texts
from pager import known
from tickets import broken, first, issues, made, ticket

from bot.domain.incident import Status
from bot.domain.rules.tasks import Wish
from bot.domain.rules.updating import Update
from bot.store import taxonomy
from bot.usecases.paging.page_people import page_service
from bot.usecases.ticketing.file_tickets import file_task, link_ticket, unlink_ticket
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.give_role import give_roles
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.redact_text import redact_text
from bot.usecases.work.tasks import add_task
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira

SAID = {"Title": "Canary in the till", "What happens?": "The canary knows the words that none may know."}

PRIVATE = "Only its responders and the people I name may see it"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def told(workspace: Workspace, bell: Bell) -> str:
    """Declare one whose ticket says a lot, and give who did."""
    await workspace.declare("ana", **SAID)
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    wish = Update(message="The canary sings.", status=Status.INVESTIGATING)
    await bell.firebell.db.write(update_incident, 1, wish, by=ana)
    await bell.idle()
    return ana


async def hidden(bell: Bell, ana: str) -> None:
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()


async def begun(workspace: Workspace) -> None:
    """Wait until Jira has begun what it is slow with."""
    while (await workspace.get("faults"))["faults"]:  # noqa: ASYNC110 - nobody tells that one has begun
        await asyncio.sleep(0.02)


async def room(workspace: Workspace) -> str:
    private = [one for one in await workspace.incident_channels() if one["is_private"]]
    return "\n".join(texts(said.get("blocks", [])) for one in private for said in one["messages"])


def read_in(issue: dict[str, Any]) -> str:
    """Give all that it says of itself; a link says what the other one does."""
    said = {name: value for name, value in issue["fields"].items() if name != "issuelinks"}
    return f"{said} {issue['remote_links']}".lower()


def restrict(_unit: Unit) -> None:
    """Let only the entitled read PM, where the tickets about the network go."""
    secret = {"project": "PM", "kind": "Task", "least": "P5", "restricted": True}
    document = taxonomy.document()
    taxonomy.replace({**document, "tickets": {**document["tickets"], "network": secret}})


def link_manager(_unit: Unit) -> None:
    """Link who manages an incident with its ticket: people are issues in PM."""
    manager = {"link": "Relates", "least": "P2", "people": "PM"}
    taxonomy.replace({**taxonomy.document(), "ticket_links": {"manager": manager}})


async def test_it_says_nothing_where_it_is_though_others_of_its_category_are_in_a_restricted_project(
    workspace: Workspace, bell: Bell
) -> None:
    await bell.firebell.db.write(restrict)
    ana = await told(workspace, bell)
    await hidden(bell, ana)
    moved = Update(category="network", message="The canary moved.")
    await bell.firebell.db.write(update_incident, 1, moved, by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert (issue["key"], issue["fields"]["summary"]) == ("INC-1", "inc-1, private incident")
    assert "canary" not in read_in(issue)


async def test_a_restricted_project_is_told_in_full_and_one_that_is_linked_instead_nothing(
    workspace: Workspace, bell: Bell
) -> None:
    await bell.firebell.db.write(restrict)
    await workspace.act("deniz", "jira", create={"project": "INC", "summary": "Everybody reads it"})
    await workspace.declare("ana", **SAID, Category="Network", Private=PRIVATE)
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    (issue,) = await issues(workspace)
    assert (issue["key"], issue["fields"]["summary"]) == ("PM-1", SAID["Title"])
    mark = (await bell.firebell.db.read(first)).tickets[0].mark
    await bell.firebell.db.write(unlink_ticket, 1, mark, by=ana)
    await bell.firebell.db.write(link_ticket, 1, "INC-1", by=ana)
    await bell.idle()
    await bell.firebell.db.write(update_incident, 1, Update(message="The canary moved."), by=ana)
    await bell.idle()
    (open_one,) = [one for one in (await workspace.get("state/jira"))["issues"] if one["key"] == "INC-1"]
    assert "canary" not in read_in(open_one)


@pytest.mark.parametrize(("fault", "how"), [("drop", {}), ("slow", {"ms": 500})])
async def test_what_becomes_private_while_its_ticket_is_being_made_says_nothing_there(
    workspace: Workspace, bell: Bell, fault: str, how: dict[str, int]
) -> None:
    await workspace.act("ana", "jira", set={"search_lag_ms": 200})
    await broken(workspace, "POST /rest/api/*/issue", fault, **how)
    await workspace.declare("ana", **SAID)
    await bell.until(lambda: ticket().tried_at is not None)
    await hidden(bell, workspace.user_id(await workspace.state(), "ana"))
    await bell.until(made)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert issue["fields"]["summary"] == "inc-1, private incident"
    assert "canary" not in read_in(issue)
    assert [one["object"]["title"] for one in issue["remote_links"]] == ["Slack: inc-1"]


async def test_a_ticket_that_is_moved_to_where_others_read_says_nothing_there(
    workspace: Workspace, database_url: str
) -> None:
    async with between(workspace.sandbox.environment["JIRA_URL"]) as jira:
        bell = await Bell(workspace, database_url, jira=True, settings={"JIRA_URL": jira.url}).start()
        await bell.ready()
        await bell.firebell.db.write(restrict)
        await workspace.declare("ana", **SAID, Category="Network", Private=PRIVATE)
        await bell.until(made)
        await bell.idle()
        there = await bell.firebell.db.read(ticket)
        fields = {"summary": SAID["Title"], "status": {"name": "To Do"}, "comment": {"comments": []}}
        moved = {"id": there.id, "key": "INC-77", "fields": fields}
        reads = ("GET", f"/rest/api/2/issue/{there.id}")
        jira.answer = lambda verb, path, _: web.json_response(moved) if (verb, path) == reads else None
        await bell.firebell.db.write(reconcile, "jira")
        await bell.idle()
        (issue,) = await issues(workspace)
        assert issue["fields"]["summary"] == "inc-1, private incident"
        assert "canary" not in read_in(issue)
        await bell.stop()


async def test_a_ticket_that_somebody_else_made_keeps_nothing_of_ours(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": "Old one"})
    await workspace.declare("ana", **SAID)
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    mark = (await bell.firebell.db.read(ticket)).mark
    await bell.firebell.db.write(unlink_ticket, 1, mark, by=ana)
    await bell.firebell.db.write(link_ticket, 1, "PM-1", by=ana)
    await bell.until(made)
    await bell.idle()
    await workspace.act("ben", "jira", issue="PM-1", comment="I saw no bird.")
    await bell.firebell.db.write(update_incident, 1, Update(message="The canary sings."), by=ana)
    await bell.idle()
    await hidden(bell, ana)
    found = {one["key"]: one for one in (await workspace.get("state/jira"))["issues"]}
    fields = found["PM-1"]["fields"]
    assert (fields["summary"], len(found["PM-1"]["fields"]["comment"]["comments"])) == ("Old one", 1)
    assert "canary" not in read_in(found["PM-1"])
    assert "canary" in read_in(found["INC-1"]), "what was unlinked before stays as it is"


async def test_who_manages_it_is_not_to_be_read_there(workspace: Workspace, bell: Bell) -> None:
    await bell.firebell.db.write(link_manager)
    await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": "Ana Sousa"})
    ana = await told(workspace, bell)
    await bell.firebell.db.write(give_roles, 1, {"commander": ana}, by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert "Ana Sousa" in str(issue["fields"]["issuelinks"])
    await hidden(bell, ana)
    (issue,) = await issues(workspace)
    assert not issue["fields"]["issuelinks"]


@pytest.mark.pagerduty
async def test_a_page_that_is_linked_while_it_becomes_private_leads_nobody_there(
    workspace: Workspace, bell: Bell
) -> None:
    await known(bell)
    ana = await told(workspace, bell)
    await broken(workspace, "POST /rest/api/2/issue/*/remotelink", "slow", ms=1500)
    await bell.firebell.db.write(page_service, 1, "Partner portal", words="please look", by=ana)
    await begun(workspace)
    await hidden(bell, ana)
    (issue,) = await issues(workspace)
    assert [one["object"]["title"] for one in issue["remote_links"]] == ["Slack: inc-1"]


async def test_who_begins_to_manage_it_while_it_becomes_private_is_not_to_be_read_there(
    workspace: Workspace, bell: Bell
) -> None:
    await bell.firebell.db.write(link_manager)
    await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": "Ana Sousa"})
    ana = await told(workspace, bell)
    await broken(workspace, "POST /rest/api/2/issueLink", "slow", ms=1500)
    await bell.firebell.db.write(give_roles, 1, {"commander": ana}, by=ana)
    await begun(workspace)
    await hidden(bell, ana)
    (issue,) = await issues(workspace)
    assert not issue["fields"]["issuelinks"]


async def test_a_field_that_a_project_demands_keeps_nothing_else_there(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.act("ana", "jira", require={"field": "Category", "project": "INC"})
    await hidden(bell, await told(workspace, bell))
    (issue,) = await issues(workspace)
    assert issue["fields"]["summary"] == "inc-1, private incident"
    assert "canary" not in read_in(issue)
    assert "sings" not in read_in(issue)
    assert "Jira keeps some of what INC-1 says: Category is required" in await room(workspace)


async def test_a_ticket_that_is_refused_keeps_no_other_there(workspace: Workspace, bell: Bell) -> None:
    ana = await told(workspace, bell)
    await bell.firebell.db.write(add_task, 1, Wish("Free the canary"), by=ana)
    await bell.firebell.db.write(file_task, 1, by=ana)
    await bell.until(lambda: all(one.is_there for one in first().tickets))
    await bell.idle()
    main = (await bell.firebell.db.read(first)).tickets[0]
    await broken(workspace, f"PUT /rest/api/2/issue/{main.id}", "error", error="403", times=99)
    await hidden(bell, ana)
    own, task = await issues(workspace)
    assert "canary" not in read_in(task)
    assert "sings" not in read_in(own), "its comments are taken all the same"
    assert "The ticket could not be emptied" in await room(workspace)


async def test_words_are_taken_out_of_all_that_jira_lets_go(workspace: Workspace, bell: Bell) -> None:
    ana = await told(workspace, bell)
    main = (await bell.firebell.db.read(first)).tickets[0]
    await broken(workspace, f"PUT /rest/api/2/issue/{main.id}", "error", error="403", times=99)
    await bell.firebell.db.write(redact_text, 1, "canary", by=ana, press="p1")
    await bell.idle()
    (issue,) = await issues(workspace)
    assert "canary sings" not in read_in(issue)
