"""What an organisation asks for besides: in its settings, the form, the card, searches, the timeline."""

from pathlib import Path
from typing import Any

import pytest
from asking import ask_for_more
from harness import PAYMENT, Bell, Workspace, texts

VIEW = {"in": "view"}
OWN = {"Card", "Orders", "Regions", "Owner", "Suggested team", "Seller contract", "Zendesk ticket"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is kept is one JSON column; tests/store holds that both databases keep it."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_an_admin_switches_a_field_on_and_adds_one_with_its_team(
    workspace: Workspace, bell: Bell
) -> None:
    """What cannot be is said under its part; the next form asks for it."""
    await workspace.slash("ana", "settings own fields", wait_ms=5000)
    await choose_entry(workspace, "seller-contract", "Edit")
    wrong = {"Address": "javascript:alert({})", "Offered for incidents": ["Yes"]}
    refused = await workspace.act("ana", "submit", values=wrong)
    assert "must begin with http://" in refused["errors"]["Address"]
    await workspace.act("ana", "submit", values={"Address": "https://toolbox/?id={}"}, wait_ms=3000)
    await workspace.act("ana", "click", label="Add a field", wait_ms=3000)
    refused = await workspace.act("ana", "submit", values={"Name": "Card", "Kind": "choice"})
    assert "at least one option" in refused["errors"]["Options"]
    card = {
        "Options": "Visa\nAmex",
        "Shown when": ["Category Payment"],
        "Required when": ["Priority P2 Major"],
    }
    saved = await workspace.act("ana", "submit", values=card, wait_ms=3000)
    assert "choice · Visa, Amex" in texts(saved["view"]["blocks"])
    await workspace.act("ana", "close")
    await workspace.slash("ana", "open", wait_ms=5000)
    await select(workspace, "Category", "Payment", who="ana")
    view = await select(workspace, "Sellers", "Key services are out of reach for many", who="ana")
    assert labels(view) & OWN == {"Card", "Seller contract"}
    refused = await workspace.act("ana", "submit", values=PAYMENT)
    assert set(refused["errors"]) == {"Card"}


async def test_a_field_shows_where_it_is_asked_for_and_keeps_what_was_typed(
    workspace: Workspace, bell: Bell
) -> None:
    """Out of sight, also when the form is closed meanwhile; at declaring only what is shown counts."""
    await bell.firebell.db.write(ask_for_more)
    view = (await workspace.slash("ben", "open Checkout is down", wait_ms=5000))["view"]
    assert labels(view) & OWN == {"Orders", "Regions", "Owner"}
    await select(workspace, "Category", "Payment")
    view = await select(workspace, "Sellers", "Hardly visible")
    assert labels(view) & OWN == OWN - {"Zendesk ticket"}
    await workspace.act("ben", "select", **VIEW, label="Suggested team", option="Check & out")
    typed = {"Card": "Visa", "Seller contract": "12/a & b", "What happens?": "Since 14:02 it answers 500."}
    await workspace.act("ben", "select", **VIEW, label="Card", option="Visa", values=typed)
    await select(workspace, "Sellers", "No seller")
    view = await select(workspace, "Category", "Refunds")
    assert not labels(view) & {"Card", "Suggested team", "Seller contract"}
    await workspace.act("ben", "close")
    await workspace.slash("ben", "open", wait_ms=5000)
    await select(workspace, "Category", "Payment")
    view = await select(workspace, "Sellers", "Key services are out of reach for many")
    held = {block: next(iter(one.values())) for block, one in view["state"]["values"].items()}
    assert held["field:seller-contract"]["value"] == "12/a & b"
    assert held["field:card"]["selected_option"]["value"] == "Visa"

    refused = await workspace.act("ben", "submit", values={"Orders": "a lot"})
    assert set(refused["errors"]) == {"Owner"}, "Slack itself asks for what is required"
    refused = await workspace.act("ben", "submit", values={"Owner": "chloe"})
    assert refused["errors"] == {"Orders": "Write a number, such as 42 or 3.5."}
    sent = await workspace.act("ben", "submit", values={"Orders": "40", "Regions": ["DE"]})
    assert not sent.get("errors"), sent
    await bell.idle()
    card, chloe = await the_card(workspace), workspace.user_id(await workspace.state(), "chloe")
    for shown in (
        "*Seller contract*\n<https://toolbox/?seller_id=12%2Fa%20%26%20b|12/a &amp; b>",
        f"*Owner*\n<@{chloe}>",
        "*Card*\nVisa",
        "*Regions*\nDE",
    ):
        assert shown in card
    assert "Suggested team" not in card, "what nobody asks for in a P2 is not taken along"


async def test_what_changes_is_told_found_and_stays_when_its_field_retires(
    workspace: Workspace, bell: Bell
) -> None:
    await bell.firebell.db.write(ask_for_more)
    await workspace.slash("ben", "open", wait_ms=5000)
    own = {"Card": "Visa", "Owner": "chloe"}
    await workspace.act("ben", "submit", values={**PAYMENT, "Customers": "A few customers notice"})
    sent = await workspace.act("ben", "submit", values={**own, "Suggested team": "Check & out"})
    assert not sent.get("errors"), sent
    await bell.idle()
    await workspace.slash("eve", "edit inc-1", wait_ms=5000)
    view = await select(workspace, "Sellers", "A few sellers notice", who="eve")
    assert "Seller contract" in labels(view)
    changes = {"Card": "Amex", "Seller contract": "zd-<!here>"}
    await workspace.act("eve", "submit", values=changes)
    await bell.idle()
    shown = await said(workspace, "eve", "timeline inc-1")
    assert "Card Visa → Amex" in shown
    assert "Seller contract nothing → zd-&lt;!here&gt;" in shown
    assert "*inc-1*" in await said(workspace, "eve", "search amex check zd")
    assert "*inc-1*" not in await said(workspace, "eve", "search visa")

    await workspace.slash("ana", "settings fields", wait_ms=5000)
    asked = await choose_entry(workspace, "card", "Delete")
    assert "1 incident holds *card*" in texts(asked["view"]["blocks"])
    await workspace.act("ana", "submit", values={}, wait_ms=3000)
    await workspace.act("ana", "select", action_id="settings_section", value="Feature teams", wait_ms=3000)
    asked = await choose_entry(workspace, "check-out", "Delete")
    assert "1 incident holds *check-out*" in texts(asked["view"]["blocks"])
    await workspace.slash("ben", "open", wait_ms=5000)
    assert "Card" not in labels(await select(workspace, "Category", "Payment"))
    assert "*Card*\nAmex" in await said(workspace, "ben", "status inc-1")


async def test_a_critical_one_is_asked_afterwards_and_a_private_one_stays_private(
    workspace: Workspace, bell: Bell
) -> None:
    await bell.firebell.db.write(ask_for_more)
    await workspace.slash("ben", "critical Checkout is down")
    await bell.idle()
    (room,) = await workspace.incident_channels()
    where = {"in": "message", "channel": room["id"], "ts": await pinned(workspace)}
    opened = await workspace.act("ben", "click", **where, label="1 field to fill in", wait_ms=5000)
    assert labels(opened["view"]) == {"Orders", "Regions", "Owner"}
    await workspace.act("ben", "submit", values={"Owner": "chloe", "Orders": "1.5"})
    await bell.idle()
    card = await the_card(workspace)
    assert "to fill in" not in card
    assert "*Orders*\n1.5" in card

    private = {**PAYMENT, "Category": "Personal Data Breach", "Owner": "chloe", "Orders": "7654321"}
    await workspace.slash("nadia", "open", wait_ms=5000)
    await workspace.act("nadia", "submit", values=private)
    await bell.idle()
    assert "*inc-2*" in await said(workspace, "nadia", "search 7654321")
    assert "*inc-2*" not in await said(workspace, "eve", "search 7654321")
    for typed in ("status inc-2", "fields inc-2"):
        told = await workspace.slash("eve", typed)
        assert "There is no inc-2" in told["ephemerals"][-1]["text"]


async def choose_entry(workspace: Workspace, key: str, label: str) -> dict[str, Any]:
    """Choose from the menu beside an entry of the settings."""
    state = await workspace.state()
    view = state["views"][workspace.user_id(state, "ana")][-1]
    entry = next(one for one in view["blocks"] if f"'delete {key}'" in str(one))
    menu = {"block_id": entry["block_id"], "action_id": "settings_entry"}
    return await workspace.act("ana", "select", **menu, value=label, wait_ms=5000)


async def select(workspace: Workspace, label: str, option: str, who: str = "ben") -> dict[str, Any]:
    answer = await workspace.act(who, "select", **VIEW, label=label, option=option, wait_ms=5000)
    view: dict[str, Any] = answer["view"]
    return view


async def pinned(workspace: Workspace) -> str:
    room = (await workspace.incident_channels())[0]
    return str(next(one["ts"] for one in room["messages"] if one["ts"] in str(room["pins"])))


async def the_card(workspace: Workspace) -> str:
    room, ts = (await workspace.incident_channels())[0], await pinned(workspace)
    return texts(next(one for one in room["messages"] if one["ts"] == ts)["blocks"])


async def said(workspace: Workspace, who: str, typed: str) -> str:
    """Give all that is answered, in a message or a window."""
    answer = await workspace.slash(who, typed, wait_ms=5000)
    view = (answer["view"] or {}).get("blocks", [])
    return texts([*view, *(answer["ephemerals"][-1].get("blocks", []) if answer["ephemerals"] else [])])


def labels(view: dict[str, Any]) -> set[str]:
    return {one["label"]["text"] for one in view["blocks"] if one["type"] == "input"}
