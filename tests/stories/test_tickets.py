"""An incident has its ticket, and both stay equal whoever moves."""

import socket
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from tickets import first, issues, made, ticket

from bot.domain.incident import ClosingReason, LinkKind, Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.integrations.jira.webhooks import PATHS
from bot.store import taxonomy
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.update_incident import update_incident
from bot.web.server import MOST_BYTES

pytestmark = pytest.mark.jira

ENDING = Ending(ClosingReason.DUPLICATE, "See inc-9.", "inc-9")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def its_channel(workspace: Workspace) -> dict[str, Any]:
    (one,) = await workspace.incident_channels()
    return one


def said_in(channel: dict[str, Any]) -> str:
    return "\n".join(texts(message.get("blocks", [])) for message in channel["messages"])


async def test_an_incident_gets_one_ticket_that_says_what_it_is(workspace: Workspace, bell: Bell) -> None:
    progress = await workspace.declare("ana", **{"What happens?": "It answers *500* [~all] since 14:02."})
    assert progress["ok"]
    await bell.until(made)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert len(await workspace.calls("POST /rest/api/2/issue")) == 1
    fields = issue["fields"]
    assert (issue["key"], fields["summary"]) == ("INC-1", "Checkout fails for one order in three")
    assert (fields["priority"]["id"], fields["status"]["name"]) == ("2", "To Do")
    assert fields["reporter"]["displayName"].startswith("Ana")
    category = next(
        one for name, one in fields.items() if name.startswith("customfield") and one and "value" in one
    )
    assert category["value"] == "Payment"
    assert "mention" not in str(fields), "what people typed stays what they typed"
    channel = await its_channel(workspace)
    assert [one["title"] for one in channel["bookmarks"]] == ["INC-1"]
    assert f"<{ticket_url(workspace)}|INC-1>" in said_in(channel), "the card leads there"
    announced = [one for one in (await workspace.channel("tech-incidents"))["messages"] if "blocks" in one]
    assert len(announced) == 1
    assert "|INC-1>" in texts(announced[0]["blocks"])
    (link,) = issue["remote_links"]
    assert channel["id"] in link["object"]["url"]


async def test_what_is_done_here_is_done_there_by_as_many_steps_as_it_takes(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana")
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.until(made)
    for words, status in (
        ("db2 serves", "In Review"),
        ("P3", "In Review"),
    ):
        wish = Update(status=Status.MITIGATED, message=words) if "db2" in words else Update(priority=words)
        await bell.firebell.db.write(update_incident, 1, wish, by=ana)
        await bell.idle()
        (issue,) = await issues(workspace)
        assert issue["fields"]["status"]["name"] == status, words
    await bell.firebell.db.write(_less)
    await bell.firebell.db.write(update_incident, 1, Update(priority="P4"), by=ana)
    await bell.idle()
    assert said_in(await its_channel(workspace)).count("would get no ticket by itself any more") == 1
    (issue,) = await issues(workspace)
    assert issue["fields"]["priority"]["id"] == "4"
    told = [one["body"] for one in issue["fields"]["comment"]["comments"]]
    assert len(told) == 1
    assert "db2 serves" in told[0]
    assert (await bell.firebell.db.read(first)).status is Status.MITIGATED, "no step of ours came back"
    await bell.firebell.db.write(close_incident, 1, ENDING, by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert (issue["fields"]["status"]["name"], issue["fields"]["resolution"]["name"]) == ("Done", "Duplicate")


def _less(_unit: Unit) -> None:
    """Only what is urgent gets a ticket."""
    document = taxonomy.document()
    document["tickets"] = {"*": {"project": "INC", "least": "P3"}}
    taxonomy.replace(document)


def ticket_url(workspace: Workspace) -> str:
    return f"{workspace.sandbox.environment['JIRA_URL']}/browse/INC-1"


def _is(status: Status) -> bool:
    return first().status is status


async def test_what_is_done_there_is_seen_here_at_once(workspace: Workspace, database_url: str) -> None:
    """Firebell registers its webhook by itself; comments come along, and a closed ticket is a question."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = {"PORT": port, "PUBLIC_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": "a key of many characters"}
    bell = await Bell(workspace, database_url, jira=True, settings=told).start()
    await bell.ready()
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    await workspace.until(lambda _: True)
    state = await workspace.get("state/jira")
    assert len(state["webhooks"]) == 1
    await workspace.act("deniz", "jira", issue="INC-1", transition="In Progress", comment="Looking at <it>.")
    await bell.until(partial(_is, Status.INVESTIGATING))
    await bell.until(lambda: ticket().comments)
    await bell.idle()
    said = said_in(await its_channel(workspace))
    assert "Looking at &lt;it&gt;." in said
    assert "INC-1 is In Progress in Jira (Deniz Kaya" in said
    await workspace.act("deniz", "jira", issue="INC-1", transition="Done", priority="Low")
    channel = await workspace.until(_asks)
    (question,) = [one for one in channel["messages"] if "Is inc-1 over?" in texts(one.get("blocks", []))]
    assert (await bell.firebell.db.read(first)).status is Status.INVESTIGATING
    where = {"in": "message", "channel": channel["id"], "ts": question["ts"]}
    await workspace.act("ana", "click", **where, label="Mark mitigated", wait_ms=1500)
    await bell.until(partial(_is, Status.MITIGATED))
    assert "Lower it here too?" in said_in(await its_channel(workspace))
    (question,) = [one for one in channel["messages"] if "Lower it here too?" in texts(one.get("blocks", []))]
    where["ts"] = question["ts"]
    await workspace.act("ana", "click", **where, label="Keep P2", wait_ms=1500)
    await workspace.until(lambda state: "inc-1 stays P2" in said_in(_room(state)))
    assert first_priority(await bell.firebell.db.read(first)) == "P2"
    unsigned = BytesIO(b" " * (MOST_BYTES + 1))
    async with workspace.http.post(f"{told['PUBLIC_URL']}{PATHS[0]}", data=unsigned) as answer:
        assert answer.status == 401, "it was read, though it is larger than what others may send"
    await bell.stop()


def first_priority(incident: Any) -> str:
    return str(incident.priority)


def _room(state: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in state["channels"] if one["name"][:2] == "20")
    return found


def _asks(state: dict[str, Any]) -> dict[str, Any] | None:
    found = _room(state)
    said = said_in(found)
    return found if "Is inc-1 over?" in said and "Lower it here too?" in said else None


async def test_a_ticket_of_what_becomes_private_says_no_more(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana", Title="Canary in the till")
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.until(made)
    wish = Update(message="Canary sings.", status=Status.INVESTIGATING)
    await bell.firebell.db.write(update_incident, 1, wish, by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    assert "Canary" in str(issue["fields"])
    assert "Slack: #" in str(issue["remote_links"])
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    await bell.firebell.db.write(update_incident, 1, Update(message="Canary flew."), by=ana)
    await bell.idle()
    (issue,) = await issues(workspace)
    shown = {key: value for key, value in issue.items() if key != "history"}
    for word in ("Canary", "Payment", "flew", "Ana"):
        assert word not in str({**shown["fields"], "reporter": "", "creator": "", "watches": ""}), word
    assert issue["fields"]["summary"] == "inc-1, private incident"
    assert issue["fields"]["status"]["name"] == "In Progress"
    assert {one["object"]["title"] for one in issue["remote_links"]} <= {"Slack: inc-1"}, (
        "its new channel, if any"
    )


async def test_what_is_not_urgent_gets_a_ticket_alone_until_it_is_worse(
    workspace: Workspace, bell: Bell
) -> None:
    begun = texts((await workspace.declare("ana", Customers="Hardly visible"))["view"]["blocks"])
    assert "no channel: it is worked on in its ticket" in begun
    assert "making the channel" not in begun
    await bell.until(made)
    await bell.idle()
    assert await workspace.incident_channels() == []
    state = await workspace.state()
    (told,) = [one for dm in state["dms"] for one in dm["messages"] if "This is worse" in str(one)]
    place = next(dm for dm in state["dms"] if told in dm["messages"])
    where = {"in": "message", "channel": place["id"], "ts": told["ts"]}
    await workspace.act("deniz", "jira", issue="INC-1", comment="It is the font.")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    assert any("It is the font." in str(dm) for dm in (await workspace.state())["dms"])
    await workspace.act("ana", "click", **where, label="This is worse", wait_ms=1500)
    await bell.until(lambda: first().link(LinkKind.CHANNEL))
    await bell.idle()
    (issue,) = await issues(workspace)
    assert issue["fields"]["priority"]["id"] == "3"
