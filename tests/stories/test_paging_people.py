"""What people see and press of pages: while declaring, on the card, in the channel, in the overview."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts
from test_paging import WORST, first, there

from bot.ports import utc_now
from bot.store.oncall import rosters
from bot.store.who import identities
from bot.usecases.paging.hear_source import look_at_ours

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def known(bell: Bell) -> None:
    """Wait until it is known who is on call, and who of them is who in Slack."""
    await bell.until(
        lambda: rosters.as_of(utc_now()).read_at and identities.persons("pagerduty", _accounts())
    )
    await bell.idle()


def _accounts() -> list[str]:
    levels = rosters.of_service("Payments", utc_now())
    return [duty.now.user for level in levels for duty in level.duties]


async def paged(workspace: Workspace, bell: Bell, user: str = "ana", **values: Any) -> dict[str, Any]:
    """Declare what pages Payments, wait until PagerDuty took it, and give the incident's channel."""
    answer = await workspace.declare(user, **{**WORST, **values})
    assert answer["ok"], answer
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    return channel


async def duty(workspace: Workspace, user: str, bell: Bell, **act: Any) -> None:
    """Somebody acts in PagerDuty, and Firebell looks there."""
    made = (await there(workspace))[-1]
    status, said = await workspace.post(
        "act", {"user": user, "do": "pagerduty", "incident": made["id"], **act}
    )
    assert status == 200, said
    await bell.firebell.db.write(look_at_ours)
    await bell.idle()


async def card(workspace: Workspace) -> str:
    """Give what the pinned card says."""
    (channel,) = await workspace.incident_channels()
    (pin,) = channel["pins"]
    ts = pin if isinstance(pin, str) else pin["message"]["ts"]
    return texts(next(one for one in channel["messages"] if one["ts"] == ts)["blocks"])


async def told(workspace: Workspace, words: str) -> dict[str, Any]:
    """Give the one message of the incident's channel that says this."""
    (channel,) = await workspace.incident_channels()
    (found,) = [one for one in channel["messages"] if words in one["text"]]
    return found


async def press(workspace: Workspace, user: str, message: dict[str, Any], label: str) -> dict[str, Any]:
    (channel,) = await workspace.incident_channels()
    where = {"in": "message", "channel": channel["id"], "ts": message["ts"]}
    return await workspace.act(user, "click", **where, label=label, wait_ms=2000)


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


async def test_nobody_answers(workspace: Workspace, database_url: str) -> None:
    """After five minutes it is said to who leads, with ways to call others; a press does it once."""
    clock = Ahead()
    bell = await Bell(workspace, database_url, clock=clock, pagerduty=True).start()
    await bell.ready()
    await known(bell)
    channel = await paged(workspace, bell)
    clock.by = timedelta(minutes=6)
    await bell.tick()
    ana = workspace.user_id(await workspace.state(), "ana")
    silence = await told(workspace, "Nobody has acknowledged the page of Payments for 5 min (Deniz Kaya)")
    assert f"<@{ana}>" in texts(silence["blocks"])
    assert "no answer since" in await card(workspace)
    await workspace.post("faults", {"match": {"type": "block_actions"}, "fault": "duplicate", "copies": 2})
    await press(workspace, "ana", silence, "Level 2: Ben Okafor")
    await bell.idle()
    assert len([one for one in await workspace.calls() if one["method"].startswith("PUT /incidents/")]) == 1
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
