"""Whether people may deploy: one message that is always true."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts

P1 = {"Customers": "Nobody or hardly anybody can order"}


async def asked(workspace: Workspace) -> list[str]:
    """Give what Firebell says in #it-deploy, the oldest first."""
    found = (await workspace.channel("it-deploy"))["messages"]
    ours = [one for one in found if one.get("bot_id")]
    return [texts(one["blocks"]) for one in sorted(ours, key=lambda one: float(one["ts"]))]


async def changed(workspace: Workspace, bell: Bell, number: int, words: str, **values: Any) -> None:
    await workspace.slash("ana", f"update inc-{number} {words}", wait_ms=3000)
    if values or words.startswith("P"):
        await workspace.act("ana", "submit", values=values)
    await bell.idle()


async def test_a_freeze_begins_and_ends_for_whatever_reason(workspace: Workspace, bell: Bell) -> None:
    """Two incidents: the first begins it, the end of the second ends it; a lowered one ends it as well."""
    await workspace.declare("ana", **P1)
    await bell.idle()
    (first,) = await asked(workspace)
    assert "Please do not deploy" in first
    assert "inc-1" in first
    await workspace.declare("ben", Title="Search finds nothing at all", **P1)
    await bell.idle()
    (both,) = await asked(workspace)
    assert "inc-1" in both
    assert "inc-2" in both
    await changed(workspace, bell, 1, "mitigated: rolled back")
    (one,) = await asked(workspace)
    assert "inc-1" not in one
    assert "inc-2" in one
    await changed(workspace, bell, 2, "P3: it is only the sellers")
    past, over = await asked(workspace)
    assert "That is over" in past
    assert "You can deploy again" in over
    await changed(workspace, bell, 2, "P1: it is everybody after all")
    assert "Please do not deploy" in (await asked(workspace))[2]
    assert len(await asked(workspace)) == 3


async def test_what_does_not_freeze_says_nothing(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await workspace.declare("ana", Title="Staging is down again", Environment=["STG"], **P1)
    await bell.idle()
    assert not await asked(workspace)


async def test_a_lost_answer_asks_once(workspace: Workspace, bell: Bell) -> None:
    await workspace.post(
        "faults", {"match": {"system": "slack", "method": "chat.postMessage"}, "fault": "drop", "times": 3}
    )
    await workspace.declare("ana", **P1)
    await bell.idle()
    assert len(await asked(workspace)) == 1


@pytest.mark.slow
async def test_after_a_lost_end_the_next_freeze_is_told_anew(workspace: Workspace, bell: Bell) -> None:
    """An edited message notifies nobody: who deploys would not hear of the second one."""
    await workspace.declare("ana", **P1)
    await bell.idle()
    match = {"system": "slack", "method": "chat.postMessage"}
    await workspace.post("faults", {"match": match, "fault": "drop", "times": 3})
    await changed(workspace, bell, 1, "mitigated: rolled back")
    assert len(await asked(workspace)) == 2
    await workspace.declare("ben", Title="Search finds nothing at all", **P1)
    await bell.idle()
    past, over, again = await asked(workspace)
    assert "That is over" in past
    assert "You can deploy again" in over
    assert "Please do not deploy" in again
