"""What a drill never becomes, and what is refused in one; who is offered a first one."""

from typing import Any

import pytest
from drilling import FAILS, drilled, outside, pressed, said
from harness import Ahead, Bell, Workspace, texts
from pager import first, known

from bot.domain.paging import PageState
from bot.domain.paging.asking import PATIENCE

pytestmark = [pytest.mark.pagerduty, pytest.mark.jira]


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_a_drill_stays_one(workspace: Workspace, bell: Bell) -> None:
    """It is merged with nothing and never called real; and what is entered wrong is told by field."""
    none = await workspace.slash("ana", "list drills")
    assert "There was no drill yet" in none["ephemerals"][0]["text"]
    await workspace.slash("ana", "drill", wait_ms=5000)
    wrong = await workspace.act("ana", "submit", values={**FAILS, "What fails?": "x"})
    assert "at least 3 characters" in wrong["errors"]["What fails?"]
    assert await workspace.act("ana", "close")
    channel = await drilled(workspace, bell)
    since = len(await workspace.calls())
    await workspace.declare("ben")
    await bell.idle()
    for typed in ("merge inc-1 inc-2", "merge inc-2 inc-1"):
        told = (await workspace.slash("ben", typed))["ephemerals"][-1]["text"]
        assert "inc-1 is a drill" in told
        assert "`/incident open`" in told
    menu = await pressed(workspace, bell, "ana", "P1 inc-1", "More", wait_ms=5000)
    assert "Merge" not in texts(menu["view"]["blocks"])
    real = await workspace.slash("ana", "drill this is real", channel=channel["id"])
    assert "is a drill and stays one" in real["ephemerals"][-1]["text"]
    made = [one for one in await outside(workspace, since) if one["method"].startswith("POST")]
    assert made
    assert all("inc-2" in str(one["args"]) for one in made), "the incident alone is told elsewhere"


@pytest.mark.slow
async def test_nobody_answers_the_rehearsed_page(workspace: Workspace, bell: Bell, clock: Ahead) -> None:
    """It escalates as a real one, phones nobody, and is acknowledged once; nobody leads, so that is asked."""
    await known(bell)
    since = len(await workspace.calls())
    channel = await drilled(workspace, bell)
    clock.by = PATIENCE * 2
    await bell.tick()
    silent = await said(workspace, "Nobody has acknowledged")
    assert "Acknowledge" in texts(silent["blocks"])
    assert "Show phone" not in texts(silent["blocks"])
    asked = await said(workspace, "Nobody has led it")
    assert "<!subteam" not in str(asked), "no usergroup is called for a drill"
    await pressed(workspace, bell, "ana", "Nobody has acknowledged", "Level 2: Ben Okafor")
    (called,) = (await bell.firebell.db.read(first)).pages
    assert (called.state, called.level, len(called.names)) == (PageState.TRIGGERED, 2, 2)
    await pressed(workspace, bell, "ana", "Nobody has acknowledged", "Acknowledge")
    twice = await pressed(workspace, bell, "ana", "Nobody has acknowledged", "Acknowledge", wait_ms=5000)
    assert "has acknowledged that page already" in str(twice)
    again = await workspace.slash("ana", "oncall Payments", channel=channel["id"], wait_ms=5000)
    assert "the page is simulated, and calls nobody" in texts(again["view"]["blocks"])
    assert await outside(workspace, since) == []


async def test_admins_are_offered_a_first_rehearsal(workspace: Workspace, bell: Bell) -> None:
    async def seen(who: str) -> str:
        return texts((await workspace.act(who, "open_home", wait_ms=3000))["home"]["blocks"])

    assert "Rehearse alone" in await seen("ana")
    assert "Rehearse alone" not in await seen("ben"), "he administers nothing"
    assert "Rehearse one" in await seen("ben"), "but all is quiet"
    await workspace.act("ana", "click", **{"in": "home"}, label="Not now", wait_ms=3000)
    assert "Rehearse alone" not in await seen("ana")
    opened = await workspace.act("ana", "click", **{"in": "home"}, label="Rehearse one", wait_ms=5000)
    assert "Nothing else is touched" in texts(opened["view"]["blocks"])
    assert "Rehearse alone" in await seen("rosa"), "another admin said nothing yet"
    await drilled(workspace, bell, "ben")
    assert "Rehearse alone" not in await seen("rosa"), "there was one"
