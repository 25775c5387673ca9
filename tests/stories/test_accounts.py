"""An admin says who people are in another system, where their addresses do not."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.domain.systems.accounts import Account
from bot.store.who import identities
from bot.usecases.settings.link_accounts import end_accounts, take_accounts

SOURCE = "elsewhere"
THEIRS = (
    Account("P1", "Ben", "Ben@demo.example"),
    Account("P2", "Deniz <!channel>", "deniz+oncall@demo.example"),
    Account("P3", "Old alarm"),
)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def known(bell: Bell) -> dict[str, str]:
    keys = [one.key for one in THEIRS]
    return dict(await bell.firebell.db.read(identities.persons, SOURCE, keys))


async def look(workspace: Workspace) -> dict[str, Any]:
    answer = await workspace.slash("ana", "settings people", wait_ms=5000)
    return dict(answer["view"])


async def test_who_is_who_is_said_by_hand_where_addresses_do_not(workspace: Workspace, bell: Bell) -> None:
    """A + makes another address; a link by hand holds until it is taken back, and is written down."""
    db, state = bell.firebell.db, await workspace.state()
    ben, deniz, eve = (workspace.user_id(state, who) for who in ("ben", "deniz", "eve"))
    assert await db.write(take_accounts, SOURCE, THEIRS) == 1
    assert await known(bell) == {"P1": ben}
    shown = texts((await look(workspace))["blocks"])
    assert "*elsewhere* · 1 of 3 accounts are somebody here" in shown
    assert "*Nobody here (2)*" in shown
    assert "Deniz &lt;!channel&gt;, deniz+oncall@demo.example" in shown
    await workspace.act("ana", "click", label="Link", index=0, wait_ms=3000)
    linked = await workspace.act("ana", "submit", values={"Belongs to": "deniz"}, wait_ms=3000)
    assert f"is <@{deniz}>" in texts(linked["view"]["blocks"])
    await workspace.act("ana", "click", label="Link an account", wait_ms=3000)
    offered = await workspace.act("ana", "suggest", label="Account", text="ben@")
    assert "elsewhere: Ben Ben@demo.example" in offered["options"]
    await workspace.act(
        "ana",
        "submit",
        values={"Account": "elsewhere: Ben Ben@demo.example", "Belongs to": "eve"},
        wait_ms=3000,
    )
    await db.write(take_accounts, SOURCE, THEIRS)
    assert await known(bell) == {"P1": eve, "P2": deniz}, "the next reading does not undo it"
    view = await look(workspace)
    block = next(one for one in view["blocks"] if "elsewhere · Ben," in texts([one]))
    place = {"block_id": block["block_id"], "action_id": "unlink_account"}
    taken = await workspace.act("ana", "click", **place, wait_ms=3000)
    assert f"is <@{eve}>" not in texts(taken["view"]["blocks"])
    assert await known(bell) == {"P1": ben, "P2": deniz}, "by the address again"
    history = await workspace.act(
        "ana", "select", action_id="settings_section", value="What was changed", wait_ms=3000
    )
    assert f"person: {eve} -&gt; nothing" in texts(history["view"]["blocks"])
    await db.write(end_accounts, SOURCE, ["P1"])
    assert "1 of 1 accounts" in texts((await look(workspace))["blocks"])
