"""When it started, was detected, was over: typed and filled in by people."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts

from bot.domain.events import KeyEventSet
from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.store import timeline
from bot.usecases.work.update_incident import update_incident


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def channel_of(workspace: Workspace, bell: Bell) -> str:
    await workspace.declare()
    await bell.idle()
    ((channel),) = [one["id"] for one in await workspace.incident_channels()]
    return str(channel)


async def form_in(workspace: Workspace, channel: str, user: str = "ben") -> dict[str, Any]:
    answer = await workspace.slash(user, "milestones", channel=channel, wait_ms=5000)
    view: dict[str, Any] = answer["view"]
    return view


def declared_at(view: dict[str, Any]) -> int:
    found = re.search(r"<!date\^(\d+)\^", texts(view["blocks"]))
    assert found
    return int(found[1])


async def test_the_form_keeps_order_and_shows_the_times_between(workspace: Workspace, bell: Bell) -> None:
    channel = await channel_of(workspace, bell)
    declared = declared_at(await form_in(workspace, channel))
    wrong = {"Started": declared - 600, "Detected": declared - 1200}
    refused = await workspace.act("ben", "submit", values=wrong)
    assert "Started must not be after Detected" in refused["errors"]["Started"]
    future = {"Started": declared - 1200, "Detected": declared + 86400}
    refused = await workspace.act("ben", "submit", values=future)
    assert "lies in the future" in refused["errors"]["Detected"]
    saved = await workspace.act("ben", "submit", values={"Detected": declared - 600})
    said = texts(saved["view"]["blocks"])
    assert "Time to detect 10 min" in said
    assert "Time to acknowledge 20 min" in said


async def test_a_status_fills_in_but_never_over_a_correction(
    workspace: Workspace, bell: Bell, clock: Ahead
) -> None:
    channel = await channel_of(workspace, bell)
    clock.by = timedelta(minutes=10)
    person = workspace.user_id(await workspace.state(), "ana")
    db = bell.firebell.db
    await db.write(update_incident, 1, Update(status=Status.MITIGATED), by=person)
    view = await form_in(workspace, channel)
    assert [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"] == [
        "Started",
        "Detected",
        "Mitigated",
        "Recovered",
        "Nobody can know",
    ]
    untouched = await workspace.act("ben", "submit")
    assert texts(untouched["view"]["blocks"]).count("when the status changed") == 2, "nothing was corrected"
    declared = declared_at(await form_in(workspace, channel))
    await workspace.act("ben", "submit", values={"Recovered": declared + 300})
    await db.write(update_incident, 1, Update(status=Status.MITIGATING, reason="It is back"), by=person)
    await db.write(update_incident, 1, Update(status=Status.MITIGATED), by=person)
    view = await form_in(workspace, channel)
    (recovered,) = [one for one in view["blocks"] if one["block_id"] == "key_event:recovered"]
    assert recovered["element"]["initial_date_time"] == declared + 300


async def test_typed_times_are_read_in_the_writer_s_zone_and_echoed(workspace: Workspace, bell: Bell) -> None:
    channel = await channel_of(workspace, bell)
    said = await workspace.slash("ben", "keyevents detected 2 min ago", channel=channel)
    shown = texts(said["ephemerals"][0]["blocks"])
    assert "Your time was read as: Detected " in shown
    assert "(Europe/" in shown
    assert "still missing: Started" in shown
    said = await workspace.slash("ben", "keyevents started unknown", channel=channel)
    assert "nobody knows" in texts(said["ephemerals"][0]["blocks"])
    status = await workspace.slash("ben", "status", channel=channel)
    assert "still missing" not in texts(status["ephemerals"][0]["blocks"])


@pytest.mark.parametrize(
    "typed",
    [
        "started 9 min ago, det at 5 min ago; recovered unknown",
        "started 9m detected 5m and recovered unknown",
    ],
)
async def test_several_are_typed_at_once(workspace: Workspace, bell: Bell, typed: str) -> None:
    channel = await channel_of(workspace, bell)
    said = await workspace.slash("ben", f"keyevents {typed}", channel=channel)
    shown = texts(said["ephemerals"][0]["blocks"])
    assert "Your times were read as: Started " in shown
    assert "Time to detect 4 min" in shown
    assert "still missing" not in shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("nonsense 14:02", "Say which and when: `/incident keyevents"),
        ("detected soon", "Detected: That is no time. Write it like `14:02`"),
        ("started 9 min ago, detected soon", "Detected: That is no time."),
        ("started 9 min ago, started 8 min ago", "Started stands there twice"),
        ("started 9 min ago, detected 12 min ago", "Started must not be after Detected"),
        ("d 14:02", "Say which and when"),
        ("started 2999-01-01 10:00", "lies in the future"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_the_way_to_write_it(
    workspace: Workspace, bell: Bell, typed: str, why: str
) -> None:
    channel = await channel_of(workspace, bell)
    said = await workspace.slash("ben", f"keyevents {typed}", channel=channel)
    assert why in said["ephemerals"][0]["text"]
    assert await bell.firebell.db.read(timeline.of, 1, KeyEventSet) == []


async def test_a_tick_that_is_taken_away_says_nothing_any_more(workspace: Workspace, bell: Bell) -> None:
    channel = await channel_of(workspace, bell)
    await form_in(workspace, channel)
    await workspace.act("ben", "submit", values={"Nobody can know": ["Started", "Detected"]})
    view = await form_in(workspace, channel)
    assert "nobody knows" not in texts(view["blocks"])
    saved = await workspace.act("ben", "submit", values={"Nobody can know": ["Detected"]})
    said = texts(saved["view"]["blocks"])
    assert "*Started*  not said yet" in said
    assert "*Detected*  nobody knows" in said
