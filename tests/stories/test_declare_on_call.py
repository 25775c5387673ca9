"""Who is on call in PagerDuty, and belongs to no usergroup of the category, counts while declaring."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import PAYMENT, Ahead, Bell, Workspace, texts
from pager import WORST, first, known, paged, told

from bot.store import incidents
from bot.store.oncall import rosters
from bot.store.running import jobs
from bot.store.who import directory

pytestmark = pytest.mark.pagerduty
VIEW = {"in": "view"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is on a screen does not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def on_call_alone(workspace: Workspace, bell: Bell) -> None:
    """Deniz is on call for Payments, and none of its usergroup any more."""
    await known(bell)
    await workspace.act("ana", "edit_usergroup", usergroup="oncall-payments", users=["ben"])
    await bell.until(lambda: len(directory.members(["oncall-payments"])) == 1)
    await bell.idle()


async def choose(workspace: Workspace, user: str, label: str, option: Any) -> dict[str, Any]:
    view: dict[str, Any] = (
        await workspace.act(user, "select", **VIEW, label=label, option=option, wait_ms=5000)
    )["view"]
    return view


async def test_who_is_on_call_leads(workspace: Workspace, bell: Bell) -> None:
    """The box is ticked for them; where there is no form they are the commander."""
    await on_call_alone(workspace, bell)
    await workspace.slash("deniz", "open", wait_ms=5000)
    for category, is_ticked in (("Payment", True), ("Kubernetes", False)):
        view = await choose(workspace, "deniz", "Category", category)
        block = next(one for one in view["blocks"] if one.get("label", {}).get("text") == "Commander")
        (held,) = view["state"]["values"][block["block_id"]].values()
        assert bool(held["selected_options"]) is is_ticked, category
    await workspace.slash("deniz", "critical Checkout is down", channel="payments", wait_ms=3000)
    await bell.idle()
    inc = await bell.firebell.db.read(first)
    assert inc.holder("commander") == workspace.user_id(await workspace.state(), "deniz")


async def test_as_many_are_promised_as_are_let_in(workspace: Workspace, bell: Bell) -> None:
    """Who is on call is counted once, also where they are a responder too; who cannot come is not."""
    await on_call_alone(workspace, bell)
    for number, (private, promised) in enumerate((("public", 2), ("private", 1)), 1):
        await workspace.slash("ana", "open", wait_ms=5000)
        await choose(workspace, "ana", "Category", "Payment")
        view = await choose(workspace, "ana", "Customers", PAYMENT["Customers"])
        if private == "private":
            view = await choose(workspace, "ana", "Private", ["private"])
        assert f"invites {promised} pe" in texts(view["blocks"])
        assert (await workspace.act("ana", "submit", values=PAYMENT))["ok"]
        await bell.idle()
        inc = await bell.firebell.db.read(incidents.get, number)
        assert inc
        assert len(set(inc.invited) - {inc.opened_by}) == promised, private


async def test_what_is_old_is_marked_where_somebody_is_named(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    """In the form, and below the button that calls the next level."""
    await known(bell)
    await paged(workspace, bell)
    await bell.firebell.db.write(lambda _: jobs.pause(rosters.READING, paused=True))
    clock.by = timedelta(minutes=12)
    await bell.tick()
    silence = texts((await told(workspace, "Nobody has acknowledged the page of Payments"))["blocks"])
    assert "Level 2: Ben Okafor" in silence
    assert "PagerDuty has not answered since" in silence
    await workspace.slash("ben", "open", wait_ms=5000)
    await choose(workspace, "ben", "Category", "Payment")
    view = await choose(workspace, "ben", "Customers", WORST["Customers"])
    assert "pages Payments (Deniz Kaya, level 1, :warning: as of <!date" in texts(view["blocks"])
