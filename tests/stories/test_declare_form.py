"""The form while it is filled in: what it says, what it warns of, and what it remembers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harness import PAYMENT, Bell, Workspace, texts

from bot.store.who import people
from bot.usecases.read_directory import record_people

VIEW = {"in": "view"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is on a screen does not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def choose(workspace: Workspace, user: str, label: str, option: Any) -> dict[str, Any]:
    answer = await workspace.act(user, "select", **VIEW, label=label, option=option, wait_ms=5000)
    view: dict[str, Any] = answer["view"]
    return view


def field(view: dict[str, Any], label: str) -> dict[str, Any]:
    """Give what stands in the field with this label."""
    block = next(one for one in view["blocks"] if one.get("label", {}).get("text") == label)
    (held,) = view["state"]["values"][block["block_id"]].values()
    entered: dict[str, Any] = held
    return entered


def ticked(view: dict[str, Any], label: str) -> bool:
    return bool(field(view, label)["selected_options"])


async def test_the_form_follows_what_is_entered(workspace: Workspace, bell: Bell) -> None:
    opened = await workspace.slash("ben", "open", wait_ms=5000)
    assert not ticked(opened["view"], "Commander")
    view = await choose(workspace, "ben", "Category", "Payment")
    assert ticked(view, "Commander"), "ben is on call for payments"
    assert "invites 1 person besides you" in texts(view["blocks"])
    assert not ticked(await choose(workspace, "ben", "Category", "Kubernetes"), "Commander")
    await workspace.act("ben", "select", **VIEW, label="Commander", option="I lead this", wait_ms=500)
    assert ticked(await choose(workspace, "ben", "Category", "Network"), "Commander"), "he said so himself"

    view = await choose(workspace, "ben", "Customers", "Nobody or hardly anybody can order")
    assert "P1 Critical" in texts(view["blocks"])
    assert "invites 5 people besides you" in texts(view["blocks"]), "2 of IT, 3 of the leadership"
    deploy = await workspace.channel("it-deploy")
    assert f"asks <#{deploy['id']}> not to deploy" in texts(view["blocks"])
    view = await choose(workspace, "ben", "Environment", ["STG"])
    assert "not to deploy" not in texts(view["blocks"])


async def test_a_private_one_promises_nothing_public(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open", wait_ms=5000)
    await choose(workspace, "ana", "Customers", "Nobody or hardly anybody can order")
    view = await choose(workspace, "ana", "Category", "Attack")
    assert "tells <#" in texts(view["blocks"])
    view = await choose(workspace, "ana", "Private", ["private"])
    said = texts(view["blocks"])
    assert "Creates a private channel and invites 2 people besides you. Nobody else hears of it." in said
    view = await choose(workspace, "ana", "Who else may see it?", ["chloe"])
    assert "invites 3 people besides you" in texts(view["blocks"])
    view = await choose(workspace, "ana", "Category", "System Compromise")
    assert ":lock: *Private*, as all of System Compromise is." in texts(view["blocks"])
    view = await choose(workspace, "ana", "Category", "Payment")
    assert ticked(view, "Private"), "what was private never becomes public by a detour"


async def test_what_began_in_the_past_hour_is_shown_and_can_be_joined_instead(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana")
    await bell.idle()
    opened = await workspace.slash("eve", "open Payments fail", wait_ms=5000)
    assert "1 critical incident in the past hour" in texts(opened["view"]["blocks"])
    looked = await workspace.act("eve", "click", **VIEW, label="Look", wait_ms=5000)
    assert PAYMENT["Title"] in texts(looked["view"]["blocks"])
    joined = await workspace.act("eve", "click", **VIEW, label="This is it: join", wait_ms=5000)
    assert "Nothing was declared" in texts(joined["view"]["blocks"])
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert workspace.user_id(await workspace.state(), "eve") in channel["members"]
    await workspace.act("eve", "close")
    again = await workspace.slash("eve", "open", wait_ms=5000)
    assert "initial_value" not in str(again["view"]["blocks"]), "what was no news is not offered again"


async def test_small_ones_and_closed_ones_are_no_warning(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open", wait_ms=5000)
    await workspace.act("ana", "click", **VIEW, label="Set it", wait_ms=5000)
    values = {name: value for name, value in PAYMENT.items() if name != "Customers"}
    await workspace.act("ana", "submit", values={**values, "Priority": "P5 Cosmetic"})
    await bell.idle()
    opened = await workspace.slash("eve", "open", wait_ms=5000)
    assert "in the past hour" not in texts(opened["view"]["blocks"])


async def test_somebody_else_is_declaring_right_now(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open Everything <!channel> burns", wait_ms=5000)
    await choose(workspace, "ana", "Category", "Payment")
    seen = texts((await workspace.slash("ben", "open", wait_ms=5000))["view"]["blocks"])
    ana = workspace.user_id(await workspace.state(), "ana")
    assert f"<@{ana}> is declaring an incident in Payment right now." in seen
    assert "burns" not in seen
    await choose(workspace, "ana", "Private", ["private"])
    await workspace.act("ben", "close")
    seen = texts((await workspace.slash("ben", "open", wait_ms=5000))["view"]["blocks"])
    assert "is declaring" not in seen, "of a private one nobody hears"


async def test_a_form_that_was_closed_by_accident_opens_as_it_was(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open Search is slow for all", wait_ms=5000)
    typed = {"What happens?": "Since noon, in all shops."}
    await workspace.act(
        "ana",
        "select",
        **VIEW,
        label="Customers",
        option="Some customers have trouble",
        values=typed,
        wait_ms=5000,
    )
    await workspace.act("ana", "close")
    other = await workspace.slash("ben", "open", wait_ms=5000)
    assert "is declaring" not in texts(other["view"]["blocks"])
    back = (await workspace.slash("ana", "open", wait_ms=5000))["view"]
    assert "This is what you had entered before." in texts(back["blocks"])
    assert field(back, "Title")["value"] == "Search is slow for all"
    assert field(back, "What happens?")["value"] == typed["What happens?"]
    assert "P3 Minor" in texts(back["blocks"])
    empty = (await workspace.act("ana", "click", **VIEW, label="Start over", wait_ms=5000))["view"]
    assert field(empty, "Title")["value"] is None
    assert "No priority yet" in texts(empty["blocks"])
    answer = await workspace.act("ana", "submit", values={**PAYMENT, "Title": "oh"})
    assert "at least 3 characters" in answer["errors"]["Title"]
    assert (await workspace.act("ana", "submit", values=PAYMENT))["ok"]
    after = (await workspace.slash("ana", "open", wait_ms=5000))["view"]
    assert field(after, "Title")["value"] is None, "what was submitted is not offered again"


async def test_other_words_begin_anew(workspace: Workspace, bell: Bell) -> None:
    await workspace.slash("ana", "open Search is slow for all", wait_ms=5000)
    await workspace.act("ana", "close")
    opened = (await workspace.slash("ana", "open Login is down", wait_ms=5000))["view"]
    assert field(opened, "Title")["value"] == "Login is down"


async def test_a_guest_is_told_who_can_declare(workspace: Workspace, bell: Bell) -> None:
    """On the command, the shortcut, the fast way, and where they became one while filling the form."""
    await workspace.slash("eve", "open", wait_ms=5000)
    eve = await bell.firebell.db.read(people.get, workspace.user_id(await workspace.state(), "eve"))
    await bell.firebell.db.write(record_people, (replace(eve, guest=True),))
    refused = await workspace.act("eve", "submit", values=PAYMENT)
    assert "Guests cannot declare incidents" in texts(refused["view"]["blocks"])
    for typed in ("open", "critical", "critical Checkout is down"):
        told = await workspace.slash("eve", typed, wait_ms=5000)
        assert "Ask a full member" in told["ephemerals"][-1]["text"], typed
    told = await workspace.act("eve", "shortcut", callback_id="declare", wait_ms=5000)
    assert "Guests cannot declare incidents" in texts(told["view"]["blocks"])
    assert not await workspace.incident_channels()
