"""A drill runs like an incident, ends with a scorecard, and touches nothing but its channel."""

from collections.abc import Iterable
from typing import Any

import pytest
from drilling import drilled, outside, pressed, room, said
from harness import Bell, Workspace, texts
from pager import known

from bot.domain.events import DrillScored
from bot.domain.incident import Incident, Status
from bot.domain.paging import PageState
from bot.store import dues, incidents, timeline
from bot.store.find import export
from bot.usecases.finish.end_channel import ARCHIVE

PART: dict[str, Any] = {"Who takes part?": ["ben"]}

pytestmark = [pytest.mark.pagerduty, pytest.mark.jira, pytest.mark.confluence]


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def first() -> Incident:
    found = incidents.get(1)
    assert found
    return found


def drill_of(messages: Iterable[dict[str, Any]]) -> list[str]:
    """Give what our messages say on lock screens."""
    return [one["text"] for one in messages if one.get("bot_id") and not one.get("subtype")]


async def test_a_drill_goes_from_its_form_to_its_scorecard(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    before, topics = len(await workspace.calls()), await standing(workspace)
    channel = await drilled(workspace, bell, **PART)
    state = await workspace.state()
    assert {workspace.user_id(state, name) for name in ("ana", "ben")} <= set(channel["members"])
    assert len(channel["members"]) == 3, "nobody else was let in"
    assert channel["topic"].startswith("DRILL")
    drill = await bell.firebell.db.read(first)
    (page,), (ticket,) = drill.pages, drill.tickets
    assert (page.state, page.names, ticket.key) == (
        PageState.TRIGGERED,
        ("Deniz Kaya",),
        "DRILL-1 (simulated)",
    )
    await pressed(workspace, bell, "ben", "paged Payments", "Acknowledge")
    drill = await bell.firebell.db.read(first)
    assert (drill.status, drill.pages[0].state) == (Status.INVESTIGATING, PageState.ACKNOWLEDGED)
    await workspace.slash("ben", "roles me", channel=channel["id"])
    await workspace.slash("ben", "update rolled back 2.41", channel=channel["id"])
    asked = await workspace.slash("ana", "sos leadership we need you", channel=channel["id"], wait_ms=5000)
    assert "This is a drill" in texts(asked["view"]["blocks"])
    assert (await workspace.act("ana", "submit"))["ok"]
    await workspace.slash("ben", "update mitigated: it answers again", channel=channel["id"])
    await bell.idle()
    assert (await bell.firebell.db.read(first)).pages[0].state is PageState.RESOLVED
    await close(workspace, bell, channel["id"])
    card = texts((await said(workspace, "Scorecard"))["blocks"])
    assert "of 5 reached" in card
    assert "What went well" in card
    (scored,) = await bell.firebell.db.read(timeline.of, 1, DrillScored)
    assert isinstance(scored, DrillScored)
    assert (scored.updates, scored.paged) == (2, True)
    assert None not in (scored.page, scored.update, scored.mitigated)
    assert await outside(workspace, before) == []
    assert await standing(workspace) == topics
    assert await bell.firebell.db.read(dues.get, 1, ARCHIVE), "it is archived like an incident"
    assert await bell.firebell.db.read(lambda: export.page(0, private=True)) == []
    told = drill_of((await room(workspace))["messages"])
    assert [one for one in told if "drill" not in one.lower()] == [], "each message says that it is one"
    listed = (await workspace.slash("eve", "list drills"))["ephemerals"][0]
    assert ":test_tube: drill" in texts(listed["blocks"])
    whole = texts((await workspace.slash("eve", "status inc-1"))["ephemerals"][-1]["blocks"])
    assert "*Scorecard*" in whole
    assert "*Page acknowledged*" in whole
    assert "All quiet" in (await workspace.slash("eve", "list"))["ephemerals"][0]["text"]


async def standing(workspace: Workspace) -> list[Any]:
    """Give what stands in all channels but drills: their topics and how much was written."""
    there = (await workspace.state())["channels"]
    return [(one["name"], one["topic"], len(one["messages"])) for one in there if one["name"][:5] != "drill"]


async def close(workspace: Workspace, bell: Bell, channel: str) -> None:
    """Fill in what is missing, and close it: no post-mortem is asked for."""
    opened = await workspace.slash("ben", "close", channel=channel, wait_ms=5000)
    assert "post-mortem" not in texts(opened["view"]["blocks"]).lower()
    await workspace.act("ben", "click", **{"in": "view"}, label="Fill in", wait_ms=5000)
    await workspace.act("ben", "submit", values={"Nobody can know": ["Started", "Detected"]}, wait_ms=5000)
    closed = await workspace.act("ben", "submit", values={"What ended it?": "We rolled back"})
    assert not closed["errors"], closed
    await bell.idle()
    assert (await bell.firebell.db.read(first)).is_closed
