"""What people see and press of pages: while declaring, on the card, in the channel, in the overview."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import PAYMENT, QUICK, Ahead, Bell, Workspace, texts
from pager import WORST, card, duty, first, known, page, paged, press, there, told

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.ports import utc_now
from bot.usecases.paging.page_people import escalate_page
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_from_declaring_to_the_end(workspace: Workspace, bell: Bell) -> None:
    """Who will be called is said before; then who is, who answered; and its end there ends nothing here."""
    await known(bell)
    opened = await workspace.slash("ana", "open", wait_ms=5000)
    assert "On-call" not in texts(opened["view"]["blocks"])
    seen = await workspace.act(
        "ana", "select", **{"in": "view"}, label="Category", option="Payment", wait_ms=2000
    )
    seen = await workspace.act(
        "ana", "select", **{"in": "view"}, label="Customers", option=WORST["Customers"], wait_ms=2000
    )
    assert "pages Payments (Deniz Kaya, level 1)" in texts(seen["view"]["blocks"])
    await paged(workspace, bell)
    deniz = workspace.user_id(await workspace.state(), "deniz")
    assert f"✓ paged Payments: <@{deniz}> (accepted" in str((await workspace.state())["views"])
    assert f"*Paged* Payments: <@{deniz}>" in await card(workspace)
    assert (await told(workspace, "inc-1: paged Payments: Deniz Kaya"))["blocks"]
    await duty(workspace, "deniz", bell, action="acknowledge")
    assert "acknowledged by" in await card(workspace)
    assert "Investigating" in await card(workspace)
    await duty(workspace, "deniz", bell, action="note", text="db2 is full <!channel>")
    await duty(workspace, "deniz", bell, action="resolve")
    question = await told(workspace, "Is it over?")
    assert "Investigating" in await card(workspace), "nothing outside ends an incident"
    await press(workspace, "ana", question, "Mark mitigated")
    await bell.idle()
    assert "Mitigated" in await card(workspace)
    answered = next(
        one for one in (await workspace.incident_channels())[0]["messages"] if one["ts"] == question["ts"]
    )
    assert "inc-1 is mitigated" in answered["text"]
    assert "Mark mitigated" not in texts(answered["blocks"])


@pytest.mark.slow
async def test_nobody_answers(workspace: Workspace, database_url: str) -> None:
    """After five minutes it is said to who leads, with ways to call others; a press does it once."""
    clock = Ahead()
    bell = await Bell(workspace, database_url, clock=clock, pagerduty=True).start()
    await bell.ready()
    await known(bell)
    channel = await paged(workspace, bell)
    await workspace.act("ben", "pagerduty", action="wait", minutes=4)
    clock.by = timedelta(minutes=4)
    await duty(workspace, "ben", bell, action="title", text="inc-1: what somebody edits moves nothing")
    clock.by = timedelta(minutes=6)
    await bell.tick()
    ana = workspace.user_id(await workspace.state(), "ana")
    silence = await told(workspace, "Nobody has acknowledged the page of Payments for 5 min (Deniz Kaya)")
    assert f"<@{ana}>" in texts(silence["blocks"])
    assert "no answer since" in await card(workspace)
    await workspace.post("faults", {"match": {"type": "block_actions"}, "fault": "duplicate", "copies": 2})
    await press(workspace, "ana", silence, "Level 2: Ben Okafor")
    await bell.idle()
    puts = [one["args"] for one in await workspace.calls() if one["method"].startswith("PUT /incidents/")]
    assert len([one for one in puts if "escalation_level" in one["incident"]]) == 1
    assert (await there(workspace))[-1]["assignments"][0]["assignee"]["summary"] == "Ben Okafor"
    assert (await told(workspace, "PagerDuty calls Ben Okafor for Payments now"))["ts"]
    again = await press(workspace, "ana", silence, "Level 2: Ben Okafor")
    assert "Level 2 of Payments is called already" in str(again["ephemerals"])
    shown = await press(workspace, "ana", silence, "Show phone")
    assert "+" in shown["ephemerals"][-1]["text"] + texts(shown["ephemerals"][-1]["blocks"])
    timeline = await workspace.slash("ben", "timeline", channel=channel["id"], wait_ms=5000)
    assert "looked up the phone numbers of Deniz Kaya and Ben Okafor" in str(timeline)
    form = await press(workspace, "ana", silence, "Page another")
    assert "inc-1" in texts(form["view"]["blocks"])
    refused = await workspace.act("ana", "submit", values={"Message": "Please look"})
    assert "Payments is paged already" in str(refused["errors"])
    sent = await workspace.act(
        "ana", "submit", values={"Whom do you page?": "Platform (Farid Haddad)", "Message": "db2 <!here>"}
    )
    assert sent["ok"], sent
    await bell.idle()
    assert [one["service"]["summary"] for one in await there(workspace)] == ["Payments", "Platform"]
    assert "*Paged* Platform" in await card(workspace)
    await bell.stop()


async def test_what_was_merged_there_is_paged_anew_as_it_comes_back(workspace: Workspace, bell: Bell) -> None:
    """Its page goes on in one of another service, which people end there as ours is over here."""
    await known(bell)
    await paged(workspace, bell)
    other = await workspace.act("ben", "pagerduty", action="trigger", service="Platform", title="The same")
    await duty(workspace, bell=bell, user="deniz", action="merge", into=other["incident"]["id"])
    assert "*Paged* Payments: it goes on in another one there" in await card(workspace)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(message="Over", status=Status.MITIGATED), by=ana)
    await workspace.act("ben", "pagerduty", action="resolve", incident=other["incident"]["id"])
    await bell.idle()
    back = Update(status=Status.INVESTIGATING, reason="It is back")
    await bell.firebell.db.write(update_incident, 1, back, by=ana)
    await bell.until(lambda: first().pages[-1].number > first().pages[0].number)
    assert [one["status"] for one in await there(workspace)] == ["resolved", "triggered"]


@pytest.mark.parametrize(
    "fault", [{"fault": "error", "error": "2001", "times": 2}, {"fault": "down", "times": 2 * QUICK.attempts}]
)
async def test_a_level_that_is_refused_is_not_called(
    workspace: Workspace, bell: Bell, fault: dict[str, Any]
) -> None:
    """Nor is one that is not taken soon. Whoever presses again calls it; so does Retry, once."""
    await known(bell)
    await paged(workspace, bell)
    match = {"system": "pagerduty", "method": "PUT /incidents/*"}
    await workspace.post("faults", {"match": match, **fault})
    ana = workspace.user_id(await workspace.state(), "ana")
    for _ in range(2):
        await bell.firebell.db.write(escalate_page, 1, (await bell.firebell.db.read(page)).key, 2, by=ana)
        await bell.idle()
        assert (await bell.firebell.db.read(page)).level == 1
    (channel,) = await workspace.incident_channels()
    failed = [one for one in channel["messages"] if "The next level could not be called" in one["text"]]
    await press(workspace, "ana", failed[-1], "Retry")
    await bell.until(lambda: page().level == 2)
    assert (await there(workspace))[-1]["assignments"][0]["assignee"]["summary"] == "Ben Okafor"


@pytest.mark.slow
async def test_pagerduty_is_down(workspace: Workspace, bell: Bell) -> None:
    """Declaring goes on as ever; who is on call is said from what was read last, with phones by button."""
    await known(bell)
    down = {"match": {"system": "pagerduty", "method": "POST /incidents"}, "fault": "down", "times": 3}
    await workspace.post("faults", down)
    answer = await workspace.declare("ana", **WORST)
    assert answer["ok"], answer
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    fallback = await told(workspace, "PagerDuty does not take the page of Payments yet")
    deniz = workspace.user_id(await workspace.state(), "deniz")
    said = texts(fallback["blocks"])
    assert f"Level 1: <@{deniz}>" in said
    assert "Level 2: " in said
    assert "+" not in said, "phones are for who asks"
    shown = await press(workspace, "ben", fallback, "Show phone")
    assert f"Level 1: <@{deniz}>  +" in texts(shown["ephemerals"][-1]["blocks"])
    await told(workspace, "inc-1: paged Payments: Deniz Kaya")
    assert f"*Paged* Payments: <@{deniz}>" in await card(workspace)


@pytest.mark.slow
async def test_taken_but_nobody_is_called(workspace: Workspace, bell: Bell) -> None:
    """Without anybody on call, or in a service that is switched off, nobody is paged; both are said."""
    await known(bell)
    channel = await paged(workspace, bell)
    for service, why in (
        ("Partner portal", "but nobody will be called: nobody is on call for it"),
        ("Fax gateway", "but the service is disabled there, so nobody will be called"),
    ):
        await workspace.slash("ben", f"page {service} help", channel=channel["id"], wait_ms=5000)
        assert (await workspace.act("ben", "submit", values={}))["ok"]
        await bell.idle()
        silent = await told(workspace, f"PagerDuty took the page of {service}, {why}")
        assert "Page another" in texts(silent["blocks"])
        assert f"{service}*: PagerDuty took it, {why}" in await card(workspace)


@pytest.mark.slow
async def test_a_lower_priority_is_asked_for(workspace: Workspace, bell: Bell) -> None:
    await paged(workspace, bell)
    await duty(workspace, "deniz", bell, action="priority", priority="P4")
    question = await told(workspace, "PagerDuty says P4. Lower it here too?")
    assert "P1 Critical" in await card(workspace)
    await press(workspace, "ana", question, "Lower to P4 too")
    await bell.idle()
    assert "P4 Low" in await card(workspace)


async def test_who_is_on_call_is_for_everybody(workspace: Workspace, bell: Bell) -> None:
    """Also for eve, who has no account there; guests may not; many pages in a row are asked about."""
    await known(bell)
    deniz = workspace.user_id(await workspace.state(), "deniz")
    home = (await workspace.act("eve", "open_home", wait_ms=5000))["home"]
    assert "On-call now" in texts(home["blocks"])
    seen = (await workspace.act("eve", "click", **{"in": "home"}, label="On-call", wait_ms=5000))["view"]
    said = texts(seen["blocks"])
    assert f"Level 1: <@{deniz}> until" in said
    assert "Level 1: :warning: nobody is on call" in said
    days = await workspace.act("eve", "click", **{"in": "view"}, label="Next 90 days", index=0, wait_ms=5000)
    ahead = texts(days["view"]["blocks"])
    assert "PagerDuty has not been read yet" in ahead
    jonas = workspace.user_id(await workspace.state(), "jonas")
    assert re.search(rf"\*Level 1\*\s<!date[^>]+> to <!date[^>]+>: <@{jonas}>", ahead), ahead
    refused = await workspace.slash("tess", "oncall", channel="translations")
    assert "Guests cannot page people" in refused["ephemerals"][0]["text"]
    await workspace.declare("ana", Customers="Hardly visible")
    for words in (
        "inc-1 Payments",
        "inc-1 Checkout",
        "inc-1 Refunds",
        "Platform odd",
        "Databases odd",
        "Search odd",
    ):
        await workspace.slash("eve", f"page {words}", wait_ms=5000)
        last = {"For which incident?": "inc-1", "Urgency": "Low: when they come to it"}
        sent = await workspace.act("eve", "submit", values=last if words == "Search odd" else {})
        assert sent["ok"], sent
    await bell.idle()
    assert len(await workspace.calls("POST /incidents")) == 5, "with an incident or without one"
    assert "You have paged 5 times in ten minutes" in texts(sent["view"]["blocks"])
    assert (await workspace.act("eve", "submit", values={}))["ok"]
    await bell.idle()
    made = (await there(workspace))[-1]
    assert (made["service"]["summary"], made["urgency"]) == ("Search", "low"), "what was chosen is kept"


@pytest.mark.slow
async def test_outside_office_hours_the_declarer_may_leave_it(
    workspace: Workspace, database_url: str
) -> None:
    """A P2 pages only while nobody works, and that box can be unticked; an update pages nobody then."""
    clock = Ahead()
    bell = await Bell(workspace, database_url, clock=clock, pagerduty=True).start()
    await bell.ready()
    await known(bell)
    clock.by = _saturday(utc_now()) - utc_now()
    await workspace.slash("ana", "open", wait_ms=5000)
    where = {"in": "view"}
    await workspace.act("ana", "select", **where, label="Category", option="Payment", wait_ms=2000)
    answer = await workspace.act(
        "ana", "select", **where, label="Customers", option=PAYMENT["Customers"], wait_ms=2000
    )
    assert "pages Payments (" in texts(answer["view"]["blocks"])
    sent = await workspace.act("ana", "submit", values={**PAYMENT, "Paging": []})
    assert sent["ok"], sent
    await bell.idle()
    await workspace.slash("ana", "update inc-1 rolled back")
    await bell.idle()
    assert await there(workspace) == []
    await bell.stop()


def _saturday(now: datetime) -> datetime:
    """Give the next noon of a Saturday."""
    noon = now.replace(hour=12, minute=0)
    return noon + timedelta(days=(4 - now.weekday()) % 7 + 1)
