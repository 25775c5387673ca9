"""Guests, people of other organisations and who has left: what they may, and who can instead."""

from dataclasses import replace
from typing import Any

import pytest
from harness import PAYMENT, Bell, Workspace, texts

from bot.domain.errors import UserError
from bot.domain.events import NoteAdded
from bot.domain.rules.closing import Ending
from bot.domain.rules.opening import Form
from bot.domain.rules.updating import Update
from bot.listeners.strangers import is_of_strangers
from bot.store import timeline
from bot.store.who import people
from bot.usecases.finish.close_incident import close_incident, reopen_incident
from bot.usecases.join_incident import join_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.read_directory import record_tag
from bot.usecases.record_outcome import retry_delivery
from bot.usecases.unit import Unit
from bot.usecases.work.give_role import take_role
from bot.usecases.work.keep_private import entitle, look_inside, make_private
from bot.usecases.work.update_incident import update_incident


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def place_of(workspace: Workspace, name: str) -> str:
    state = await workspace.state()
    person = workspace.user_id(state, name)
    return next(str(one["id"]) for one in state["channels"] if person in one["members"])


async def test_a_guest_declares_nothing_and_hears_who_can(workspace: Workspace, bell: Bell) -> None:
    place = await place_of(workspace, "tess")
    since = len(await workspace.calls())
    for words in ("open", "open Checkout is down", "critical Checkout is down"):
        said = await workspace.slash("tess", words, place, wait_ms=2000)
        shown = texts([said["view"]] if said["view"] else said["ephemerals"])
        assert "Guests cannot declare incidents. Ask a full member" in shown, words
    await workspace.act("tess", "open_home", wait_ms=2000)
    pressed = await workspace.act(
        "tess", "click", **{"in": "home"}, label="Declare an incident", wait_ms=2000
    )
    assert "Guests cannot declare" in texts([pressed["view"]])
    assert not await workspace.calls("conversations.create", since=since)


async def test_a_guest_sees_the_incident_in_whose_channel_they_are(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await workspace.declare("ben", Title="Search finds nothing at all")
    await bell.idle()
    place = await place_of(workspace, "tess")
    assert "All quiet" in (await workspace.slash("tess", "list", place))["ephemerals"][0]["text"]
    assert (
        "There is no inc-1" in (await workspace.slash("tess", "status inc-1", place))["ephemerals"][0]["text"]
    )
    (first, _) = sorted(await workspace.incident_channels(), key=lambda one: one["name"])
    await workspace.act("ana", "invite", channel=first["id"], member="tess")
    while PAYMENT["Title"] not in str(await workspace.slash("tess", "status", first["id"])):
        await bell.idle()
    listed = texts((await workspace.slash("tess", "list", place))["ephemerals"][0]["blocks"])
    assert PAYMENT["Title"] in listed
    assert "Search finds" not in listed
    await workspace.slash("tess", "update the texts are wrong too", first["id"])
    await bell.idle()
    assert "the texts are wrong too" in str((await workspace.channel(first["id"]))["messages"])


async def test_whoever_may_not_see_it_can_do_nothing_to_it(workspace: Workspace, bell: Bell) -> None:
    """Each way in says the same as of an incident that does not exist."""
    await workspace.declare("nadia", Category="Personal Data Breach")
    await bell.idle()
    write = bell.firebell.db.write
    state = await workspace.state()
    outside = workspace.user_id(state, "eve")
    ways: list[tuple[Any, tuple[Any, ...]]] = [
        (join_incident, (1,)),
        (update_incident, (1, Update(message="hello there"))),
        (close_incident, (1, Ending())),
        (reopen_incident, (1, "it is back")),
        (take_role, (1, "commander")),
        (make_private, (1, ())),
        (entitle, (1, (outside,))),
        (look_inside, (1, "I want to")),
        (retry_delivery, (1, 1)),
    ]
    for way, given in ways:
        with pytest.raises(UserError, match=r"There is no inc-1\. "):
            await write(way, *given, by=outside, press=f"p-{way.__name__}")
        with pytest.raises(UserError, match=r"There is no inc-9\. "):
            await write(way, 9, *given[1:], by=outside, press=f"q-{way.__name__}")


async def test_who_has_left_and_who_belongs_elsewhere_do_nothing(workspace: Workspace, bell: Bell) -> None:
    write, state = bell.firebell.db.write, await workspace.state()
    form = Form("d9", "Checkout is down", "It answers 500.", "payment", ("PRD",), priority="P1")
    with pytest.raises(UserError, match="active account"):
        await write(open_incident, form, by=workspace.user_id(state, "walt"), press="p1")
    vera = workspace.user_id(state, "vera")
    await write(_is_a_stranger, vera)
    with pytest.raises(UserError, match="people of this workspace"):
        await write(open_incident, form, by=vera, press="p2")


async def test_who_presses_in_a_shared_channel_from_another_organisation_is_refused(
    workspace: Workspace, bell: Bell
) -> None:
    """An announcement that a partner reads offers buttons that are not theirs; nothing comes of them."""
    room = await workspace.channel("ext-cardway")
    await workspace.act("deniz", "invite", channel="ext-cardway", member="firebell")
    await bell.firebell.db.write(record_tag, "tech_incidents", room["id"], "ext-cardway")
    await workspace.declare("ben")
    await bell.idle()
    said = (await workspace.channel("ext-cardway"))["messages"][-1]
    for label in ("Join", "Follow", "Details"):
        pressed = {"channel": "ext-cardway", "ts": said["ts"], "label": label}
        answer = await workspace.act("vera", "click", **pressed, wait_ms=3000)
        assert "people of this workspace" in str(answer["ephemerals"]), label
    assert workspace.user_id(await workspace.state(), "vera") not in str(await workspace.incident_channels())


async def test_a_reaction_of_another_organisation_puts_nothing_on_a_timeline(
    workspace: Workspace, bell: Bell
) -> None:
    """Slack does not say of a reaction whose people act; only our own are listed."""
    await workspace.declare("ana")
    await bell.idle()
    (room,) = [one["id"] for one in await workspace.incident_channels()]
    await workspace.act("ana", "share", channel=room, member="vera")
    await workspace.act("ana", "invite", channel=room, member="vera")
    told = [
        await workspace.act("ana", "message", channel=room, text=text) for text in ("It is DNS", "It is db2")
    ]
    for name in ("pushpin", "mega"):
        await workspace.act("vera", "react", channel=room, ts=told[0]["ts"], name=name)
    await workspace.act("ben", "join", channel=room)
    await workspace.act("ben", "react", channel=room, ts=told[1]["ts"], name="pushpin")
    await bell.until(lambda: timeline.of(1, NoteAdded))
    await bell.idle()
    words = await bell.firebell.db.read(lambda: [vars(one)["words"] for one in timeline.of(1, NoteAdded)])
    assert words == ["It is db2"]
    assert not [one for one in (await workspace.state())["ephemerals"] if "as an update" in str(one)]


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}}, True),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T2"}}, True),
        ({"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}}, False),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}, "enterprise": {"id": "E1"}}, False),
        ({"user_id": "U1", "team_id": "T1"}, False),
        ({"event": {"user": "U1"}, "team_id": "T1"}, False),
    ],
)
async def test_who_acts_from_another_workspace_is_known_by_it(body: dict[str, Any], *, refused: bool) -> None:
    assert is_of_strangers(body, "T1") is refused


def _is_a_stranger(unit: Unit, found: str) -> None:
    people.keep([replace(people.get(found), stranger=True)], unit.now)
