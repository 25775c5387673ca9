"""The tickets of two incidents that become one say so in Jira, unless one of them must not."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import Bell, Workspace
from tickets import broken, issues

from bot.store import incidents, taxonomy
from bot.store.queues import outbox
from bot.usecases.finish.close_incident import merge_incidents
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.redact_text import redact_text

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def filed() -> bool:
    """Tell whether both have their tickets."""
    return all(one and any(each.is_there for each in one.tickets) for one in map(incidents.get, (1, 2)))


async def two(workspace: Workspace, bell: Bell, **values: Any) -> str:
    """Declare inc-1, and inc-2 with these values; give who did."""
    await workspace.declare("ana")
    await bell.idle()
    await workspace.declare("ana", Title="Nobody can pay by card", **values)
    await bell.idle()
    return workspace.user_id(await workspace.state(), "ana")


async def merge(bell: Bell, ana: str) -> None:
    """It turns out that inc-2 is the same as inc-1."""
    await bell.firebell.db.write(merge_incidents, 2, 1, by=ana)
    await bell.idle()


async def duplicates(workspace: Workspace, label: str = "inc-2", kind: str = "Duplicate") -> list[str]:
    """Give what its issue duplicates, as it says there."""
    (issue,) = await issues(workspace, label)
    links = [one for one in issue["fields"]["issuelinks"] if one["type"]["name"] == kind]
    return [one["outwardIssue"]["key"] for one in links if "outwardIssue" in one]


def summary(jira: dict[str, Any]) -> str:
    """Give the title of the issue of inc-2."""
    return str(next(one["fields"]["summary"] for one in jira["issues"] if "inc-2" in one["fields"]["labels"]))


async def comments(workspace: Workspace, label: str) -> list[str]:
    (issue,) = await issues(workspace, label)
    return [str(one["body"]) for one in issue["fields"]["comment"]["comments"]]


async def test_the_ticket_of_what_ends_duplicates_the_other_one(workspace: Workspace, bell: Bell) -> None:
    ana = await two(workspace, bell)
    await bell.until(filed)
    await broken(workspace, "POST /rest/api/2/issueLink", "drop")
    await merge(bell, ana)
    assert await duplicates(workspace) == ["INC-1"]
    assert await duplicates(workspace, "inc-1") == []
    assert len(await workspace.calls("POST /rest/api/2/issueLink")) == 1, "what was lost is found there"
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    assert len(await workspace.calls("POST /rest/api/2/issueLink")) == 1


async def test_it_is_said_once_both_tickets_are_there(workspace: Workspace, bell: Bell) -> None:
    await bell.idle()
    await broken(workspace, "POST /rest/api/2/issue", "500", times=1)
    await broken(workspace, "POST /rest/api/2/issueLink", "500", times=2)
    ana = await two(workspace, bell)
    await merge(bell, ana)
    await bell.until(filed)
    await bell.idle()
    assert await duplicates(workspace) == ["INC-1"]


async def test_where_jira_has_no_such_link_a_comment_says_it(workspace: Workspace, bell: Bell) -> None:
    await broken(workspace, "GET /rest/api/2/issueLinkType", "error", error="404", times=9)
    ana = await two(workspace, bell)
    await bell.until(filed)
    await broken(workspace, "POST /rest/api/2/issue/*/comment", "drop")
    await merge(bell, ana)
    (said,) = await comments(workspace, "inc-2")
    assert said.startswith("This is the same as INC-1.")


async def test_however_jira_writes_the_type_it_is_that_one(workspace: Workspace, database_url: str) -> None:
    address = workspace.sandbox.environment["JIRA_URL"].removesuffix("/jira")
    async with between(address) as proxy:
        bell = await Bell(
            workspace, database_url, jira=True, settings={"JIRA_URL": f"{proxy.url}/jira"}
        ).start()
        await bell.ready()
        ana = await two(workspace, bell)
        await bell.until(filed)
        proxy.answer = _in_small_letters
        await merge(bell, ana)
        linked = [sent["type"]["name"] for _, path, sent in proxy.asked if path.endswith("/issueLink")]
        assert linked == ["duplicate"]
        assert await comments(workspace, "inc-2") == []
        await bell.stop()


def _in_small_letters(_verb: str, path: str, _sent: Any) -> web.Response | None:
    if path.endswith("/issueLink"):
        return web.Response(status=201)
    there = {"issueLinkTypes": [{"name": "Blocks"}, {"name": "duplicate"}]}
    return web.json_response(there) if path.endswith("/issueLinkType") else None


async def test_of_a_private_one_neither_ticket_says_it(workspace: Workspace, bell: Bell) -> None:
    ana = await two(workspace, bell)
    await bell.until(filed)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    await merge(bell, ana)
    assert await duplicates(workspace) == []
    assert await workspace.calls("POST /rest/api/2/issueLink") == []
    assert await comments(workspace, "inc-2") == []


async def test_what_becomes_private_later_is_parted_again(workspace: Workspace, bell: Bell) -> None:
    ana = await two(workspace, bell)
    await bell.until(filed)
    await merge(bell, ana)
    assert await duplicates(workspace) == ["INC-1"]
    await workspace.act("deniz", "jira", create={"project": "INC", "summary": "The same again"})
    for link in ({"to": "INC-3", "type": "Duplicate"}, {"to": "INC-1", "type": "Relates"}):
        await workspace.act("deniz", "jira", issue="INC-2", link=link)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    assert await duplicates(workspace) == ["INC-3"], "what people linked stays"
    assert await duplicates(workspace, kind="Relates") == ["INC-1"]


async def test_a_jira_that_takes_no_links_keeps_no_word_that_is_taken_out(
    workspace: Workspace, bell: Bell
) -> None:
    ana = await two(workspace, bell)
    await bell.until(filed)
    await broken(workspace, "POST /rest/api/2/issueLink", "500", times=100_000)
    await bell.firebell.db.write(merge_incidents, 2, 1, by=ana)
    await bell.until(lambda: outbox.why_waiting("inc-2", ["link_duplicates"]))
    await bell.firebell.db.write(redact_text, 2, "by card", by=ana, press="p1")
    await workspace.until(lambda jira: "by card" not in summary(jira), "jira")
    await workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults")
    await bell.idle()
    assert await duplicates(workspace) == ["INC-1"]


@pytest.mark.parametrize("way", ["issueLink", pytest.param("issue/*/comment", marks=pytest.mark.slow)])
async def test_what_becomes_private_while_it_is_said_is_parted(
    workspace: Workspace, bell: Bell, way: str
) -> None:
    ana = await two(workspace, bell)
    await bell.until(filed)
    if way != "issueLink":
        await broken(workspace, "GET /rest/api/2/issueLinkType", "error", error="404", times=1)
    await broken(workspace, f"POST /rest/api/2/{way}", "slow", ms=1500)
    await bell.firebell.db.write(merge_incidents, 2, 1, by=ana)
    while (await workspace.get("faults"))["faults"]:  # noqa: ASYNC110 - nobody tells that one has begun
        await asyncio.sleep(0.02)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    assert await duplicates(workspace) == []
    assert not [one for one in await comments(workspace, "inc-2") if "the same as" in one]


async def test_where_only_the_entitled_read_both_they_are_linked(workspace: Workspace, bell: Bell) -> None:
    await bell.firebell.db.write(_restrict)
    ana = await two(workspace, bell)
    await bell.until(filed)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    await merge(bell, ana)
    assert await duplicates(workspace) == ["INC-1"]


@pytest.mark.parametrize("secret", [1, pytest.param(2, marks=pytest.mark.slow)])
async def test_where_others_read_one_of_both_they_are_not_linked(
    workspace: Workspace, bell: Bell, secret: int
) -> None:
    await bell.firebell.db.write(_restrict, "network", "PM")
    for number in (1, 2):
        category = "Network" if number == secret else "Payment"
        await workspace.declare("ana", Title=f"Outage number {number}", Category=category)
        await bell.idle()
    await bell.until(filed)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    await merge(bell, ana)
    assert await workspace.calls("POST /rest/api/2/issueLink") == []


def _restrict(_unit: Unit, category: str = "*", project: str = "INC") -> None:
    """Only the entitled read the tickets of a category."""
    document = taxonomy.document()
    secret = {"project": project, "kind": "Task", "least": "P5", "restricted": True}
    taxonomy.replace({**document, "tickets": {**document["tickets"], category: secret}})
