"""How many, how long, how old: asked in a channel, shared, looked at in Home; drawn, or said in words."""

import csv
import io
import json
from functools import partial
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from tickets import home

VIEW = {"in": "view"}
DRAWN = {"data_visualization", "table"}


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """What is counted is held on both databases elsewhere."""
    return f"sqlite:///{tmp_path}/firebell.db"


def kinds(message: dict[str, Any]) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def cells(message: dict[str, Any]) -> list[list[str]]:
    (table,) = [block for block in message["blocks"] if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in table["rows"]]


async def asked(workspace: Workspace, who: str, text: str) -> dict[str, Any]:
    """Type it, and give what they alone are told, however long that takes."""
    state = await workspace.state()
    before, me = {one["ts"] for one in state["ephemerals"]}, workspace.user_id(state, who)
    await workspace.slash(who, text)
    found: list[dict[str, Any]] = await workspace.until(
        lambda state: [one for one in of(state, me) if one["ts"] not in before]
    )
    return found[-1]


def of(state: dict[str, Any], person: str) -> list[dict[str, Any]]:
    return [one for one in state["ephemerals"] if one["user"] == person]


async def shown(workspace: Workspace, who: str, words: str) -> None:
    """Wait until their window says this."""

    def says(state: dict[str, Any]) -> bool:
        stack = state["views"].get(workspace.user_id(state, who))
        return bool(stack) and words in texts(stack[-1]["blocks"])

    await workspace.until(says)


async def some(workspace: Workspace, bell: Bell) -> None:
    """A P2 of Payment that goes on, a private one of ben's, and a closed one that was none."""
    await workspace.declare("ana")
    await workspace.declare("ben", Title="Somebody copies the customers", Private=True)
    await workspace.declare("chloe", Title="A typo in the footer", Customers="A few customers notice")
    await bell.idle()
    room = (await workspace.incident_channels())[-1]["id"]
    await workspace.slash("chloe", "close", channel=room, wait_ms=5000)
    ending = {"How does it end?": "Cancelled", "What ended it?": "It was meant so"}
    assert not (await workspace.act("chloe", "submit", values=ending))["errors"]
    await bell.idle()


async def test_figures_are_asked_for_and_shared(workspace: Workspace, bell: Bell) -> None:
    await some(workspace, bell)
    told = await asked(workspace, "ben", "stats")
    assert kinds(told).count("data_visualization") == 1, "nothing can be judged yet"
    assert cells(told)[1][:5] == ["All", "2", "2", "0", "0"]
    assert cells(told)[2][0].startswith("P2")
    for words in ("2 incidents", "2 going on", "1 more turned out to be none"):
        assert words in texts(told["blocks"]), words
    for row in cells(told)[1:]:
        assert all(cell in told["text"] for cell in row), (row, told["text"])
    public = await asked(workspace, "eve", "stats last week")
    assert cells(public)[1][1] == "1", "what is private is counted for nobody else"

    where = {"in": "message", "channel": "general", "ts": told["ts"]}
    await workspace.act("ben", "click", **where, label="Year")
    turned = await workspace.until(
        lambda state: next((one for one in state["ephemerals"] if "month by month" in one["text"]), None)
    )
    where["ts"] = turned["ts"]
    await workspace.post("faults", {"match": {"type": "block_actions"}, "fault": "duplicate"})
    await workspace.act("ben", "click", **where, label="Share here")
    shared = (await workspace.until(_shared))[0]
    assert cells(shared)[1][1] == "1", "only what everybody may see is shared"
    assert "what everybody may see" in texts(shared["blocks"])
    refused = await asked(workspace, "ben", "stats tomorrow")
    assert "Write `week`" in refused["text"]
    assert len(_shared(await workspace.state())) == 1, "a press that is told again shares once"


def _shared(state: dict[str, Any]) -> list[dict[str, Any]]:
    there = next(one for one in state["channels"] if one["name"] == "general")["messages"]
    return [one for one in there if "Shared by" in texts(one.get("blocks", []))]


@pytest.mark.slow
async def test_where_nothing_is_drawn_the_same_is_said(workspace: Workspace, bell: Bell) -> None:
    await some(workspace, bell)
    drawn = await asked(workspace, "ben", "stats")
    await workspace.post("settings", {"charts": False})
    said = await asked(workspace, "ben", "stats")
    assert not DRAWN & set(kinds(said))
    for row in cells(drawn)[1:]:
        assert all(cell in texts(said["blocks"]) for cell in row[:-1]), row  # the last grows with the clock
    since = len(await workspace.calls())
    await asked(workspace, "ana", "stats")
    answers = [one for one in await workspace.calls(since=since) if "/respond/" in one["method"]]
    assert len(answers) == 1, "it is remembered that nothing is drawn here"

    await workspace.act("ben", "open_home")
    me = workspace.user_id(await workspace.state(), "ben")
    home = texts((await workspace.until(lambda state: state["homes"].get(me)))["blocks"])
    assert "*Insights*" in home
    assert "2 incidents" in home
    await workspace.act("ben", "click", **{"in": "home"}, label="Insights")
    await shown(workspace, "ben", "2 incidents")
    await workspace.act("ben", "select", **VIEW, action_id="stats_first", option="2026-01-01")
    await shown(workspace, "ben", "1 Jan")
    await workspace.act("ben", "select", **VIEW, action_id="stats_choose", option="Last week")
    await shown(workspace, "ben", "day by day")


async def test_all_that_somebody_may_see_comes_as_a_file(workspace: Workspace, bell: Bell) -> None:
    """The address of what has no channel is App Home."""
    await some(workspace, bell)
    await workspace.fault("conversations.create", "error", error="restricted_action")
    await workspace.declare("ana", Customers="Hardly visible")
    await bell.idle()
    for who, form, there in (("ben", "CSV", 4), ("eve", "JSON", 3)):
        told = await asked(workspace, who, "stats")
        where = {"in": "message", "channel": "general", "ts": told["ts"]}
        await workspace.act(who, "click", **where, label=f"Export {form}")
        await workspace.until(partial(told_of_it, workspace.user_id(await workspace.state(), who)))
        await bell.idle()
        file = (await workspace.state())["files"][-1]
        text = await download(workspace, file["url_private"])
        assert ("copies the customers" in text) is (who == "ben")
        rows = json.loads(text) if form == "JSON" else [*csv.DictReader(io.StringIO(text))]
        assert len(rows) == there
        without = [one["address"] for one in rows if not one["channel_url"]]
        assert without == [await home(workspace)]
    await workspace.post("settings", {"files": False})
    await workspace.act("eve", "click", **where, label="Export JSON")
    await bell.idle()
    state = await workspace.state()
    eve = workspace.user_id(state, "eve")
    said = [message["text"] for one in state["dms"] if eve in one["members"] for message in one["messages"]]
    assert any("could not be sent" in text for text in said), said


def told_of_it(person: str, state: dict[str, Any]) -> bool:
    return any("comes to you" in one["text"] for one in of(state, person))


async def download(workspace: Workspace, url: str) -> str:
    headers = {"Authorization": f"Bearer {workspace.sandbox.environment['SLACK_BOT_TOKEN']}"}
    async with workspace.http.get(url, headers=headers) as answer:
        assert answer.status == 200, url
        return await answer.text()
