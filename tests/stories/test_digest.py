"""The week in a channel: once, without what is private or rehearsed, with the follow-ups that are overdue."""

from datetime import timedelta
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts

from bot.jobs import weekly_digest
from bot.store.who import directory


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """What is counted is held on both databases elsewhere."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_a_week_is_told_once(workspace: Workspace, tmp_path: Any) -> None:
    clock = Ahead()
    bell = await Bell(workspace, tmp_path / "firebell.db", clock=clock).start()
    await bell.ready()
    run = weekly_digest.run
    db = bell.firebell.db
    assert "No channel has the tag" in await run(db, clock)
    await tag(workspace, bell)
    await bell.idle()
    await workspace.declare("ana")
    await workspace.declare("ben", Title="Somebody copies the customers", Private=True)
    await bell.idle()
    await workspace.slash("ana", "tasks inc-1 add Write to the sellers @ben in 2 days")
    await workspace.slash("ben", "tasks inc-2 add Ask the lawyers @ben in 2 days")
    await bell.idle()
    clock.by = timedelta(days=5)
    assert await run(db, clock) == "It is posted."
    assert "today already" in await run(db, clock)
    await bell.idle()
    (told,) = [
        one for one in (await workspace.channel("payments"))["messages"] if "Incidents, " in one["text"]
    ]
    for words in (
        "1 incident",
        "The week before: 0",
        "Overdue follow-ups: 1",
        "Write to the sellers",
        "inc-1",
    ):
        assert words in texts(told["blocks"]), words
        assert words in told["text"].replace("*", ""), words
    for word in ("customers", "lawyers", "inc-2"):
        assert word not in str(told)
    assert "data_visualization" in str(told)

    await workspace.post("settings", {"charts": False})
    clock.by = timedelta(days=6)
    await run(db, clock)
    await bell.idle()
    last = (await workspace.channel("payments"))["messages"][-1]
    assert "data_visualization" not in str(last)
    assert "1 incident" in texts(last["blocks"])
    await bell.stop()


async def tag(workspace: Workspace, bell: Bell) -> None:
    """An admin gives a channel its meaning."""
    me = workspace.user_id(await workspace.state(), "ana")
    await workspace.slash("ana", "settings tags")
    await workspace.until(lambda state: "Add a tag" in str(state["views"].get(me)))
    await workspace.act("ana", "click", label="Add a tag")
    await workspace.until(lambda state: "'Key'" in str(state["views"].get(me)))
    await workspace.act("ana", "submit", values={"Key": "digest", "Channel": "payments"})
    await bell.until(lambda: directory.tagged("digest"))
