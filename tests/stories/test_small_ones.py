"""What gets no channel of its own is told where its category is at home."""

from pathlib import Path

import pytest
from harness import Bell, Workspace

from bot.domain.settings.shape import version
from bot.store import taxonomy
from bot.store.who import channels, directory
from bot.usecases.settings.edit_settings import Wish, save_entry
from bot.usecases.unit import Unit

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def declared(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana", Customers="Hardly visible", Title="The logo is blurred")
    await bell.idle()


async def told_in(workspace: Workspace, channel: str) -> int:
    messages = (await workspace.channel(channel))["messages"]
    return sum("The logo is blurred" in str(one) for one in messages)


async def test_the_channel_of_the_category_hears_of_it(workspace: Workspace, bell: Bell) -> None:
    await declared(workspace, bell)
    assert await told_in(workspace, "payments") == 1
    assert not await bell.firebell.db.read(directory.members, ["#payments"]), "nobody there is called"


async def test_so_does_one_that_an_admin_has_just_named(workspace: Workspace, bell: Bell) -> None:
    ana = workspace.user_id(await workspace.state(), "ana")

    def name_it(unit: Unit) -> None:
        said = {**taxonomy.document()["categories"]["payment"], "channels": ["support"]}
        seen = version(taxonomy.document()["categories"]["payment"])
        save_entry(unit, Wish("categories", "payment", seen, said), by=ana, press="p")

    await bell.firebell.db.write(name_it)
    await bell.until(lambda: "support" in channels.ids().values())
    await declared(workspace, bell)
    assert (await told_in(workspace, "support"), await told_in(workspace, "payments")) == (1, 0)
