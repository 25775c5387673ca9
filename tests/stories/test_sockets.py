"""Two sockets that are never reused: whatever Slack does to them, presses arrive."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harness import QUICK, Bell, Workspace


async def two(workspace: Workspace) -> None:
    await workspace.until(lambda state: _count(state["connections"]) >= 2)


async def test_it_keeps_two_connections(workspace: Workspace, bell: Bell) -> None:
    await two(workspace)


async def test_no_press_is_lost_while_slack_replaces_the_connections(
    workspace: Workspace, bell: Bell
) -> None:
    """A press every few milliseconds, and three times all connections are told to go."""
    await two(workspace)
    presses = []
    for number in range(60):
        if number % 20 == 10:
            await workspace.post("faults", {"match": {"system": "slack"}, "fault": "refresh"})
        presses.append(asyncio.create_task(workspace.slash("ana", "help")))
        await asyncio.sleep(0.005)
    answers = await asyncio.gather(*presses)
    assert [answer for answer in answers if not answer["ok"]] == []
    await two(workspace)


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "disconnect"},
        {"fault": "refresh"},
        {"fault": "refresh", "reason": "link_disabled"},
        {"fault": "refresh", "reason": "too_many_websockets"},
    ],
    ids=lambda fault: fault.get("reason", fault["fault"]),
)
async def test_lost_connections_come_back_with_fresh_addresses(
    workspace: Workspace, bell: Bell, fault: dict[str, str]
) -> None:
    await two(workspace)
    before = len(await workspace.calls("apps.connections.open"))
    await workspace.post("faults", {"match": {"system": "slack"}, **fault})
    while len(await workspace.calls("apps.connections.open")) < before + 2:
        await workspace.until(lambda _state: True)
    await two(workspace)
    assert (await workspace.slash("ana", "help"))["ok"]


async def test_a_refused_address_is_tried_again_later(workspace: Workspace, bell: Bell) -> None:
    await two(workspace)
    await workspace.fault("apps.connections.open", "500", times=2)
    await workspace.post("faults", {"match": {"system": "slack"}, "fault": "disconnect"})
    await two(workspace)
    assert (await workspace.slash("ana", "help"))["ok"]


def _count(connections: Any) -> int:
    return connections if isinstance(connections, int) else len(connections)


@pytest.mark.parametrize(("lately", "counted"), [(0.0, 0), (1000.0, 3)])
async def test_who_was_acked_a_moment_ago_still_counts_as_waiting(
    workspace: Workspace, tmp_path: Path, lately: float, counted: int
) -> None:
    """And nobody else: what people say in channels only passes by."""
    bell = await Bell(workspace, tmp_path / "firebell.db", replace(QUICK, lately=lately)).start()
    await bell.ready()
    await bell.idle()
    sockets = bell.firebell.sockets
    assert sockets
    before = sockets.waiting
    await workspace.act("ben", "message", channel="general", text="Good morning.")
    for _ in range(3):
        await workspace.slash("ana", "help")
    await workspace.until(lambda _: sockets.waiting == before + counted)
    await bell.idle()
    assert sockets.waiting == before + counted
    await bell.stop()
