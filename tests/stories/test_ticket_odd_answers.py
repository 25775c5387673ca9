"""Jira answers in ways of which its documents hardly speak: one ticket comes of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from between import Between, between
from harness import Bell, Workspace
from structlog.testing import capture_logs
from tickets import issues, made, ticket

from bot.domain.events import TicketStuck
from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.store import timeline
from bot.store.queues import outbox
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira

HTML = "<html><body>Sorry, we are working on it.</body></html>"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def jira(workspace: Workspace) -> AsyncIterator[Between]:
    async with between(workspace.sandbox.environment["JIRA_URL"]) as found:
        yield found


@pytest.fixture
async def bell(workspace: Workspace, database_url: str, jira: Between) -> AsyncIterator[Bell]:
    bell = await Bell(workspace, database_url, jira=True, settings={"JIRA_URL": jira.url}).start()
    await bell.ready()
    yield bell
    await bell.stop()


def makes(verb: str, path: str) -> bool:
    return verb == "POST" and path == "/rest/api/2/issue"


async def test_it_waits_as_long_as_a_busy_jira_says(workspace: Workspace, bell: Bell, jira: Between) -> None:
    """503 with Retry-After did surely nothing, so that nothing is looked for."""
    left = [web.Response(status=503, headers={"Retry-After": "1"}, text=HTML, content_type="text/html")]

    def busy(verb: str, path: str, _: Any) -> web.Response | None:
        return left.pop() if left and makes(verb, path) else None

    jira.answer = busy
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    assert len(await issues(workspace)) == 1
    tries = [path for verb, path, _ in jira.asked if makes(verb, path)]
    assert len(tries) == 2
    assert not [path for _, path, _ in jira.asked if "labels" in path]


async def test_a_token_that_is_good_no_more_loses_no_ticket(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    """Cloud answers who has such a one as if nobody were there: 404."""
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    jira.login = aiohttp.encode_basic_auth("firebell@demo.example", "expired")
    await bell.firebell.db.write(reconcile, "jira")
    keeps = ("keep_tickets",)
    why = await bell.until(lambda: outbox.why_waiting("inc-1", keeps) or not ticket().is_there)
    assert why == "Jira does not accept JIRA_USER and JIRA_TOKEN."
    jira.login = ""
    await bell.idle()
    assert (await bell.firebell.db.read(ticket)).is_there


async def test_an_optional_field_that_it_does_not_take_is_left_out(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    def picky(verb: str, path: str, sent: Any) -> web.Response | None:
        if makes(verb, path) and "reporter" in sent["fields"]:
            words = {"reporter": "Field 'reporter' cannot be set."}
            return web.json_response({"errorMessages": [], "errors": words}, status=400)
        return None

    jira.answer = picky
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert issue["fields"]["priority"]["id"] == "2", "only what it refuses is left out"
    assert issue["fields"]["reporter"]["displayName"] == "Firebell"


async def test_where_there_are_no_labels_what_was_made_unheard_is_found_among_what_is_new(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    left = [web.Response(status=502)]

    def bare(_verb: str, path: str, _: Any) -> web.Response | None:
        if "/createmeta/" not in path or path.endswith("/issuetypes"):
            return None
        return web.json_response({"fields": [{"fieldId": "summary", "name": "Summary"}], "total": 1})

    jira.answer = bare
    jira.after = lambda verb, path, _: left.pop() if left and makes(verb, path) else None
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    assert not left
    (issue,) = (await workspace.get("state/jira"))["issues"]
    assert issue["fields"]["labels"] == []
    assert (await bell.firebell.db.read(ticket)).id == issue["id"]


async def test_what_cannot_be_read_is_asked_for_again(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    """A page of a proxy comes where there should be an answer."""
    pages = [web.Response(text=HTML, content_type="text/html") for _ in range(3)]

    def broken(_verb: str, path: str, _: Any) -> web.Response | None:
        return pages.pop() if pages and "createmeta" in path else None

    jira.answer = broken
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    assert not pages
    assert len(await issues(workspace)) == 1


ODD: dict[str, list[Any]] = {
    "createmeta": [{"issueTypes": [7]}],
    "POST issue": [{}, "made"],
    "GET issue": [{"id": 1, "key": "K", "fields": {"status": "open"}}],
    "transitions": [{"transitions": [{"id": "1", "to": None}]}],
}
"""Answers of shapes of which no document of Jira's knows, by what is asked for."""


def asked_for(verb: str, path: str) -> str:
    if makes(verb, path):
        return "POST issue"
    found = next((name for name in ("createmeta", "transitions") if name in path), "")
    return found or ("GET issue" if verb == "GET" and "/issue/1" in path else "")


@pytest.mark.slow
async def test_answers_of_any_shape_are_asked_for_again_and_are_no_fault_of_ours(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    left = {name: [*bodies] for name, bodies in ODD.items()}

    def odd(verb: str, path: str, _: Any) -> web.Response | None:
        bodies = left.get(asked_for(verb, path))
        return web.json_response(bodies.pop()) if bodies else None

    jira.answer = odd
    with capture_logs() as lines:
        await workspace.declare("ana")
        await bell.until(made)
        ana = workspace.user_id(await workspace.state(), "ana")
        wish = Update(status=Status.INVESTIGATING, message="Looking.")
        await bell.firebell.db.write(update_incident, 1, wish, by=ana)
        await bell.until(lambda: ticket().status == "In Progress")
        await bell.idle()
    assert not any(left.values()), left
    assert len(await issues(workspace)) == 1
    assert not [one for one in lines if one["event"] == "delivery_broke"]


async def test_a_way_that_fills_in_what_it_asks_for_by_itself_is_gone(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    asked = {"name": "Root cause", "required": True, "hasDefaultValue": True, "schema": {"type": "string"}}

    def screened(verb: str, path: str, _: Any) -> web.Response | None:
        if verb == "GET" and path.endswith("/transitions"):
            step = {"id": "11", "name": "Start", "to": {"name": "In Progress"}, "fields": {"cf1": asked}}
            return web.json_response({"transitions": [step]})
        return None

    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    jira.answer = screened
    await workspace.slash("ana", "update inc-1 investigating: we look")
    await bell.idle()
    assert not await bell.firebell.db.read(timeline.of, 1, TicketStuck)
    assert [
        one
        for one in await workspace.calls()
        if one["method"].startswith("POST") and "transitions" in one["method"]
    ]


async def test_a_way_that_asks_for_more_than_a_resolution_is_told_once(
    workspace: Workspace, bell: Bell, jira: Between
) -> None:
    """The rest is written all the same, and the ticket stays where people can move it."""
    asked = {"name": "Root cause", "required": True, "hasDefaultValue": False, "schema": {"type": "string"}}

    def screened(verb: str, path: str, _: Any) -> web.Response | None:
        if verb == "GET" and path.endswith("/transitions"):
            step = {"id": "11", "name": "Start", "to": {"name": "In Progress"}, "fields": {"cf1": asked}}
            return web.json_response({"transitions": [step]})
        return None

    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    jira.answer = screened
    ana = workspace.user_id(await workspace.state(), "ana")
    wish = Update(status=Status.INVESTIGATING, priority="P3", message="Looking.")
    await bell.firebell.db.write(update_incident, 1, wish, by=ana)
    await bell.idle()
    (stuck,) = await bell.firebell.db.read(timeline.of, 1, TicketStuck)
    assert "Root cause" in vars(stuck)["reason"]
    (issue,) = await issues(workspace)
    assert (issue["fields"]["status"]["name"], issue["fields"]["priority"]["id"]) == ("To Do", "3")
    (channel,) = await workspace.incident_channels()
    assert len([one for one in channel["messages"] if "Root cause" in str(one)]) == 1
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    assert len(await bell.firebell.db.read(timeline.of, 1, TicketStuck)) == 1, "said once"
    jira.answer = lambda *_: None
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    assert (await bell.firebell.db.read(ticket)).status == "In Progress"
