"""Where updates come faster than Slack takes them, one reply tells several, and each is told once."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.store.queues import outbox

SAID = [f"News number {count}." for count in range(8)]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def replies(workspace: Workspace) -> list[dict[str, Any]]:
    """Give what stands under the announcement."""
    place = await workspace.channel("tech-incidents")
    root = next(one for one in place["messages"] if "inc-1" in one.get("text", ""))
    answer = await workspace.as_bot("conversations.replies", channel=place["id"], ts=root["ts"])
    return [one for one in answer["messages"] if one["ts"] != root["ts"]]


@pytest.mark.parametrize(
    "fault", ["drop", *(pytest.param(other, marks=pytest.mark.slow) for other in ("", "500", "429"))]
)
async def test_what_waits_is_told_in_one_reply(workspace: Workspace, bell: Bell, fault: str) -> None:
    await workspace.declare("ana")
    await bell.idle()
    await workspace.post("latency", {"slack": 500})
    if fault:
        await workspace.fault("chat.postMessage", fault, times=5)
    for words in SAID:
        await workspace.slash("ana", f"update inc-1 {words}")
    await bell.idle()
    found = await replies(workspace)
    told = Counter(line for one in found for line in texts(one["blocks"]).splitlines() if "News" in line)
    assert told == dict.fromkeys(SAID, 1)
    assert len(found) < len(SAID)
    assert [line for one in found for line in texts(one["blocks"]).splitlines() if "News" in line] == SAID


async def test_long_ones_are_told_in_as_many_replies_as_it_takes(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.idle()
    await workspace.post("latency", {"slack": 500})
    for words in SAID:
        await workspace.slash("ana", f"update inc-1 {words} {'&' * 400}")
    await bell.idle()
    found = await replies(workspace)
    assert 1 < len(found) < len(SAID)
    told = "\n".join(texts(one["blocks"]) for one in found)
    assert [told.count(words) for words in SAID] == [1] * len(SAID)
    assert await bell.firebell.db.read(outbox.failures, "inc-1") == []


async def test_what_concerns_everybody_and_what_can_be_taken_back_stand_alone(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.declare("ana")
    await bell.idle()
    (room,) = await workspace.incident_channels()
    await workspace.slash("ana", "roles inc-1 me")
    said = await workspace.act("ana", "message", channel=room["id"], text="We failed over to db2.")
    await workspace.post("latency", {"slack": 120})
    for words in SAID[:3]:
        await workspace.slash("ana", f"update inc-1 {words}")
    await workspace.act("ana", "react", channel=room["id"], ts=said["ts"], name="mega")
    await workspace.slash("ana", "update inc-1 mitigated: it is over")
    await bell.idle()
    alone = [texts(one["blocks"]) for one in await replies(workspace)]
    assert sum("We failed over" in one for one in alone) == 1
    assert not any("We failed over" in one and ("News" in one or "it is over" in one) for one in alone)
    assert not any("it is over" in one and "News" in one for one in alone)
