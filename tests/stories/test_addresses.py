"""Tickets, pages and exports lead to where an incident is worked on; without such a place to App Home."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace
from pager import WORST, first, known, paged, there
from tickets import broken, home, issues, made
from typed import typed

from bot.domain.incident import LinkKind
from bot.domain.rules.updating import Update
from bot.usecases.paging.page_people import page_service
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.update_incident import update_incident

pytestmark = [pytest.mark.jira, pytest.mark.pagerduty]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def leads_to(workspace: Workspace) -> list[str]:
    """Give what the only ticket leads to in Slack."""
    (issue,) = await issues(workspace)
    found = [one["object"] for one in issue["remote_links"]]
    return [one["url"] for one in found if one["title"].startswith("Slack: ")]


async def test_what_has_no_channel_leads_to_home_until_it_has_one(
    workspace: Workspace, bell: Bell, database_url: str, tmp_path: Path
) -> None:
    await workspace.declare("ana", Customers="Hardly visible")
    await bell.until(made)
    await bell.idle()
    assert await leads_to(workspace) == [await home(workspace)]
    assert await exported(database_url, tmp_path) == [await home(workspace)]
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(priority="P2"), by=ana)
    await bell.until(lambda: first().link(LinkKind.CHANNEL))
    await bell.idle()
    address = await channel(bell)
    assert await leads_to(workspace) == [address], "one link, made to lead elsewhere"
    assert await exported(database_url, tmp_path) == [address]


@pytest.mark.slow
async def test_where_slack_does_not_name_the_app_what_is_known_of_its_home_stays(
    workspace: Workspace, database_url: str, tmp_path: Path
) -> None:
    """What was never known leads nowhere, and is no trouble."""
    unnamed = partial(workspace.fault, "bots.info", "error", error="missing_scope")
    await unnamed()
    bell = await Bell(workspace, database_url, jira=True).start()
    await bell.ready()
    await workspace.declare("ana", Customers="Hardly visible")
    await bell.until(made)
    await bell.idle()
    assert await leads_to(workspace) == []
    await bell.stop()
    for refuse in (None, unnamed):
        if refuse:
            await refuse()
        bell = await Bell(workspace, database_url, jira=True).start()
        assert await exported(database_url, tmp_path) == [await home(workspace)]
        await bell.stop()


async def without_channel(workspace: Workspace, bell: Bell) -> str:
    """Declare one whose channel Firebell is taken out of, and give who did."""
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    (old,) = await workspace.incident_channels()
    await workspace.act("ana", "kick", channel=old["id"], member="firebell")
    await bell.until(lambda: not first().link(LinkKind.CHANNEL))
    await bell.idle()
    return workspace.user_id(await workspace.state(), "ana")


async def test_what_has_lost_its_channel_leads_to_its_announcement_unless_it_is_private(
    workspace: Workspace, bell: Bell
) -> None:
    ana = await without_channel(workspace, bell)
    announced = (await bell.firebell.db.read(first)).link(LinkKind.ANNOUNCEMENT)
    assert announced
    assert await leads_to(workspace) == [announced.url]
    for method, error in (("create", "restricted_action"), ("open", "not_enough_users")):
        about = {"match": {"system": "slack", "method": f"conversations.{method}"}}
        await workspace.post("faults", {**about, "fault": "error", "error": error, "times": 50})
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    assert await leads_to(workspace) == [await home(workspace)]


async def test_what_is_announced_once_it_has_lost_its_channel_leads_there(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.fault("chat.postMessage", "500", times=10_000)
    await workspace.declare("ana")
    await bell.until(made)
    (old,) = await workspace.until(
        lambda state: [one for one in state["channels"] if one["name"][:2] == "20"]
    )
    await workspace.act("ana", "join", channel=old["id"])
    await workspace.act("ana", "kick", channel=old["id"], member="firebell")
    await bell.until(lambda: not first().link(LinkKind.CHANNEL))
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await bell.idle()
    announced = (await bell.firebell.db.read(first)).link(LinkKind.ANNOUNCEMENT)
    assert announced
    assert await leads_to(workspace) == [announced.url]


async def test_what_becomes_private_leads_to_its_new_channel(workspace: Workspace, bell: Bell) -> None:
    """Also where the channel is there before Jira has written what led elsewhere without one."""
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    old = await channel(bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    await broken(workspace, "POST /rest/api/2/issue/*/remotelink", "slow", ms=1500)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    assert await channel(bell) != old
    assert await leads_to(workspace) == [await channel(bell)]
    deleted = [one["method"] for one in await workspace.calls() if one["method"].startswith("DELETE ")]
    assert not [one for one in deleted if "remotelink" in one], "at no moment it leads nowhere"
    assert "Payment" not in str([one["remote_links"] for one in await issues(workspace)])


async def exported(database_url: str, folder: Path) -> list[str]:
    words = ("export", "incidents", "--format", "json")
    ended = await typed(*words, folder=folder, environment={"DATABASE_URL": database_url})
    found: list[dict[str, Any]] = json.loads(ended.out)
    return [one["address"] for one in found]


async def channel(bell: Bell) -> str:
    link = (await bell.firebell.db.read(first)).link(LinkKind.CHANNEL)
    assert link
    return link.url


async def test_who_is_paged_is_led_to_the_channel_once(workspace: Workspace, bell: Bell) -> None:
    """A page is sent before the channel is there, and leads to Home; a note then leads to the channel."""
    await known(bell)
    await workspace.fault("conversations.create", "429", retry_after=1, times=10_000)
    await workspace.declare("ana", **WORST)
    await bell.until(lambda: first().pages and first().pages[0].id)
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await bell.until(lambda: first().link(LinkKind.CHANNEL))
    await bell.idle()
    address = await channel(bell)
    (page,) = await there(workspace)
    assert page["details"].endswith(f"\n\nIn Slack: {await home(workspace)}")
    assert [one["content"].partition(" (inc-1")[0] for one in page["notes"]] == [
        f"Firebell: In Slack: {address}"
    ]
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(page_service, 1, "Platform", by=ana, words="The disk of db2.")
    await bell.until(lambda: all(one.id for one in first().pages))
    await bell.idle()
    (second,) = [one for one in await there(workspace) if one["id"] != page["id"]]
    assert second["details"].startswith("The disk of db2.\n\n")
    assert second["details"].endswith(f"\n\nIn Slack: {address}")
    assert second["notes"] == [], "it is led there already"


async def test_a_page_that_leads_to_the_channel_is_told_so_no_more(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    about = {"match": {"system": "pagerduty", "method": "POST /incidents"}, "fault": "500", "times": 3}
    await workspace.post("faults", about)
    await paged(workspace, bell)
    (page,) = await there(workspace)
    assert page["details"].endswith(f"In Slack: {await channel(bell)}"), "it was taken late"
    assert page["notes"] == []


async def test_the_channel_that_came_back_is_told_once(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    await paged(workspace, bell)
    (old,) = await workspace.incident_channels()
    await workspace.act("ana", "kick", channel=old["id"], member="firebell")
    await bell.until(lambda: not first().link(LinkKind.CHANNEL))
    await bell.idle()
    await workspace.act("ana", "invite", channel=old["id"], member="firebell")
    await bell.until(lambda: first().link(LinkKind.CHANNEL))
    await bell.idle()
    (page,) = await there(workspace)
    assert (page["details"] + str(page["notes"])).count(await channel(bell)) == 1


async def test_of_a_private_one_the_page_says_where_it_is_and_no_more(
    workspace: Workspace, bell: Bell
) -> None:
    await known(bell)
    await paged(workspace, bell, Private=True, **{"What happens?": "The customers' data is out."})
    (page,) = await there(workspace)
    assert page["title"] == "inc-1, private incident"
    assert page["details"] in {f"In Slack: {one}" for one in (await home(workspace), await channel(bell))}
    assert page["notes"] == []
