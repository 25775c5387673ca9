"""A critical incident pages people by itself, and what they do in PagerDuty is seen here."""

from functools import partial
from pathlib import Path

import pytest
from harness import Bell, Workspace, reached, texts
from pager import WORST, card, duty, first, known, page, paged, there

from bot.domain.incident import Status
from bot.domain.paging import NEITHER, THERE, PageState
from bot.store import taxonomy
from bot.store.queues import inbox, outbox
from bot.store.who import identities

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_a_critical_incident_pages_by_itself_once(workspace: Workspace, bell: Bell) -> None:
    deniz = workspace.user_id(await workspace.state(), "deniz")
    await bell.until(lambda: identities.keys("pagerduty", [deniz]))
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    paged = await bell.firebell.db.read(page)
    (made,) = await there(workspace)
    assert (paged.id, paged.number, paged.names) == (made["id"], made["incident_number"], ("Deniz Kaya",))
    assert paged.people[0].person == deniz
    assert len(await workspace.calls("POST /incidents")) == 1


async def test_the_form_for_an_update_says_whom_it_pages(workspace: Workspace, bell: Bell) -> None:
    """Raised, it pages Payments; moved elsewhere, who is called for the worst; back again, nobody anew."""
    await known(bell)
    await workspace.declare("ana", Customers="Some customers have trouble")
    await bell.idle()
    raised = await workspace.slash("ana", "update inc-1 P1: all orders fail", wait_ms=5000)
    said = texts(raised["view"]["blocks"])
    assert "P3 to P1: also invites 3 people, pages Payments (Deniz Kaya, level 1), asks <#" in said
    await workspace.act("ana", "submit")
    await bell.until(lambda: first().pages)
    await workspace.slash("ana", "update inc-1", wait_ms=5000)
    moved = await workspace.act("ana", "select", label="Category", option="Refunds", wait_ms=5000)
    said = texts(moved["view"]["blocks"])
    assert "Moves it to Refunds: pages Major incident (Chloé Martin, level 1)." in said
    back = await workspace.act("ana", "select", label="Category", option="Payment", wait_ms=5000)
    assert "pages" not in texts(back["view"]["blocks"])


async def test_the_form_to_edit_says_whom_it_pages(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await workspace.declare("ana", Customers="Some customers have trouble")
    await bell.idle()
    await workspace.slash("ana", "edit inc-1", wait_ms=5000)
    worst = {"label": "Customers", "option": "Nobody or hardly anybody can order"}
    worse = await workspace.act("ana", "select", **worst, wait_ms=5000)
    said = texts(worse["view"]["blocks"])
    assert "Saving also invites 3 people, pages Payments (Deniz Kaya, level 1) and asks <#" in said
    as_before = await workspace.act("ana", "select", label="Customers", option="No customer", wait_ms=5000)
    assert "Saving" not in texts(as_before["view"]["blocks"])


async def test_what_is_done_here_is_done_there(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    for words, state in (("investigating", "acknowledged"), ("mitigated: db2 serves", "resolved")):
        await workspace.slash("ana", f"update inc-1 {words}")
        await bell.idle()
        (made,) = await there(workspace)
        assert (made["status"], (await bell.firebell.db.read(page)).state) == (state, state)
    await workspace.slash("ana", "update inc-1 investigating: it is back")
    await bell.idle()


def _only(way: str) -> None:
    document = taxonomy.document()
    document["services"] = {"*": {"status": way, "priority": way, "notes": way}}
    taxonomy.replace(document)


@pytest.mark.slow
async def test_what_is_carried_over_one_way_goes_no_other(workspace: Workspace, bell: Bell) -> None:
    """Told there alone, nothing comes back; with neither, PagerDuty hears of the page and of nothing else."""
    await known(bell)
    await bell.firebell.db.write(lambda _: _only(THERE))
    await paged(workspace, bell)
    for act in ({"action": "acknowledge"}, {"action": "note", "text": "db2 is full"}, {"action": "resolve"}):
        await duty(workspace, "deniz", bell, **act)
    (channel,) = await workspace.incident_channels()
    said = " ".join(one["text"] for one in channel["messages"])
    assert "Is it over?" not in said
    assert "db2 is full" not in said
    assert "resolved by" in await card(workspace)
    assert (await bell.firebell.db.read(first)).status is Status.OPEN
    await duty(workspace, "deniz", bell, action="reopen")
    await workspace.slash("ana", "update inc-1 investigating: we look")
    await bell.idle()
    (made,) = await there(workspace)
    assert made["status"] == "acknowledged"
    assert await notes(workspace) == 1
    await bell.firebell.db.write(lambda _: _only(NEITHER))
    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await bell.idle()
    assert ((await there(workspace))[0]["status"], await notes(workspace)) == ("acknowledged", 1)


async def notes(workspace: Workspace) -> int:
    """Count those by which Firebell told an update."""
    (made,) = await there(workspace)
    return len([one for one in made["notes"] if one["content"].startswith("ana: ")])


def _is(state: PageState) -> bool:
    return page().state is state


async def test_with_a_public_address_it_is_told_at_once(workspace: Workspace, database_url: str) -> None:
    """Firebell subscribes by itself, and what is done there is seen here without asking."""
    told = reached()
    port = told["PORT"]
    bell = await Bell(workspace, database_url, pagerduty=True, settings=told).start()
    await bell.ready()
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: first().pages and first().pages[0].id)
    (made,) = await there(workspace)
    for action, state in (("acknowledge", PageState.ACKNOWLEDGED), ("resolve", PageState.RESOLVED)):
        await workspace.act("deniz", "pagerduty", action=action, incident=made["id"])
        await bell.until(partial(_is, state))
    assert (await bell.firebell.db.read(first)).status is Status.INVESTIGATING, "a resolve there ends nothing"
    async with workspace.http.get(f"http://127.0.0.1:{port}/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"database": True, "slack": True})
    await bell.stop()


async def test_what_was_taken_is_not_lost_with_the_process(workspace: Workspace, database_url: str) -> None:
    """It ends after its answer and before anything was read; the next one is told nothing, and knows."""
    settings = {**reached(), "PAGERDUTY_POLL_INTERVAL": "off"}
    bell = await Bell(workspace, database_url, pagerduty=True, settings=settings).start()
    await bell.ready()
    await paged(workspace, bell)
    (made,) = await there(workspace)
    match = {"system": "pagerduty", "method": f"GET /incidents/{made['id']}"}
    await workspace.post("faults", {"match": match, "fault": "timeout", "times": 50})
    await workspace.act("deniz", "pagerduty", action="acknowledge", incident=made["id"])
    await bell.until(lambda: outbox.any_left(("read_pages",)) or inbox.is_waiting("pagerduty"))
    assert (await bell.firebell.db.read(page)).state is PageState.TRIGGERED
    await bell.drop()
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    quiet = {"PAGERDUTY_POLL_INTERVAL": "off"}
    again = await Bell(workspace, database_url, pagerduty=True, settings=quiet).start()
    await again.until(partial(_is, PageState.ACKNOWLEDGED))
    await again.idle()
    assert len(await there(workspace)) == 1
    await again.stop()
