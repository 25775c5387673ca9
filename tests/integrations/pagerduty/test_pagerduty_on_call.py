"""Slack shows who is on call, calls them in, and says how old that is."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace

from bot.domain.errors import TransientError
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.directory import PagerDutyDirectory
from bot.store import taxonomy
from bot.store.running import health, jobs
from bot.usecases.unit import Unit

pytestmark = pytest.mark.pagerduty

NAMES = ("pagerduty on-call", "pagerduty services", "pagerduty people")


@pytest.fixture
async def bell(workspace: Workspace, tmp_path: Path, clock: Ahead) -> AsyncIterator[Bell]:
    """A Firebell that has read PagerDuty once."""
    bell = await Bell(workspace, tmp_path / "firebell.db", clock=clock, pagerduty=True).start()
    await bell.ready()
    await bell.until(lambda: all((one := jobs.get(name)) and one.last_ended for name in NAMES))
    await bell.idle()
    yield bell
    await bell.stop()


async def topic(workspace: Workspace) -> str:
    return str((await workspace.channel("tech-incidents"))["topic"])


async def members(workspace: Workspace, group: str) -> list[str]:
    state = await workspace.state()
    names = {user["id"]: user["name"] for user in state["users"]}
    (found,) = [one for one in state["usergroups"] if one["handle"] == group]
    return [names[one] for one in found["users"]]


def follow(bell: Bell, group: str, schedule: str) -> Any:
    """Let a usergroup follow a schedule, as the settings say it."""
    return bell.firebell.db.write(
        lambda _: taxonomy.replace({**taxonomy.document(), "oncall_usergroups": {group: schedule}})
    )


def pause_readings(_: Unit) -> None:
    """Let nobody but the test read: Firebell's own readings are due as well once the clock is put forward."""
    for name in (*NAMES, "pagerduty on-call ahead"):
        jobs.pause(name, paused=True)


async def test_slack_follows_who_is_on_call(
    workspace: Workspace, bell: Bell, client: PagerDuty, clock: Ahead
) -> None:
    """Topic and usergroup change when they do and not before; who is on call is called in; old is said."""
    read = PagerDutyDirectory(client, bell.firebell.db, clock).polls[0].run
    said = await topic(workspace)
    assert said.startswith("On-call: Data: Jonas Weber · ")
    assert "Payments: Deniz Kaya" in said
    assert "+1" not in said
    since = len(await workspace.calls())
    await read()
    await bell.idle()
    assert not await workspace.calls("conversations.setTopic", "usergroups.users.update", since=since)

    await follow(bell, "support", "Payments primary")
    await workspace.act("chloe", "pagerduty", action="override", schedule="Payments primary", minutes=60)
    await read()
    await bell.idle()
    assert "Payments: Chloé Martin" in await topic(workspace)
    assert await members(workspace, "support") == ["chloe"]
    await read()
    await bell.idle()
    assert len(await workspace.calls("conversations.setTopic", since=since)) == 1
    assert len(await workspace.calls("usergroups.users.update", since=since)) == 1

    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert workspace.user_id(await workspace.state(), "chloe") in channel["members"]

    read_at = clock()
    await bell.firebell.db.write(pause_readings)
    clock.by = timedelta(minutes=11)
    body = {"match": {"system": "pagerduty", "method": "GET *"}, "fault": "down", "times": 99}
    await workspace.post("faults", body)
    with pytest.raises(TransientError):
        await read()
    await bell.idle()
    assert (await topic(workspace)).startswith(f"On-call as of {read_at:%d %b} ")
    assert "pagerduty" in {one.name for one in await bell.firebell.db.read(health.ill)}
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await read()
    await bell.idle()
    assert (await topic(workspace)).startswith("On-call: ")


async def test_nobody_is_said_to_be_on_call_before_the_shifts_are_read(
    workspace: Workspace, tmp_path: Path, clock: Ahead
) -> None:
    late = {"match": {"system": "pagerduty", "method": "GET /oncalls"}, "fault": "slow", "ms": 1500}
    assert (await workspace.post("faults", late))[0] == 200
    bell = await Bell(workspace, tmp_path / "other.db", clock=clock, pagerduty=True).start()
    await bell.ready()
    await bell.until(lambda: all((one := jobs.get(name)) and one.last_ended for name in NAMES))
    await bell.idle()
    said = [call["args"]["topic"] for call in await workspace.calls("conversations.setTopic")]
    assert said
    assert not [one for one in said if "Payments: nobody" in one]
    await bell.stop()


async def test_a_refusal_of_slack_is_said_and_tried_again(
    workspace: Workspace, bell: Bell, client: PagerDuty, clock: Ahead
) -> None:
    read = PagerDutyDirectory(client, bell.firebell.db, clock).polls[0].run
    await follow(bell, "support", "Security primary")
    await workspace.fault("usergroups.users.update", "error", error="permission_denied")
    await read()
    await bell.idle()
    (ill,) = await bell.firebell.db.read(health.ill)
    assert ill.name == "usergroup @support"
    await read()
    await bell.idle()
    assert not await bell.firebell.db.read(health.ill)
    assert await members(workspace, "support") == ["nadia"]
