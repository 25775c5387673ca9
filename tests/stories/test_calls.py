"""People page without an incident: they are told how it goes, may make it one, and nobody is paged twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import QUICK, Ahead, Bell, Workspace, texts
from pager import card, known, told

from bot.domain.incident import Incident, Status
from bot.domain.paging import Page
from bot.domain.paging.calls import Wish
from bot.integrations.pagerduty.effects.hands import TRIES
from bot.store import incidents, taxonomy
from bot.store.oncall import calls
from bot.store.running import jobs
from bot.usecases.paging.call_people import call_people
from bot.usecases.paging.hear_source import compare_pages, look_at_ours
from bot.usecases.paging.watch_calls import escalate_call
from bot.views.choices import called

pytestmark = pytest.mark.pagerduty

WHOM, ABOUT = "Whom do you page?", "Without one: what is it about?"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def made(workspace: Workspace) -> list[dict[str, Any]]:
    """Give what PagerDuty was asked to make."""
    return [one["args"]["incident"] for one in await workspace.calls("POST /incidents")]


async def heard(workspace: Workspace, words: str, by: str = "") -> tuple[str, dict[str, Any]]:
    """Give the only message to one person that says this, and where it stands. by: only what they heard."""
    state = await workspace.state()
    who = workspace.user_id(state, by) if by else ""
    found = [
        (dm["id"], message)
        for dm in state["dms"]
        for message in dm["messages"]
        if words in texts(message.get("blocks", [])) and (not who or who in dm["members"])
    ]
    assert len(found) == 1, found
    return found[0]


async def press(workspace: Workspace, label: str, words: str) -> dict[str, Any]:
    channel, message = await heard(workspace, words)
    where = {"in": "message", "channel": channel, "ts": message["ts"]}
    return await workspace.act("ana", "click", **where, label=label, wait_ms=2000)


async def duty(workspace: Workspace, bell: Bell, title: str, action: str) -> None:
    """Deniz acts in PagerDuty, and Firebell looks there."""
    state = await workspace.get("state")
    (there,) = [one for one in state["pagerduty"]["incidents"] if title in one["title"]]
    await workspace.act("deniz", "pagerduty", incident=there["id"], action=action)
    await bell.firebell.db.write(look_at_ours)
    await bell.idle()


def first() -> tuple[Incident, Page]:
    incident = incidents.get(1)
    assert incident
    (page,) = incident.pages
    return incident, page


@pytest.mark.parametrize(
    ("typed", "chosen", "says"),
    [("payme", "Payments (Deniz Kaya)", ""), ("p", "", "p"), ("payme now", "", "payme now")],
)
async def test_the_beginning_of_a_service_is_enough(
    workspace: Workspace, bell: Bell, typed: str, chosen: str, says: str
) -> None:
    """Not where several begin so, nor where more was typed, which may be what it is about."""
    await known(bell)
    form = (await workspace.slash("ana", f"oncall {typed}", wait_ms=5000))["view"]
    entered = {row["label"]["text"]: row["element"] for row in form["blocks"] if row["type"] == "input"}
    assert entered[WHOM].get("initial_option", {"text": {"text": ""}})["text"]["text"] == chosen
    assert entered["Message"].get("initial_value", "") == says


async def test_from_a_page_to_an_incident(workspace: Workspace, bell: Bell) -> None:
    """Sent three times it calls once; who asked is told who answers, and makes it an incident."""
    await known(bell)
    deniz = workspace.user_id(await workspace.state(), "deniz")
    await workspace.slash("ana", "oncall Payments", wait_ms=5000)
    refused = await workspace.act("ana", "submit", values={})
    assert "what it is about" in refused["errors"][ABOUT]
    await workspace.post("faults", {"match": {"type": "view_submission"}, "fault": "duplicate", "copies": 2})
    sent = await workspace.act("ana", "submit", values={ABOUT: "Refunds <hang>", "Message": "since 14:02"})
    assert sent["ok"], sent
    await bell.idle()
    (asked,) = await made(workspace)
    assert (asked["title"], asked["urgency"]) == ("Refunds <hang>", "high")
    assert asked["body"]["details"] == "since 14:02\n\nana asked for this in Slack."
    await heard(workspace, f"*Paged* Payments: <@{deniz}>")
    await duty(workspace, bell, "Refunds", "acknowledge")
    _, message = await heard(workspace, f"Payments: acknowledged by <@{deniz}>")
    assert "Refunds &lt;hang&gt;" in message["text"]
    assert await bell.firebell.db.read(incidents.get, 1) is None
    opened = await press(workspace, "Make it an incident", "acknowledged by")
    assert "Payments is not paged again" in texts(opened["view"]["blocks"])
    p1 = called((await bell.firebell.db.read(taxonomy.load)).priorities["P1"])
    await workspace.post("faults", {"match": {"type": "view_submission"}, "fault": "duplicate", "copies": 2})
    sent = await workspace.act("ana", "submit", values={"Category": "Payment", "Priority": p1})
    assert sent["ok"], sent
    await bell.until(lambda: incidents.get(1))
    await bell.idle()
    incident, page = await bell.firebell.db.read(first)
    assert (incident.status, incident.description) == (Status.INVESTIGATING, "since 14:02")
    assert await bell.firebell.db.read(incidents.get, 2) is None
    assert len(await made(workspace)) == 1, "nobody is paged twice"
    there = (await workspace.get("state/pagerduty"))["incidents"]
    assert next(one for one in there if one["id"] == page.id)["title"] == "inc-1: Refunds <hang>"
    assert "acknowledged by" in await card(workspace)
    await heard(workspace, "It goes on as inc-1")
    again = await press(workspace, "Details", "It goes on as inc-1")
    assert "Refunds" in str(again["view"])
    await duty(workspace, bell, "Refunds", "resolve")
    await told(workspace, "Is it over?")
    await heard(workspace, "Payments: acknowledged by", "ana")


async def test_what_goes_wrong_is_told_to_who_asked(workspace: Workspace, bell: Bell) -> None:
    """PagerDuty does not answer, calls nobody, or never takes it: each is said."""
    await known(bell)
    match = {"system": "pagerduty", "method": "POST /incidents"}
    await workspace.post("faults", {"match": match, "fault": "429", "retry_after": 3, "times": 10_000})
    await workspace.slash("ana", "page Payments refunds hang", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={"Urgency": "Low: when they come to it"}))["ok"]
    await workspace.until(lambda state: "PagerDuty does not answer yet" in str(state["dms"]))
    _, late = await heard(workspace, "PagerDuty does not answer yet")
    assert "Level 2: " in texts(late["blocks"])
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await bell.idle()
    _, taken = await heard(workspace, "with low urgency, so no phone rings at night")
    assert (taken["ts"], "does not answer" in texts(taken["blocks"])) == (late["ts"], False)
    assert len({one["incident_key"] for one in await made(workspace)}) == 1
    await duty(workspace, bell, "refunds hang", "resolve")
    await heard(workspace, "*Paged* Payments: resolved by")
    await workspace.slash("ana", "page Partner portal no orders", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.idle()
    await heard(workspace, "but nobody will be called: nobody is on call for it")
    await workspace.post("faults", {"match": match, "fault": "down", "times": QUICK.attempts})
    await workspace.slash("ana", "page Platform it is slow", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.idle()
    opened = await press(workspace, "Page somebody else", "*Not paged:* Platform. PagerDuty does not answer.")
    assert "Payments" in texts(opened["view"]["blocks"])
    assert await bell.firebell.db.read(incidents.get, 1) is None


async def test_a_level_that_is_not_called_soon_is_told_to_who_asked(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await workspace.slash("ana", "page Payments refunds hang", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.idle()
    match = {"system": "pagerduty", "method": "PUT /incidents/*"}
    await workspace.post("faults", {"match": match, "fault": "down", "times": QUICK.attempts})
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(escalate_call, 1, 2, by=ana, press="p1")
    await bell.idle()
    await heard(workspace, "Its next level is not called: PagerDuty does not answer")


async def test_what_is_gone_there_calls_nobody_any_more(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await workspace.slash("ana", "page Payments refunds hang", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.until(calls.going_on)
    await bell.idle()
    gone = {"match": {"system": "pagerduty", "method": "GET /incidents/*"}, "fault": "error", "error": "2100"}
    await workspace.post("faults", {**gone, "status": 404, "times": TRIES})
    await bell.firebell.db.write(compare_pages)
    await bell.idle()
    await press(workspace, "Page somebody else", "PagerDuty has it no more")
    assert await bell.firebell.db.read(calls.going_on) == [], "nor is it asked for each hour"
    await duty(workspace, bell, "refunds hang", "acknowledge")
    await bell.firebell.db.write(lambda _: jobs.ask("pagerduty log"))
    await bell.until(calls.going_on)
    await bell.idle()
    await heard(workspace, "Payments: acknowledged by")


async def test_who_pages_often_is_asked_whether_they_mean_it(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    """After five pages within ten minutes, and not once these have passed."""
    await known(bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    for number in range(5):
        wish = Wish(f"Disk {number} is full", "Payments")
        await bell.firebell.db.write(call_people, wish, by=ana, press=f"p{number}")
    clock.by = timedelta(minutes=9)
    for count in (5, 6):
        await bell.idle()
        assert len(await made(workspace)) == count
        await workspace.slash("ana", "oncall Payments", wait_ms=5000)
        answer = await workspace.act("ana", "submit", values={ABOUT: "Refunds hang"}, wait_ms=2000)
        is_asked = "You have paged 5 times in ten minutes" in str(answer["view"])
        assert is_asked == (count == 5)
        if is_asked:
            assert (await workspace.act("ana", "submit", wait_ms=2000))["ok"]
        clock.by = timedelta(minutes=11)
    await bell.idle()
    assert len(await made(workspace)) == 7


@pytest.mark.slow
async def test_nobody_answers_a_page_without_an_incident(workspace: Workspace, database_url: str) -> None:
    """After five minutes who asked is told so once, calls the next level once, and sees how to phone."""
    clock = Ahead()
    bell = await Bell(workspace, database_url, clock=clock, pagerduty=True).start()
    await bell.ready()
    await known(bell)
    await workspace.slash("ana", "page Payments refunds hang", wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.idle()
    for minutes in (4, 6, 12):
        clock.by = timedelta(minutes=minutes)
        await bell.tick()
        said = "Nobody has acknowledged the page of Payments for 5 min (Deniz Kaya)"
        assert (said in str((await workspace.state())["dms"])) == (minutes > 5)
    await heard(workspace, "no answer since")
    silence = "Nobody has acknowledged"
    await workspace.post("faults", {"match": {"type": "block_actions"}, "fault": "duplicate", "copies": 2})
    await press(workspace, "Level 2: Ben Okafor", silence)
    await bell.idle()
    puts = [one for one in await workspace.calls() if one["method"].startswith("PUT /incidents/")]
    assert [one["args"]["incident"]["escalation_level"] for one in puts] == [2]
    ben = workspace.user_id(await workspace.state(), "ben")
    await heard(workspace, f"*Paged* Payments: <@{ben}>")
    again = await press(workspace, "Level 2: Ben Okafor", silence)
    assert "Level 2 of Payments is called already" in str(again["ephemerals"])
    shown = await press(workspace, "Show phone", silence)
    assert f"Level 2: <@{ben}>  +" in texts(shown["ephemerals"][-1]["blocks"])
    await duty(workspace, bell, "refunds hang", "acknowledge")
    await heard(workspace, "Payments: acknowledged by")
    form = await press(workspace, "Page somebody else", silence)
    assert "Payments" in texts(form["view"]["blocks"])
    await bell.stop()
