"""`firebell sync`: real processes against the workspace."""

import asyncio
import os
import pty
import re
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from harness import PATIENCE, Workspace
from typed import typed

from bot.commands.sync import COMPARED, SYNCS

MORE = 890
"""People, so that the list has a second page: one holds 900."""
ONE, *OTHERS = [name for name in SYNCS if name not in COMPARED]
COUNT = "select count(*) from person"


def environment(workspace: Workspace, folder: Path) -> dict[str, str]:
    needed = {key: workspace.sandbox.environment[key] for key in ("SLACK_BOT_TOKEN", "SLACK_API_URL")}
    return {**needed, "DATABASE_URL": f"sqlite:///{folder}/firebell.db"}


async def sync(workspace: Workspace, folder: Path, *args: str, **more: Any) -> Process:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DATABASE_"))}
    command = (sys.executable, "-m", "bot", "sync", *args)
    streams = {"stdout": PIPE, "stderr": PIPE, **more}
    whole = {**clean, **environment(workspace, folder)}
    return await asyncio.create_subprocess_exec(*command, cwd=folder, env=whole, **streams)


async def ran(workspace: Workspace, folder: Path, *args: str) -> tuple[int | None, str, str]:
    return await typed("sync", *args, folder=folder, environment=environment(workspace, folder))


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "firebell.db")) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.slow
async def test_each_is_read_with_the_bot_token_alone(workspace: Workspace, tmp_path: Path) -> None:
    for name, words in {
        "users": "21 people, 2 guests, 1 bot, 1 deactivated",
        "usergroups": "8 usergroups",
        "channels": "3 of 3 tagged channels",
    }.items():
        code, out, errors = await ran(workspace, tmp_path, name, "--once")
        assert code == 0, errors
        assert words in out
        assert "Traceback" not in errors
    assert rows(tmp_path, COUNT) == [(23,)]
    assert rows(tmp_path, "select count(*) from conversation where id != ''") == [(3,)]


async def test_what_cannot_be_read_is_said_and_ends_with_1(workspace: Workspace, tmp_path: Path) -> None:
    await ran(workspace, tmp_path, "usergroups")
    await workspace.fault("usergroups.list", "error", error="plan_upgrade_required")
    code, _, errors = await ran(workspace, tmp_path, "usergroups")
    assert code == 1
    assert "What was read before is kept." in errors
    assert "Traceback" not in errors
    assert rows(tmp_path, "select count(*) from usergroup where not gone") == [(8,)]


async def test_it_waits_as_told(workspace: Workspace, tmp_path: Path) -> None:
    await workspace.fault("users.list", "429", retry_after=1)
    code, out, errors = await ran(workspace, tmp_path, "users")
    assert code == 0
    assert "It goes on in 1 s." in errors
    assert "21 people" in out


@pytest.mark.parametrize("args", [("nobody",), ()])
async def test_what_there_is_is_named(workspace: Workspace, tmp_path: Path, args: tuple[str, ...]) -> None:
    code, _, errors = await ran(workspace, tmp_path, *args)
    assert code == 2
    assert "users" in errors


@pytest.mark.parametrize("name", [ONE, *(pytest.param(other, marks=pytest.mark.slow) for other in OTHERS)])
async def test_what_cannot_run_dry_says_so_and_reads_nothing(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    code, _, errors = await ran(workspace, tmp_path, name, "--dry-run")
    assert code == 2
    assert f"--dry-run is for tickets and pages: `sync {name}` keeps what it reads. Leave it out." in errors
    assert not (tmp_path / "firebell.db").exists()


@pytest.mark.slow
async def test_on_a_terminal_it_shows_how_far_it_is(workspace: Workspace, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = await sync(workspace, tmp_path, "users", stderr=theirs)
    os.close(theirs)
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert process.returncode == 0
    assert "Reading users" in shown
    assert re.search(r"23/23", shown), shown
    assert b"21 people" in out


@pytest.mark.slow
async def test_killed_in_the_middle_it_ends_like_one_that_was_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The second page's answer never comes; the next run begins with that page."""
    for number in range(MORE):
        await workspace.act("ana", "add_person", name=f"many{number:04}", email=f"m{number}@demo.example")
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    whole.mkdir()
    cut.mkdir()
    await ran(workspace, whole, "users")
    await workspace.post("latency", {"slack": 2000})
    since = len(await workspace.calls())
    process = await sync(workspace, cut, "users")
    while len(await workspace.calls("users.list", since=since)) < 2 or rows(cut, COUNT) == [(0,)]:
        await workspace.until(lambda _: True)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await workspace.post("latency", {"slack": 0})
    assert rows(cut, COUNT) == [(900,)]
    since = len(await workspace.calls())
    code, _, _ = await ran(workspace, cut, "users")
    assert code == 0
    assert len(await workspace.calls("users.list", since=since)) == 1
    people = "select id, name, email, deleted, guest, admin from person order by id"
    assert rows(cut, people) == rows(whole, people)
