"""Who owes what because of which incident: everybody sees it, and what is late."""

from datetime import timedelta
from typing import Any

from harness import Ahead, Bell, Workspace, texts

VIEW = {"in": "view"}


async def test_everybody_sees_what_is_late_and_whose_it_is(workspace: Workspace, tmp_path: Any) -> None:
    """They turn to their own and back; what is done is owed no more, and a drill's tasks never are."""
    clock = Ahead()
    bell = await Bell(workspace, tmp_path / "firebell.db", clock=clock).start()
    await bell.ready()
    await workspace.declare("ana")
    for words in ("Write to the sellers @ben in 3 days", "Buy cables in 3 days", "Learn from it in 90 days"):
        await workspace.slash("ana", f"tasks inc-1 add {words}")
    await workspace.slash("ana", "drill", wait_ms=5000)
    await workspace.act("ana", "submit", values={"What fails?": "All of it", "Category": "Payment"})
    await workspace.slash("ana", "tasks inc-2 add Rehearse more @ben in 3 days")
    clock.by = timedelta(days=8)
    ben = workspace.user_id(await workspace.state(), "ben")
    seen = await workspace.slash("eve", "tasks overdue", wait_ms=5000)
    said = texts(seen["view"]["blocks"])
    assert "*2 late*" in said
    assert said.index(f"<@{ben}>") < said.index("Write to the sellers") < said.index("Nobody has them yet")
    mine = await workspace.act("eve", "click", **VIEW, label="Mine", wait_ms=5000)
    assert "You have nothing to do" in texts(mine["view"]["blocks"])
    everybody = await workspace.act("eve", "click", **VIEW, label="Everybody's", wait_ms=5000)
    assert "*3 open*" in texts(everybody["view"]["blocks"])
    await workspace.slash("ben", "tasks late", wait_ms=5000)
    done = await workspace.act("ben", "click", **VIEW, label="Done", wait_ms=5000)
    assert "*1 late*" in texts(done["view"]["blocks"]), "the window goes on showing what is late"
    await bell.stop()
