"""What gets no channel of its own is told where its category is at home."""

from datetime import timedelta
from pathlib import Path

import pytest
from harness import Bell, Workspace, texts

from bot.domain.rules.updating import Update
from bot.domain.settings.shape import version
from bot.store import taxonomy
from bot.store.running import load
from bot.store.who import channels, directory
from bot.usecases.settings.edit_settings import Wish, save_entry
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

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


async def test_the_declarer_is_told_when_all_is_done(workspace: Workspace, bell: Bell) -> None:
    await declared(workspace, bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    (window,) = await workspace.until(lambda state: state["views"][ana])
    assert "no channel: it is worked on in its ticket" in texts(window["blocks"])
    await workspace.until(lambda state: "All done." in texts(state["views"][ana][-1]["blocks"]))


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


async def test_an_update_of_what_has_no_channel_leaves_nothing_undone(
    workspace: Workspace, bell: Bell
) -> None:
    """Else operators are paged for it; once it is announced after all, the update stands below that."""
    await declared(workspace, bell)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 1, Update(message="We wait for the font"), by=ana)
    await bell.idle()
    assert (await bell.firebell.db.read(load.present, bell.firebell.clock())).late == timedelta(0)
    await bell.firebell.db.write(update_incident, 1, Update(priority="P2"), by=ana)
    await bell.idle()
    messages = (await workspace.channel("tech-incidents"))["messages"]
    assert sum("We wait for the font" in one["text"] for one in messages if "thread_ts" in one) == 1
