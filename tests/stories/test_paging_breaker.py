"""What goes round in circles stops: an incident that changes too often by itself follows nothing any more."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from pager import card, duty, first, known, paged, press, there, told

from bot.domain.incident import Status
from bot.domain.paging.breaker import MOST

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def flap(workspace: Workspace, bell: Bell, times: int) -> None:
    """A monitor there ends it and begins it anew, again and again."""
    for number in range(times):
        await duty(workspace, "deniz", bell, action="reopen" if number % 2 else "resolve")


async def questions(workspace: Workspace) -> int:
    """Count how often the channel is asked whether it is over."""
    (channel,) = await workspace.incident_channels()
    return len([one for one in channel["messages"] if "Is it over?" in one["text"]])


@pytest.mark.slow
async def test_what_flaps_is_followed_until_it_is_too_much(workspace: Workspace, bell: Bell) -> None:
    """It is said once, with the way to go on; what people do here still goes there meanwhile."""
    await known(bell)
    await paged(workspace, bell)
    await flap(workspace, bell, MOST)
    assert "follows PagerDuty no more" not in await card(workspace)
    asked = await questions(workspace)
    assert asked == MOST // 2
    await flap(workspace, bell, 5)
    halt = await told(workspace, "Firebell follows PagerDuty no more")
    assert await questions(workspace) == asked, "nobody is asked any more"
    assert "Firebell follows PagerDuty no more" in await card(workspace)
    assert "resolved by" in await card(workspace), "what is there is still shown"
    await duty(workspace, "deniz", bell, action="reopen")
    await duty(workspace, "deniz", bell, action="acknowledge")
    assert (await bell.firebell.db.read(first)).status is Status.OPEN
    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await bell.idle()
    assert (await there(workspace))[0]["status"] == "resolved"
    assert (await press(workspace, "ana", halt, "Follow again"))["ok"]
    await bell.idle()
    await told(workspace, "it follows PagerDuty again")
    assert "follows PagerDuty no more" not in await card(workspace)
    again = await press(workspace, "ben", halt, "Follow again")
    assert "follows PagerDuty already" in str(again["ephemerals"])
    await duty(workspace, "deniz", bell, action="reopen")
    await told(workspace, "its page is open again in PagerDuty. Is it back?")
