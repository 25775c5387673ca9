"""Who acts here acts there in their own name, where they have an account."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from pager import known, paged, there

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
