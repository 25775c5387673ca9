"""What was told in channels of others goes from there too, whatever became of why it was told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from harness import Bell, Workspace

from bot.domain.settings.shape import version
from bot.store import taxonomy
from bot.store.tables import Delivery
from bot.usecases.follow_incident import stop_following
from bot.usecases.settings.edit_settings import Wish, save_entry
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.redact_text import redact_text

SECRET = "hunter2"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@dataclass
class Scene:
    """Ana's incident; `told` says in how many messages of a channel the secret stands."""

    workspace: Workspace
    bell: Bell
    ana: str

    async def told(self, channel: str) -> int:
        messages = (await self.workspace.channel(channel))["messages"]
        return sum(SECRET in str(one) for one in messages)

    async def change(self, section: str, key: str, **differences: object) -> None:
        """Let the settings say otherwise by now."""

        def change(unit: Unit) -> None:
            was = taxonomy.document()[section][key]
            wish = Wish(section, key, version(was), {**was, **differences})
            save_entry(unit, wish, by=self.ana, press="changed")

        await self.bell.firebell.db.write(change)

    async def hide(self) -> None:
        await self.bell.firebell.db.write(make_private, 1, (), by=self.ana)

    async def redact(self) -> None:
        await self.bell.firebell.db.write(redact_text, 1, SECRET, by=self.ana, press="r")


@pytest.fixture
async def scene(workspace: Workspace, bell: Bell) -> Scene:
    return Scene(workspace, bell, workspace.user_id(await workspace.state(), "ana"))


Deed = Callable[[Scene], Awaitable[None]]
EITHER = pytest.mark.parametrize("deed", [Scene.hide, Scene.redact])


@EITHER
async def test_the_channel_that_was_called_for_help(scene: Scene, deed: Deed) -> None:
    workspace, bell = scene.workspace, scene.bell
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.slash("ben", "sos", channel=channel["id"], wait_ms=5000)
    values = {"Whom do you call?": "Customer support", "What for?": f"The password is {SECRET}"}
    await workspace.act("ben", "submit", values=values)
    await bell.idle()
    assert await scene.told("support") == 1
    await scene.change("sos", "support", channel="general")
    await deed(scene)
    await bell.idle()
    assert await scene.told("support") == 0


@EITHER
async def test_a_channel_that_follows_no_more(scene: Scene, deed: Deed) -> None:
    workspace, bell = scene.workspace, scene.bell
    await workspace.declare("ana")
    await bell.idle()
    await workspace.follow_here("priya", "inc-1", "support")
    await workspace.slash("ana", f"update inc-1 the password is {SECRET}", wait_ms=1000)
    await bell.idle()
    assert await scene.told("support") == 1
    support = (await workspace.channel("support"))["id"]
    await bell.firebell.db.write(stop_following, 1, support, by=scene.ana)
    await deed(scene)
    await bell.idle()
    assert await scene.told("support") == 0


@pytest.mark.jira
@EITHER
async def test_the_channel_of_the_category_that_it_had(scene: Scene, deed: Deed) -> None:
    workspace, bell = scene.workspace, scene.bell
    await workspace.declare("ana", Customers="Hardly visible", Title=f"The password is {SECRET}")
    await bell.idle()
    assert await scene.told("payments") == 1
    await scene.change("categories", "payment", channels=[])
    await deed(scene)
    await bell.idle()
    assert await scene.told("payments") == 0


@pytest.mark.parametrize(
    ("effect", "channel"),
    [("tell_follower", "support"), pytest.param("reply_update", "tech-incidents", marks=pytest.mark.slow)],
)
async def test_what_was_on_its_way_there_when_it_became_private(
    scene: Scene, effect: str, channel: str
) -> None:
    workspace, bell = scene.workspace, scene.bell
    await workspace.declare("ana")
    await bell.idle()
    await workspace.follow_here("priya", "inc-1", "support")
    await bell.idle()
    await workspace.fault("chat.postMessage", "slow", ms=1500, times=10)
    await workspace.slash("ana", f"update inc-1 the password is {SECRET}")
    await bell.until(partial(_is_under_way, effect))
    await scene.hide()
    await bell.idle()
    assert await scene.told(channel) == 0


def _is_under_way(effect: str) -> bool:
    claimed = (Delivery.state == "claimed") & (Delivery.effect == effect)
    return bool(Delivery.select().where(claimed).exists())
