"""Closing an incident, as people live it."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.usecases.work.give_role import give_roles


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def declared(workspace: Workspace, bell: Bell, user: str = "ana") -> dict[str, Any]:
    """Declare a P2 and give its channel."""
    await workspace.declare(user)
    await bell.idle()
    return (await workspace.incident_channels())[-1]


async def pressed(workspace: Workspace, user: str, label: str) -> dict[str, Any]:
    """Press a button in the form, and give what is seen then."""
    answer = await workspace.act(user, "click", **{"in": "view"}, label=label, wait_ms=5000)
    assert answer["ok"], answer
    view: dict[str, Any] = answer["view"]
    return view


def said(view: dict[str, Any]) -> str:
    return texts(view["blocks"])


async def test_the_form_mends_what_is_missing_and_then_closes(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    since = len(await workspace.calls())
    opened = await workspace.slash("ana", "close rolled back 2.41", channel=channel["id"], wait_ms=5000)
    assert [call["method"] for call in await workspace.calls(since=since)] == ["views.open"]
    for row in ("inc-1 cannot be closed yet", "not mitigated yet", "still missing: Started and Detected"):
        assert row in said(opened["view"])
    view = await pressed(workspace, "ana", "Start it")
    assert "There is no post-mortem" in said(opened["view"])
    assert "no post-mortem" not in said(view)
    assert "cannot be closed" in said(view)
    view = await pressed(workspace, "ana", "Mark mitigated")
    assert "not mitigated" not in said(view)
    view = await pressed(workspace, "ana", "Fill in")
    assert view["title"]["text"] == "Key events"
    saved = await workspace.act(
        "ana", "submit", values={"Nobody can know": ["Started", "Detected"]}, wait_ms=5000
    )
    assert saved["view"]["title"]["text"] == "Close inc-1", "the form is seen again"
    assert "Key events" not in said(saved["view"])
    view = await pressed(workspace, "ana", "It is ready")
    assert "cannot be closed" not in said(view)
    assert "rolled back 2.41" in str(view["state"]), "what was entered stays"
    closed = await workspace.act("ana", "submit")
    assert "over after" in said(closed["view"])
    await bell.idle()
    (end,) = [
        one for one in (await workspace.channel(channel["id"]))["messages"] if "inc-1 is over" in one["text"]
    ]
    for words in ("over after less than a minute", "rolled back 2.41", "Time to mitigate", "Reopen"):
        assert words in texts(end["blocks"])
    (told,) = (await workspace.channel("tech-incidents"))["messages"][-1:]
    assert "over after" in str((await workspace.channel("tech-incidents"))["messages"]), told


async def test_submitting_too_early_shows_what_is_missing_and_keeps_the_words(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await declared(workspace, bell)
    await workspace.slash("ben", "close", channel=channel["id"], wait_ms=5000)
    answer = await workspace.act("ben", "submit", values={"What ended it?": "It went away"})
    assert "inc-1 is not closed yet" in said(answer["view"]), "the press is answered"
    assert "It went away" in str(answer["view"])
    assert "Close anyway" not in said(answer["view"]), "he neither leads nor administers"
    assert "or an admin can close it without" in said(answer["view"])


async def test_an_admin_waives_and_it_is_shown_everywhere(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell, "ben")
    await workspace.slash("ana", "close", channel=channel["id"], wait_ms=5000)
    await pressed(workspace, "ana", "Close anyway, say why")
    values = {"What ended it?": "Rolled back", "Why may it be closed without?": "A <!channel> rehearsal"}
    answer = await workspace.act("ana", "submit", values=values)
    for where in (said(answer["view"]), await _everywhere(workspace, bell, channel["id"])):
        assert "without mitigation, key events and post-mortem: A &lt;!channel&gt; rehearsal" in where, where
    status = await workspace.slash("ben", "status inc-1")
    assert status["ok"]


async def test_who_leads_no_more_waives_no_more(workspace: Workspace, bell: Bell) -> None:
    """The form was opened while she led; the use case asks again."""
    channel = await declared(workspace, bell)
    await workspace.slash("chloe", "roles me", channel=channel["id"])
    await workspace.slash("chloe", "close", channel=channel["id"], wait_ms=5000)
    view = await pressed(workspace, "chloe", "Close anyway, say why")
    assert "Why may it be closed without?" in str(view)
    state = await workspace.state()
    ana, ben = (workspace.user_id(state, name) for name in ("ana", "ben"))
    await bell.firebell.db.write(give_roles, 1, {"commander": ben}, by=ana, words="Going on.\nNext: look.")
    answer = await workspace.act("chloe", "submit", values={"Why may it be closed without?": "I say so"})
    assert "Only the commander or an admin can waive" in said(answer["view"])


async def test_another_reason_needs_words_but_no_gate(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    await workspace.slash("ben", "close", channel=channel["id"], wait_ms=5000)
    chosen = {"label": "How does it end?", "option": "False positive", "wait_ms": 5000}
    view = (await workspace.act("ben", "select", **{"in": "view"}, **chosen))["view"]
    assert "cannot be closed" not in said(view)
    assert (await workspace.act("ben", "submit"))["errors"]
    duplicate = {**chosen, "option": "Duplicate of another incident"}
    await workspace.act("ben", "select", **{"in": "view"}, **duplicate)
    asked = await workspace.act("ben", "submit", values={"What ended it?": "The same again"})
    assert set(asked["errors"]) == {"Duplicate of what?"}
    await workspace.act("ben", "select", **{"in": "view"}, **chosen)
    closed = await workspace.act(
        "ben", "submit", values={"What ended it?": "The probe", "Reference": "inc-0"}
    )
    assert "closed as false positive (inc-0)" in said(closed["view"])


async def test_a_press_that_comes_twice_closes_once(workspace: Workspace, bell: Bell) -> None:
    channel = await declared(workspace, bell)
    await workspace.slash("ana", "downgrade only a drill", channel=channel["id"], wait_ms=5000)
    match = {"system": "slack", "type": "view_submission"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    answer = await workspace.act("ana", "submit")
    assert "closed as not an incident" in said(answer["view"])
    await bell.idle()
    messages = (await workspace.channel(channel["id"]))["messages"]
    assert len([one for one in messages if "inc-1 is closed as" in one["text"]]) == 1
    again = await workspace.slash("ben", "close", channel=channel["id"], wait_ms=500)
    assert "inc-1 is closed already" in again["ephemerals"][0]["text"]


async def _everywhere(workspace: Workspace, bell: Bell, channel: str) -> str:
    """Give what its channel says, card included."""
    await bell.idle()
    return texts([*(await workspace.channel(channel))["messages"]])
