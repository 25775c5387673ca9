"""A task has an issue of its own in Jira: filed by hand or by itself, and done in one is done in both."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from tickets import broken, first, issues, made

from bot.domain.errors import UserError
from bot.domain.incident import ClosingReason
from bot.domain.rules.closing import Ending
from bot.domain.rules.tasks import Wish
from bot.store import tasks, taxonomy
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.ticketing.file_tickets import file_task
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.tasks import add_task, finish_task

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def _by_themselves(_unit: Unit) -> None:
    document = taxonomy.document()
    document["tickets"] = {"*": {"project": "INC", "least": "P5", "tasks": True}}
    taxonomy.replace(document)


def filed(task: int) -> bool:
    return any(one.task == task and one.is_there for one in first().tickets)


async def of_type(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    return [one for one in await issues(workspace) if one["fields"]["issuetype"]["name"] == name]


async def room(workspace: Workspace) -> str:
    (one,) = await workspace.incident_channels()
    return texts([message.get("blocks", []) for message in one["messages"]])


async def test_a_task_is_filed_and_done_in_one_is_done_in_both(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    ana = workspace.user_id(await workspace.state(), "ana")
    await workspace.slash("ana", "tasks inc-1 add Write to the *sellers* @ben tomorrow", wait_ms=2000)
    await bell.idle()
    assert await of_type(workspace, "Task") == [], "nobody asked for one"
    await workspace.act("ben", "open_home", wait_ms=5000)
    await workspace.act("ben", "click", **{"in": "home"}, label="File a ticket", wait_ms=5000)
    await bell.until(lambda: filed(1))
    await bell.idle()
    (issue,) = await of_type(workspace, "Task")
    fields = issue["fields"]
    assert (fields["summary"], fields["assignee"]["displayName"]) == ("Write to the *sellers*", "Ben Okafor")
    assert [one["inwardIssue"]["key"] for one in fields["issuelinks"]] == ["INC-1"]
    assert [one["title"] for one in (await workspace.incident_channels())[0]["bookmarks"]] == ["INC-1"]
    home = texts(
        (await workspace.state())["homes"][workspace.user_id(await workspace.state(), "ben")]["blocks"]
    )
    for listed in (
        home,
        str((await workspace.slash("ana", "tasks inc-1", wait_ms=5000))["view"]),
        str((await workspace.slash("ben", "tasks mine", wait_ms=5000))["view"]),
    ):
        assert f"|{issue['key']}>" in listed
        assert "File a ticket" not in listed
    await bell.firebell.db.write(
        close_incident, 1, Ending(ClosingReason.DUPLICATE, "See inc-9.", "inc-9"), by=ana
    )
    await bell.idle()
    await workspace.act("deniz", "jira", issue=issue["key"], transition="Done")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.until(lambda: tasks.of(1)[0].done_at)
    await bell.idle()
    assert (await room(workspace)).count(f"done in {issue['key']}") == 1
    await bell.firebell.db.write(finish_task, 1, done=False, by=ana)
    await bell.idle()
    (issue,) = await of_type(workspace, "Task")
    assert issue["fields"]["status"]["name"] == "To Do"
    assert (await bell.firebell.db.read(tasks.of, 1))[0].done_at is None, "no step of ours came back"
    (own,) = await of_type(workspace, "Incident")
    assert own["fields"]["status"]["name"] == "Done", "it is closed"
    assert len(await workspace.calls("POST /rest/api/2/issue")) == 2
    assert len(await workspace.calls("POST /rest/api/2/issueLink")) == 1


async def test_who_files_a_task_hears_that_it_takes_long_or_is_refused(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    for title in ("Write to them", "Call them"):
        await bell.firebell.db.write(add_task, 1, Wish(title), by=ana)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    posted = [one for one in channel["messages"] if "File a ticket" in str(one.get("blocks"))]
    slow, refused = (
        {"in": "message", "channel": channel["id"], "ts": one["ts"], "label": "File a ticket"}
        for one in posted
    )
    await broken(workspace, "POST /rest/api/2/issue", "500", times=2)
    answer = await workspace.act("ana", "click", **slow, wait_ms=2000)
    assert "its ticket is being filed" in texts(answer["ephemerals"][-1]["blocks"])
    await bell.until(lambda: filed(1))
    await bell.idle()
    assert (await room(workspace)).count(
        "Jira does not take the ticket for the task “Write to them” yet"
    ) == 1
    assert "The ticket INC-2 was made for the task “Write to them”" in await room(workspace)
    await broken(workspace, "POST /rest/api/2/issue", "error", error="403")
    await workspace.act("ana", "click", **refused, wait_ms=2000)
    await bell.idle()
    assert "The ticket could not be made" in await room(workspace)
    listed = await workspace.slash("ana", "tasks inc-1", wait_ms=5000)
    assert "Jira did not take its ticket" in str(listed["view"])
    again = await workspace.act("ana", "click", **refused, wait_ms=2000)
    assert "That task has the ticket already" in str(again["ephemerals"])


@pytest.mark.slow
async def test_tasks_are_filed_by_themselves_until_it_is_private(workspace: Workspace, bell: Bell) -> None:
    await bell.firebell.db.write(_by_themselves)
    await workspace.declare("ana")
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    await workspace.slash("ana", "tasks inc-1 add Tell the canary", wait_ms=2000)
    await bell.until(lambda: filed(1))
    await bell.idle()
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    (issue,) = await of_type(workspace, "Task")
    assert issue["fields"]["summary"] == "inc-1, private incident"
    assert "canary" not in str(issue["fields"])
    await workspace.slash("ana", "tasks inc-1 add Free the canary", wait_ms=2000)
    await bell.idle()
    assert len(await of_type(workspace, "Task")) == 1
    listed = await workspace.slash("ana", "tasks inc-1", wait_ms=5000)
    assert "File a ticket" not in str(listed["view"])
    with pytest.raises(UserError, match="its tasks stay in Slack"):
        await bell.firebell.db.write(file_task, 2, by=ana)
