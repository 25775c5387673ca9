"""The worst day: fifty incidents at once, forty updates each, and Slack counts every call.

What Slack lets through, at sixty times its speed: a message a second in a channel is 60, so announcements and
the replies under them, eight updates in one on average, are through in 6 s, forty updates in each of fifty
channels in less. All else is the machine's: one process plays Slack, Firebell and everybody who types, and
needs about 20 ms for a command with its ack, and 10 ms for each of 4,000 deliveries.
"""

import asyncio
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.domain.board import Sight
from bot.domain.incident import LinkKind
from bot.ports import utc_now
from bot.store import incidents, sights, tables, taxonomy
from bot.views.work import announcement, card, topic

INCIDENTS, UPDATES = 50, 40
TYPISTS = ("ana", "ben", "chloe", "deniz", "eve")
AT_ONCE = 10
"""Commands in the air, as so many people type at the same moment."""
PATIENCE = 300.0
"""Seconds for what is still owed when all is typed."""
STATUSES = {10: "investigating", 20: "mitigating", 30: "mitigated"}
"""What some of the updates begin with."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.mark.slow
async def test_in_the_end_everything_is_true_and_nothing_is_lost(workspace: Workspace, bell: Bell) -> None:
    await workspace.post("limits", {"tiers": True, "speed": 60})
    for number in range(1, INCIDENTS + 1):
        answer = await workspace.slash(TYPISTS[number % 5], f"critical Checkout {number} fails")
        assert answer["ok"], answer
    hands = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(work_on(workspace, number, hands) for number in range(1, INCIDENTS + 1)))
    await nothing_is_owed(workspace, bell)
    state = await workspace.state()
    rooms = {room["id"]: room for room in state["channels"]}
    place = next(room for room in state["channels"] if room["name"] == "tech-incidents")
    for number in range(1, INCIDENTS + 1):
        sight = await bell.firebell.db.read(_sight, number)
        must_be_true(sight, rooms[sight.incident.links[LinkKind.CHANNEL].key], place)
        must_be_whole(number, rooms[sight.incident.links[LinkKind.CHANNEL].key])
    calls = [call for call in await workspace.calls() if call["status"] == 200]
    must_be_told_under_announcements(calls)
    await must_be_few(workspace)


async def nothing_is_owed(workspace: Workspace, bell: Bell) -> None:
    """Wait for it, looking seldom: asking more often would keep Firebell from its work."""
    deadline = time.monotonic() + PATIENCE
    while owed := await bell.firebell.db.read(_owed):
        assert time.monotonic() < deadline, owed
        await workspace.act("ana", "open_home", wait_ms=500)


async def work_on(workspace: Workspace, number: int, hands: asyncio.Semaphore) -> None:
    """Somebody tells forty things in a row, as fast as they are acked."""
    for count in range(1, UPDATES + 1):
        status = f"{STATUSES[count]}: " if count in STATUSES else ""
        text = f"update inc-{number} {status}{said(number, count)}"
        async with hands:
            answer = await workspace.slash(TYPISTS[number % 5], text)
        assert answer["ok"], answer


def said(number: int, count: int) -> str:
    return f"News {count} of {number}."


def must_be_true(sight: Sight, room: dict[str, Any], place: dict[str, Any]) -> None:
    """Card, topic and announcement say what the database says."""
    one = sight.incident
    assert one.status == "mitigated"
    assert room["topic"] == topic.render(one, sight.taxonomy)
    for kind, where, render in (
        (LinkKind.CARD, room, card.render),
        (LinkKind.ANNOUNCEMENT, place, announcement.render),
    ):
        ts = one.links[kind].key.partition("/")[2]
        shown = next(message for message in where["messages"] if message["ts"] == ts)
        assert texts(shown["blocks"]) == texts(render(sight)["blocks"]), one.ref


def must_be_whole(number: int, room: dict[str, Any]) -> None:
    """Each update stands in its channel, once."""
    told = Counter(
        line
        for message in room["messages"]
        if "subtype" not in message and message["ts"] not in str(room["pins"])
        for line in texts(message.get("blocks", [])).splitlines()
        if line.startswith("News ")
    )
    assert told == {said(number, count): 1 for count in range(1, UPDATES + 1)}


def must_be_told_under_announcements(calls: list[dict[str, Any]]) -> None:
    """There more than one may be told in one message, but each of them is, once."""
    replies = [
        call["args"]["blocks"] for call in calls if "thread_ts" in call["args"] and "blocks" in call["args"]
    ]
    told = Counter(line for blocks in replies for line in texts(blocks).splitlines() if "News " in line)
    numbers = range(1, INCIDENTS + 1)
    assert told == {said(one, count): 1 for one in numbers for count in range(1, UPDATES + 1)}
    assert len(replies) < INCIDENTS * UPDATES / 2


async def must_be_few(workspace: Workspace) -> None:
    """Quick changes became one: Slack was not asked for each of them."""
    calls = await workspace.calls()
    counts = Counter(call["method"] for call in calls if call["status"] == 200)
    refused = sum(call["status"] == 429 for call in calls)
    seen = f"{dict(counts.most_common(12))}, {refused} refused"
    assert counts["conversations.create"] == INCIDENTS, seen
    assert counts["conversations.setTopic"] <= 6 * INCIDENTS, seen
    assert counts["chat.update"] < INCIDENTS * UPDATES, seen
    assert refused * 20 < sum(counts.values()), seen


def _owed() -> Counter[tuple[str, str, str]]:
    """Count the deliveries that are not done, by what they wait for."""
    rows: Any = tables.Delivery.select().where(tables.Delivery.state.in_(("waiting", "claimed")))
    return Counter((row.effect, row.state, row.reason) for row in rows)


def _sight(number: int) -> Sight:
    found = incidents.get(number)
    assert found
    assert taxonomy.load()
    return sights.of_incident(found, utc_now())
