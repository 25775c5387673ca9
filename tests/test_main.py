"""The command line, as a newcomer uses it: real processes."""

import asyncio
import json
import os
import resource
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from click.testing import CliRunner
from first_start import begin
from harness import PATIENCE, ROOT, Workspace
from postgres import TEMPLATE, Postgres
from typed import typed

from bot.__main__ import main


async def firebell(*args: str, folder: Path, **environment: str) -> Process:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DATABASE_"))}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *args, cwd=folder, env={**clean, **environment}, stdout=PIPE, stderr=PIPE
    )


async def read_until(process: Process, words: str) -> str:
    assert process.stdout
    while line := (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode():
        if words in line:
            return line
    assert process.stderr
    raise AssertionError((await process.stderr.read()).decode())


async def end(process: Process) -> tuple[int, str]:
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, errors.decode()


async def test_demo_is_open_to_people_and_programs_and_ends_quietly(tmp_path: Path) -> None:
    """A program declares with a token that Ana made in the settings."""
    process = await firebell("demo", "--port", "0", "--second-account", folder=tmp_path)
    page, door = [(await read_until(process, words)).split() for words in ("open http://", "Programs")]
    address, api = (next(word for word in one if word.startswith("http://")) for one in (page, door))
    address = address.removesuffix("/#ana")
    async with aiohttp.ClientSession(address) as http:
        async with http.get("/") as answer:
            assert answer.status == 200
        secret = await _token(http)
        await _both_accounts_are_read(http)
        asked = {"title": "Checkout is down", "priority": "P2"}
        programs = f"{api.removesuffix(':')}/api/incidents"
        async with http.post(programs, json=asked, headers={"Authorization": f"Bearer {secret}"}) as answer:
            assert (answer.status, (await answer.json())["ref"]) == (201, "inc-1")
    assert await end(process) == (0, "")


async def _both_accounts_are_read(http: aiohttp.ClientSession) -> None:
    seen: set[str] = set()
    async with asyncio.timeout(PATIENCE):
        while not seen >= {"pagerduty", "pagerduty-eu"}:
            async with http.get("/sandbox/calls") as answer:
                seen = {call["system"] for call in await answer.json()}


async def _token(http: aiohttp.ClientSession) -> str:
    async def act(**what: Any) -> dict[str, Any]:
        async with http.post("/sandbox/act", json={"user": "ana", "wait_ms": 5000, **what}) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    typed = {"do": "slash", "channel": "general", "command": "/incident", "text": "settings api tokens"}
    async with asyncio.timeout(PATIENCE):
        while not (await act(**typed)).get("view"):
            continue  # who is an admin is read after the start
    await act(do="click", **{"in": "view"}, label="Make a token")
    shown = await act(do="submit", values={"Who will use it": "cron", "It may": ["Declare incidents"]})
    return "fb_" + str(shown["view"]).partition("```fb_")[2].partition("```")[0]


async def test_sandbox_alone_says_in_its_first_line_how_to_reach_it(tmp_path: Path) -> None:
    """Ctrl-C ends it like SIGTERM, and nothing but the environment was written to stdout."""
    (tmp_path / "seed.yml").write_text(
        "{team: {name: Ours}, people: [{name: zoe}], channels: [{name: hall, is_general: true}]}"
    )
    files = ("--manifest", str(ROOT / "manifest.yml"), "--seed-file", "seed.yml")
    process = await firebell("sandbox", "--port", "0", *files, folder=tmp_path)
    assert process.stdout
    environment = json.loads(await asyncio.wait_for(process.stdout.readline(), PATIENCE))
    assert environment["SLACK_API_URL"].endswith("/api/")
    assert all(isinstance(value, str) for value in environment.values())
    async with (
        aiohttp.ClientSession() as http,
        http.get(environment["SANDBOX_URL"] + "/sandbox/state") as answer,
    ):
        people = {one["name"] for one in (await answer.json())["slack"]["users"]}
        assert people == {"zoe", "firebell"}
    process.send_signal(signal.SIGINT)
    said, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert (process.returncode, said) == (0, b"")
    assert b"Traceback" not in errors


@pytest.mark.slow
async def test_a_manifest_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    for name, said in {
        "nothing.yml": "nothing.yml cannot be read: No such file or directory.",
        "docker.yml": "docker.yml is not an app manifest: it holds none of ",
    }.items():
        (tmp_path / "docker.yml").write_text("services: {}")
        command = ("sandbox", "--port", "0", "--manifest", name)
        code, _, errors = await typed(*command, folder=tmp_path, environment={})
        assert code == 1
        assert errors.startswith(f"Error: {said}")
        assert errors.count("\n") == 1


async def test_a_taken_port_is_told_in_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    taken = workspace.sandbox.url.rpartition(":")[2]
    code, _, errors = await typed("sandbox", "--port", taken, folder=tmp_path, environment={})
    assert code == 1
    said = f"Error: Port {taken} cannot be used (address already in use); --port 0 takes any free one.\n"
    assert errors == said


@pytest.mark.parametrize("port", ["-1", "65536", "first"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    ended = CliRunner().invoke(main, ["sandbox", "--port", port])
    assert ended.exit_code == 2
    assert "Invalid value for '--port'" in ended.output


async def test_run_without_tokens_says_what_to_do(tmp_path: Path) -> None:
    code, _, errors = await typed("run", folder=tmp_path, environment={})
    assert code == 1
    assert "SLACK_BOT_TOKEN, SLACK_APP_TOKEN" in errors
    assert "Traceback" not in errors


async def test_run_with_a_wrong_token_says_which_and_why(workspace: Workspace, tmp_path: Path) -> None:
    wrong = {**workspace.sandbox.environment, "SLACK_BOT_TOKEN": "xoxb-wrong"}
    code, _, errors = await typed("run", folder=tmp_path, environment=wrong)
    assert code == 1
    assert "SLACK_BOT_TOKEN is not known to Slack" in errors
    assert "Traceback" not in errors


async def test_the_real_process_serves_and_ends_on_sigterm(workspace: Workspace, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/firebell.db"
    process = await firebell("run", folder=tmp_path, **workspace.sandbox.environment, DATABASE_URL=database)
    await workspace.until(lambda state: state["connections"])
    answer = await workspace.slash("ana", "help")
    assert answer["ok"], answer
    code, errors = await end(process)
    assert code == 0
    assert "Traceback" not in errors
    assert "xoxb-" not in errors


async def test_it_can_be_ended_while_it_waits_for_slack(tmp_path: Path) -> None:
    nowhere = {
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
    }
    process = await firebell("run", folder=tmp_path, **nowhere)
    assert process.stderr
    assert b"slack_away" in await asyncio.wait_for(process.stderr.readline(), PATIENCE)
    code, _ = await end(process)
    assert code == 0


async def test_a_disk_without_room_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Not what failed after it, such as the transaction that could not be taken back."""
    begin(f"sqlite:///{tmp_path}/used.db")
    for name, words in {"new.db": ["migrate"], "used.db": ["backup", "saved"]}.items():
        with _room(100_000):
            process = await firebell(*words, folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/{name}")
        _, errors = await process.communicate()
        told = "Error: A disk could not be written: disk I/O error. See that it has room, and try again.\n"
        assert (process.returncode, errors.decode()) == (1, told)


async def test_a_postgresql_that_lets_nothing_be_written_is_told_in_a_sentence(
    workspace: Workspace, postgres: Postgres, tmp_path: Path
) -> None:
    tokens = workspace.sandbox.environment
    for template, word in (("template1", "migrate"), (TEMPLATE, "run")):
        with postgres.database(template) as url, postgres.read_only(url):
            told = await typed(word, folder=tmp_path, environment={**tokens, "DATABASE_URL": url})
        assert told.code == 1
        *_, said = told.errors.splitlines()
        assert said.startswith("Error: PostgreSQL lets nothing be written: it is a standby")
        assert "Traceback" not in told.errors


@contextmanager
def _room(size: int) -> Iterator[None]:
    """Let no process that begins now make a file larger than that many bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


async def test_migrate_makes_the_tables_once(tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.db"}
    for said in ("Applied 0001_spine", "Nothing to do"):
        assert said in (await typed("migrate", folder=tmp_path, environment=database)).out
