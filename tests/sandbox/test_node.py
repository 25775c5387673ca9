"""The Node SDKs without Bolt, against `firebell sandbox` as a process of its own, as anybody would use it."""

import asyncio
import json
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

import yaml
from clients import javascript, launch
from clients.walks import PROBE
from rig import PATIENCE, Space

pytestmark = [*javascript.MARKS]


async def heard(process: Process, name: str) -> Any:
    """The value that the next line on stdout gives to this name."""
    assert process.stdout
    line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
    told = json.loads(line)
    assert list(told) == [name], told
    return told[name]


async def the_web_client_calls(process: Process, space: Space) -> None:
    people = [user["team_id"] for user in (await space.state())["users"]]
    assert await heard(process, "me") == "probe"
    assert await heard(process, "scopes") is True
    assert await heard(process, "people") == people.count(people[0])
    assert await heard(process, "blocks") == "*Built* of blocks & <https://example.com|links>"
    assert await heard(process, "metadata") == 7
    room = await space.channel("made-by-node")
    assert len(room["members"]) == 2


async def its_refusals_are_slacks(process: Process) -> None:
    for name, error in (
        ("name_taken", "name_taken"),
        ("bad_blocks", "invalid_blocks"),
        ("wrong_token", "invalid_auth"),
        ("no_such_method", "unknown_method"),
    ):
        is_platform_error, said, messages = await heard(process, name)
        assert (is_platform_error, said) == (True, error)
        assert bool(messages) is (name == "bad_blocks")


async def the_socket_client_hears(process: Process, space: Space) -> None:
    await space.until(lambda state: state["connections"])
    answer = await space.act("ben", "slash", command="/probe", channel="general", text="this")
    assert await heard(process, "typed") == "this"
    assert [each["text"] for each in answer["ephemerals"]] == ["You typed this."]
    await space.act("ana", "message", channel="made-by-node", text="Hello, node")
    assert await heard(process, "message") == ["Hello, node", 0]


async def test_the_node_sdks_find_slack_as_they_know_it(tmp_path: Path) -> None:
    command = javascript.app("sdk.mjs")
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(yaml.safe_dump(PROBE), encoding="utf-8")
    async with (
        launch.sandbox(tmp_path, "--manifest", str(manifest)) as space,
        launch.process(command, tmp_path, space.sandbox.environment) as process,
    ):
        await the_web_client_calls(process, space)
        await its_refusals_are_slacks(process)
        assert await heard(process, "files") == [["large.bin", 1_000_000], ["small.txt", 5]]
        await the_socket_client_hears(process, space)
