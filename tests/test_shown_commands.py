"""Every command that the documents show or name is typed here, or is named with the reason why not."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from harness import ROOT, Workspace
from test_docs import COMMANDS
from typed import Ended, typed

from bot.__main__ import main

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]

NOT_HERE = {
    "make ": "test_main.py runs the demo, and whoever reads this runs the tests",
    "curl ": "test_api_document.py types them",
    "firebell run": "it serves until it is ended: test_main.py",
    "firebell sandbox --manifest": "the same",
    "python3 -m venv": "test_wheel.py does the same with what the Containerfile copies",
    "pip install ": "the same",
    "docker ": "wants a container engine; test_wheel.py builds from what the Containerfile copies",
    "systemctl ": "wants root and systemd",
    "journalctl ": "the same",
    "useradd ": "the same",
    "chown ": "the same",
    "chmod ": "the same",
    "install --": "the same",
    "cp docs/examples/firebell.service ": "the same",
    "rt-setup-database-5 ": "wants Request Tracker: test_rt_set_up.py loads that file with it",
    "pip-audit ": "asks PyPI for its advisories",
    "manage.py ": "is FireFighter's own; its file is made up here",
}
"""Beginnings of lines, as they are typed where Firebell is installed."""

NAMED = """
firebell --version
firebell migrate
firebell doctor --probe
firebell sync pages --dry-run
firebell sync tickets --dry-run
firebell setup jira
firebell config apply settings.yml --yes
firebell import firefighter firefighter.json --yes
firebell import rt pagerduty.yml --opens P2 --yes
firebell export catalog --format csv
firebell export incidents --format json --private
firebell postmortem inc-7
firebell open Slow --category payment --priority P4 --environment PRD --description "Since 9" --private \
  --by ana@acme.example
""".strip().splitlines()
"""What stands within sentences, and in the table of commands."""

ELSEWHERE = {
    "run": "test_main.py",
    "demo": "test_wheel.py",
    "demo --port": "test_wheel.py",
    "demo --second-account": "test_main.py",
    "sandbox": "test_main.py",
    "sandbox --port": "test_main.py",
    "sandbox --manifest": "test_main.py",
    "sandbox --seed-file": "test_main.py",
    "ping": "test_ping.py",
    "replay": "stories/test_standing.py",
    "setup port": "stories/test_port.py",
    "setup rt": "stories/test_rt_set_up.py",
    "setup rt --scrip": "stories/test_rt_set_up.py",
    "forget --yes": "stories/test_forgetting.py",
}
"""Commands and options that want more than one database and a workspace: the tests that type them."""


def shown() -> list[tuple[str, str]]:
    """Give each command with its page, in the order in which they are read."""
    found = []
    for path in PAGES:
        for block in re.findall(r"^ *```sh\n(.*?)^ *```$", path.read_text(), re.DOTALL | re.MULTILINE):
            lines = re.sub(r"\\\n\s*", "", block).splitlines()
            found += [(path.name, line.strip().replace(".venv/bin/", "")) for line in lines if line.strip()]
    return found


def here() -> list[str]:
    lines = [line for _, line in shown() if not line.startswith(tuple(NOT_HERE))]
    return [*dict.fromkeys(lines)]


def test_no_command_stands_outside_of_a_fence() -> None:
    """Where it would be typed by nobody."""
    for path in PAGES:
        text = re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
        assert not re.findall(r"^(?: {4}|\t)\S.*$", text, re.MULTILINE), path.name


def test_what_is_not_typed_here_is_shown_somewhere() -> None:
    lines = [line for _, line in shown()]
    for beginning in NOT_HERE:
        assert any(line.startswith(beginning) for line in lines), beginning
    assert len(here()) >= 15
    assert all(shlex.split(line) for line in lines)


def test_every_command_and_option_is_typed_somewhere() -> None:
    every = {f"{name} {option}".strip() for name, options in COMMANDS.items() for option in ("", *options)}
    lines = [line.partition("firebell ")[2] for line in (*here(), *NAMED)]
    typed_here = {one for one in every if any(_holds(line, one) for line in lines)}
    assert every - typed_here == ELSEWHERE.keys()
    for one, file in ELSEWHERE.items():
        text = (ROOT / "tests" / file).read_text()
        assert all(f'"{word}"' in text for word in one.split()), one


def _holds(line: str, one: str) -> bool:
    name, dashes, option = one.partition(" --")
    return line.startswith(name) and f"{dashes}{option}" in line


def test_each_command_is_named_as_it_is_typed() -> None:
    for path in PAGES:
        text = re.sub(r"^(?:```.*?^```|\|.*?)$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
        for said in re.findall(r"`firebell ([a-z][^`]*)`", text):
            name = next((one for one in COMMANDS if said.startswith(one)), "")
            assert name, f"{path.name} names firebell {said}"
            assert set(re.findall(r"--[a-z-]+", said)) <= set(COMMANDS[name]), f"{path.name}: {said}"


def test_what_is_made_and_which_tests_are_run_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for path in PAGES:
        text = path.read_text()
        for target in re.findall(r"`make ([a-z-]+)`", text):
            assert f"\n{target}:" in makefile, f"{path.name} names make {target}"
        for tests in re.findall(r"pytest [^`]*?(tests/[\w/]+\.py)", text):
            assert (ROOT / tests).exists(), f"{path.name} runs {tests}"


def test_the_line_that_writes_migrations_finds_tables_and_migrations_equal(tmp_path: Path) -> None:
    (line,) = re.findall(r"`\.venv/bin/(pwmigrate [^`]+)`", (ROOT / "CONTRIBUTING.md").read_text())
    shutil.copytree(ROOT / "bot" / "store" / "migrations", tmp_path / "bot" / "store" / "migrations")
    (tmp_path / "data").mkdir()
    command, database, *rest = shlex.split(line)
    tool = [str(Path(sys.executable).with_name(command)), database]
    subprocess.run([*tool, "up", *rest[-2:]], cwd=tmp_path, check=True, capture_output=True)
    said = subprocess.run([*tool, *rest], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "Nothing to generate" in said.stdout + said.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_the_rest(name: str) -> None:
    said = CliRunner().invoke(main, [*name.split(), "--help"])
    assert said.exit_code == 0
    assert all(option in said.output for option in COMMANDS[name])


@pytest.mark.slow
async def test_every_command_does_what_it_says(workspace: Workspace, tmp_path: Path) -> None:
    """In the order of the pages, on one database, as one person would."""
    environment = {**workspace.sandbox.environment, "DATABASE_URL": f"sqlite:///{tmp_path}/firebell.db"}
    (tmp_path / "firefighter.json").write_text("[]")
    (tmp_path / "pagerduty.yml").write_text(await _of_the_extension(workspace))
    for name in ("users", "services", "oncall"):
        await type_in(f"firebell sync {name}", tmp_path, environment)
    for line in (*here(), *NAMED):
        await type_in(line, tmp_path, environment)


async def _of_the_extension(workspace: Workspace) -> str:
    """Give what it says of a service that PagerDuty has."""
    known, service = workspace.sandbox.environment, (await workspace.state("pagerduty"))["services"][0]["id"]
    account = {"api_token": known["PAGERDUTY_API_KEY"], "api_user": known["PAGERDUTY_FROM"]}
    return yaml.safe_dump({"services": {service: account}, "queues": {"*": {"service": service}}})


async def type_in(line: str, folder: Path, environment: dict[str, str]) -> Ended:
    """Let it be typed as it stands, but for the names of a real organisation."""
    typed_in, _, target = _ours(line, folder).partition(" > ")
    words = shlex.split(typed_in)
    start = words.index("firebell")
    given = dict(word.split("=", 1) for word in words[:start])
    done = await typed(*words[start + 1 :], folder=folder, environment={**environment, **given})
    assert done.code == 0, f"{line}: {done.errors}{done.out}"
    assert "Traceback" not in done.errors
    if target:
        (folder / target).write_text(done.out)
    return done


def _ours(line: str, folder: Path) -> str:
    names = {"@acme.example": "@demo.example", "inc-7": "inc-1", "/backups": str(folder)}
    for name in ("firebell", "empty"):
        names[f"postgresql://firebell:password@host/{name}"] = f"sqlite:///{folder}/{name}-2.db"
    for theirs, ours in names.items():
        line = line.replace(theirs, ours)
    return line
