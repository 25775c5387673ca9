"""Who acts here acts there in their own name, where they have an account."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from pager import first, known, page, paged, there

from bot.domain.events import DeliveryFailed
from bot.domain.paging import PageState
from bot.store import timeline
from bot.store.who import identities
from bot.usecases.unit import Unit

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_whose_account_has_another_address_acts_in_their_own_name(
    workspace: Workspace, bell: Bell
) -> None:
    """An admin has said which account it is, as addresses could not."""
    await known(bell)
    accounts = (await workspace.get("state/pagerduty"))["users"]
    key = next(one["id"] for one in accounts if one["name"] == "Ben Okafor")
    eve = workspace.user_id(await workspace.state(), "eve")

    def link(_unit: Unit) -> None:
        identities.set_by_hand("pagerduty", eve, key)

    await bell.firebell.db.write(link)
    await paged(workspace, bell)
    await workspace.slash("eve", "update inc-1 It is the cache.")
    await bell.idle()
    (made,) = await there(workspace)
    (note,) = [one for one in made["notes"] if "cache" in one["content"]]
    assert note["user"]["summary"] == "Ben Okafor"
    assert not [one for one in await workspace.calls() if one["status"] == 400], "nor is it tried in vain"


async def test_who_is_no_user_there_any_more_acts_as_firebell(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    eve = workspace.user_id(await workspace.state(), "eve")

    def link(_unit: Unit) -> None:
        identities.set_by_hand("pagerduty", eve, "PGONE")

    await bell.firebell.db.write(link)
    await paged(workspace, bell, "eve")
    (made,) = await there(workspace)
    assert made["title"].startswith("inc-1")
    assert [one["status"] for one in await workspace.calls("POST /incidents")] == [400, 201]


async def test_what_somebody_ended_there_in_the_same_moment_is_ended(
    workspace: Workspace, bell: Bell
) -> None:
    """PagerDuty refuses what is so already."""
    await paged(workspace, bell)
    (made,) = await there(workspace)
    match = {"system": "pagerduty", "method": "PUT /incidents/*"}
    await workspace.post("faults", {"match": match, "fault": "slow", "ms": 1500})
    since = len(await workspace.calls())
    await workspace.slash("ana", "update inc-1 mitigated")
    await bell.until(lambda: first().status == "mitigated")
    while not [one for one in await workspace.calls(since=since) if one["method"].startswith("PUT /inc")]:
        await workspace.state()
    await workspace.act("ben", "pagerduty", action="resolve", incident=made["id"])
    await bell.idle()
    assert (await bell.firebell.db.read(page)).state is PageState.RESOLVED
    refused = [
        one["status"] for one in await workspace.calls(since=since) if one["method"].startswith("PUT /inc")
    ]
    assert refused == [400]
    assert not await bell.firebell.db.read(timeline.of, 1, DeliveryFailed)
