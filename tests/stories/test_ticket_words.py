"""Words that people type stay words on their way into Jira and back; of what is private none goes there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from harness import Bell, Workspace
from tickets import broken, first, issues, made

from bot.domain.rules.updating import Update
from bot.store import taxonomy
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.jira

LIVE = (
    "h1. Big [~accountid:eve] [~eve] [text|http://evil.example] !http://evil.example/x.png! {code}x{code} "
    "{{mono}} *bold* _it_ ^up^ ~down~ +ins+ ??cite?? ||head|| \\{color:red} "
)
LINES = f"{LIVE}\nbq. quoted\n# one\n* two\n- three\n---- \n----\nh2. Small\n{{panel}}\n{{noformat}}"
SLACK = "<!channel> <@U0EVIL> <https://evil.example|Checkout> *b* &lt;!everyone&gt;"
HARMLESS = {"doc", "paragraph", "text", "hardBreak"}
CANARY = "zugzwang"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def document(workspace: Workspace, path: str) -> Any:
    """Read with the API in which a text is a tree: what became of each sign is seen there."""
    given = workspace.sandbox.environment
    headers = {"Authorization": aiohttp.encode_basic_auth(given["JIRA_USER"], given["JIRA_TOKEN"])}
    async with workspace.http.get(f"{given['JIRA_URL']}/rest/api/3/{path}", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


def parts(node: Any) -> Iterator[dict[str, Any]]:
    yield node
    for one in node.get("content", ()):
        yield from parts(one)


def must_be_plain(node: Any) -> str:
    """Nothing of it is anything but words, but for what Firebell itself writes in bold; give the words."""
    found = list(parts(node))
    assert {one["type"] for one in found} <= HARMLESS
    for one in found:
        marks = [mark["type"] for mark in one.get("marks", ())]
        assert marks in ([], ["strong"], ["link"]), one
        if marks == ["link"]:
            assert one["text"] == one["marks"][0]["attrs"]["href"], "a link says where it leads"
        if marks == ["strong"]:
            assert one["text"].endswith(":"), one
    return "".join(one.get("text", "") for one in found)


async def test_into_jira(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana", **{"Title": LIVE[:120], "What happens?": LINES})
    await bell.until(made)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(message=LINES), by=ana)
    await bell.idle()
    issue = await document(workspace, "issue/INC-1?fields=summary,description,comment")
    assert issue["fields"]["summary"] == LIVE[:120].strip(), "a title has no markup, so that nothing hides it"
    said = must_be_plain(issue["fields"]["description"])
    (comment,) = issue["fields"]["comment"]["comments"]
    told = must_be_plain(comment["body"])
    for words in ("[~accountid:eve]", "[text|http://evil.example", "{code}x{code}", "*bold*", "h2. Small"):
        assert words in said, words
        assert words in told, words
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert not [one for one in channel["messages"] if "in INC-1," in str(one)], "ours do not come back"


async def test_back_from_jira(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    await workspace.act("deniz", "jira", issue="INC-1", comment=SLACK)
    await workspace.act("deniz", "jira", issue="INC-1", summary=SLACK)
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    assert (await bell.firebell.db.read(first)).title == SLACK
    await workspace.slash("ana", "status inc-1", wait_ms=1000)
    await workspace.act("ana", "open_home", wait_ms=1000)
    state = await workspace.state()
    shown = json.dumps([state["channels"], state["homes"], state["views"], state["ephemerals"]])
    assert "&lt;!channel&gt;" in shown
    assert "&amp;lt;!everyone&amp;gt;" in shown
    for live in ("<!channel>", "<@U0EVIL>", "<https://evil"):
        assert live not in shown, live


async def test_what_is_private_never_goes_there(workspace: Workspace, bell: Bell) -> None:
    """Every request that ever went to Jira is looked at: of a search, a link, a property, a comment."""
    said = {"Title": f"The {CANARY} title", "What happens?": f"Somebody wrote {CANARY} here."}
    since = len(await workspace.calls())
    await workspace.declare("nadia", Category="Personal Data Breach", **said)
    await bell.until(made)
    nadia = workspace.user_id(await workspace.state(), "nadia")
    wishes = (Update(message=f"We found {CANARY}."), Update(title=f"A {CANARY} again"), Update(priority="P1"))
    for wish in wishes:
        await bell.firebell.db.write(update_incident, 1, wish, by=nadia)
    await bell.idle()
    await workspace.act("deniz", "jira", issue="INC-1", comment="Looking.", transition="In Progress")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    sent = [one for one in await workspace.calls(since=since) if one["system"] == "jira"]
    assert len(sent) > 5
    told = json.dumps(sent).lower()
    for word in (CANARY, "personal data breach", "breach", nadia.lower(), "nadia"):
        assert word not in told, word
    (issue,) = await issues(workspace)
    assert issue["fields"]["summary"] == "inc-1, private incident"
    assert issue["fields"]["priority"]["id"] == "1"


def _each_update(_unit: Unit) -> None:
    document = taxonomy.document()
    document["ticket_links"] = {"timeline": {"link": "Relates", "least": "P2", "entries": True}}
    taxonomy.replace(document)


@pytest.mark.slow
async def test_each_update_is_an_issue_of_words_until_it_is_private(workspace: Workspace, bell: Bell) -> None:
    """Those from before the ticket was there too; each once, linked once."""
    await bell.firebell.db.write(_each_update)
    await broken(workspace, "POST /rest/api/2/issue", "drop")
    await workspace.declare("ana")
    ana = workspace.user_id(await workspace.state(), "ana")
    for words in (f"{CANARY} {LINES}", "db2 serves."):
        await bell.firebell.db.write(update_incident, 1, Update(message=words), by=ana)
        await bell.until(made)
        await bell.idle()
    own, *entries = await issues(workspace)
    assert [one["fields"]["summary"].split()[2] for one in entries] == [CANARY, "db2"]
    said = await document(workspace, f"issue/{entries[0]['key']}?fields=description")
    assert "[~accountid:eve]" in must_be_plain(said["fields"]["description"])
    assert [one["outwardIssue"]["key"] for one in own["fields"]["issuelinks"]] == [
        one["key"] for one in entries
    ]
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.firebell.db.write(update_incident, 1, Update(message=f"{CANARY} again"), by=ana)
    await bell.idle()
    found = await issues(workspace)
    assert len(found) == 3
    assert CANARY not in str([one["fields"] for one in found])
