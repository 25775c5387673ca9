"""Without webhooks Jira is asked; doctor and the command say what is wrong."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from harness import ROOT, Ahead, Bell, Workspace
from tickets import broken, first, made, ticket

from bot.domain.errors import PermanentError
from bot.domain.incident import Status
from bot.domain.own_fields import OwnField
from bot.domain.rules.updating import Update
from bot.domain.ticketing import Companion, Opening
from bot.integrations.differences import differences
from bot.integrations.jira.checkup import look
from bot.integrations.jira.client import Account, Jira
from bot.integrations.jira.furnishing import furnish
from bot.integrations.jira.log import Log
from bot.integrations.jira.looking import looker
from bot.integrations.jira.site import Site, read_form
from bot.ports import utc_now
from bot.store import taxonomy
from bot.store.queues import readings
from bot.usecases.ticketing.file_tickets import link_ticket, unlink_ticket
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def jira(workspace: Workspace) -> Jira:
    given = workspace.sandbox.environment
    return Jira(Account(given["JIRA_URL"], given["JIRA_USER"], given["JIRA_TOKEN"]), 60)


async def test_what_happened_there_is_asked_for_and_heard_once(
    workspace: Workspace, bell: Bell, jira: Jira
) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    log = Log(Site(jira, bell.firebell.db), bell.firebell.db, utc_now, "INC")
    await log.read()
    await bell.idle()
    await workspace.act("deniz", "jira", create={"project": "INC", "summary": "Nothing of ours"})
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress")
    assert await log.read() == "1 tickets have changed"
    await bell.idle()
    assert (await bell.firebell.db.read(first)).status is Status.INVESTIGATING
    before = len(await workspace.calls("GET /rest/api/2/issue/10000"))
    await log.read()
    await bell.idle()
    assert len(await workspace.calls("GET /rest/api/2/issue/10000")) == before
    assert not await workspace.calls("GET /rest/api/2/search"), "the old path is never asked"
    await workspace.act("deniz", "jira", issue="INC-1", summary="Their words")
    (told,) = await differences("jira", looker(jira), bell.firebell.db, utc_now())
    assert told.startswith("inc-1 INC-1: summary is 'Their words' there")


async def test_a_project_that_jira_refused_is_read_from_where_it_was_left(
    workspace: Workspace, bell: Bell, jira: Jira
) -> None:
    clock = Ahead()
    log = Log(Site(jira, bell.firebell.db), bell.firebell.db, clock, "INC")
    await bell.until(lambda: readings.get("jira"))
    since = len(await workspace.calls())
    await broken(workspace, "GET /rest/api/2/search/jql", "error", error="403", times=3)
    for minutes in (5, 10, 15, 20, 25):
        clock.by = timedelta(minutes=minutes)
        await log.read()
    asked = [one["args"]["jql"] for one in await workspace.calls("GET /rest/api/2/search/jql", since=since)]
    assert [int(one.split('"-')[1].split("m")[0]) for one in asked] == [8, 13, 18, 23, 8]


async def test_a_clock_that_was_put_back_hides_nothing(workspace: Workspace, bell: Bell, jira: Jira) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    clock = Ahead(timedelta(days=1))
    log = Log(Site(jira, bell.firebell.db), bell.firebell.db, clock, "INC")
    await log.read()
    clock.by = timedelta()
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress")
    assert await log.read() == "1 tickets have changed"


async def test_a_ticket_that_is_there_can_be_linked_and_unlinked(workspace: Workspace, bell: Bell) -> None:
    await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": "Old one"})
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    there = await bell.firebell.db.read(ticket)
    await bell.firebell.db.write(unlink_ticket, 1, there.mark, by=ana)
    await bell.firebell.db.write(link_ticket, 1, "pm-1", by=ana)
    await bell.until(lambda: first().tickets[-1].is_there)
    await bell.firebell.db.write(update_incident, 1, Update(title="Checkout is slow"), by=ana)
    await bell.idle()
    found = {one["key"]: one["fields"]["summary"] for one in (await workspace.get("state/jira"))["issues"]}
    assert found == {"INC-1": "Checkout fails for one order in three", "PM-1": "Checkout is slow"}
    answer = await workspace.slash("ana", "ticket inc-1", wait_ms=2000)
    assert "PM-1" in str(answer["view"])
    await workspace.act("deniz", "jira", issue="PM-1", delete=True)
    await workspace.slash("ana", "ticket inc-1 unlink", wait_ms=1000)
    await bell.idle()
    assert not (await bell.firebell.db.read(first)).tickets[-1].is_ours


async def test_what_is_said_in_one_that_is_linked_again_is_told(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    there = await bell.firebell.db.read(ticket)
    await bell.firebell.db.write(unlink_ticket, 1, there.mark, by=ana)
    await bell.firebell.db.write(link_ticket, 1, there.key, by=ana)
    await bell.until(lambda: first().tickets[-1].is_there)
    await bell.idle()
    await workspace.act("deniz", "jira", issue=there.key, comment="Is anybody there?")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert "Is anybody there?" in str(channel["messages"])


async def test_what_is_said_while_nothing_comes_back_is_told_to_nobody(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    for flow, words in (("to the ticket", "Said among us."), ("both, Firebell wins", "Said to all.")):
        await bell.firebell.db.write(_let_comments, flow)
        await workspace.act("deniz", "jira", issue="INC-1", comment=words)
        await bell.firebell.db.write(reconcile, "jira")
        await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert "Said to all." in str(channel["messages"])
    assert "Said among us." not in str(channel["messages"])


def _let_comments(_unit: Unit, flow: str) -> None:
    document = taxonomy.document()
    document["ticket_flows"]["comments"] = flow
    taxonomy.replace(document)


async def test_doctor_names_what_jira_lacks(workspace: Workspace, bell: Bell, jira: Jira) -> None:
    site, words = Site(jira, bell.firebell.db), await bell.firebell.db.read(taxonomy.load)
    assert {str(one.grade) for one in await look(jira, site, "INC", words)} == {"ok"}
    await workspace.act("ana", "jira", require={"field": "Severity", "project": "INC", "required": True})
    site = Site(jira, bell.firebell.db)
    (found,) = [one for one in await look(jira, site, "INC", words) if "Severity" in one.said]
    assert "Make it optional there" in found.said
    linked = {
        "a": Companion("a", "Stakeholder", "P1", issue="PM-404"),
        "b": Companion("b", "Question", "P1", kind="Poll", title="Why?"),
        "c": Companion("c", "Relates", "P1", people="HR"),
    }
    said = [one.said for one in await look(jira, site, "INC", replace(words, ticket_links=linked))]
    for fault in (
        "no type of link Question",
        "no type of link Stakeholder",
        "no issue PM-404",
        "type Poll",
        "of people HR",
    ):
        assert sum(fault in one for one in said) == 1, fault
    openings = {"a": ("INC", "Incident"), "b": ("inc", "Bug"), "c": ("GONE", "Incident"), "d": ("OFF", "Bug")}
    begin = {
        key: Opening(project, "payment", (kind,), "" if key == "d" else "P1")
        for key, (project, kind) in openings.items()
    }
    said = [one.said for one in await look(jira, site, "INC", replace(words, ticket_openings=begin))]
    assert sum("inc has no issue type Bug" in one for one in said) == 1
    assert [one for one in said if "no project" in one and "GONE" in one]
    assert not [one for one in said if "OFF" in one], "what opens nothing is not looked at"


async def test_setup_puts_fields_where_tickets_are_made_and_twice_does_no_harm(
    workspace: Workspace, bell: Bell, jira: Jira
) -> None:
    words = await bell.firebell.db.read(taxonomy.load)
    own = OwnField("zendesk", "Zendesk ticket", ticket_field="Zendesk <ticket>")
    words = replace(words, fields={"zendesk": own, "off": replace(own, key="off", enabled=False)})
    await broken(workspace, "POST /rest/api/2/screens/*", "error", error="404")
    made, left = await furnish(jira, words, "INC")
    assert (made, left[:48]) == (
        "The field Zendesk <ticket> is made, for text.",
        "Put the field Zendesk <ticket> on the screens of",
    )
    assert await furnish(jira, words, "INC") == [], "now it stands there"
    assert (await read_form(jira, "INC", "Incident")).find("zendesk <TICKET>")
    since = len(await workspace.calls())
    assert await furnish(jira, words, "INC") == []
    assert not [one for one in await workspace.calls(since=since) if one["method"].startswith("POST")]
    await broken(workspace, "POST /rest/api/2/issueLinkType", "error", error="403")
    asked = replace(words, ticket_links={"a": Companion("a", "Stakeholder", "P1", issue="PM-1")})
    with pytest.raises(PermanentError, match="must administer Jira"):
        await furnish(jira, asked, "INC")


@pytest.mark.parametrize("typed", [["sync", "tickets", "--dry-run"], ["setup", "jira"]])
@pytest.mark.slow
def test_the_command_needs_jira(tmp_path: Path, typed: list[str]) -> None:
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", *typed],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "JIRA_URL" in ran.stderr + ran.stdout
