"""The files in docs/examples that people copy say what there is."""

import configparser
import re
from pathlib import Path

import pytest
import yaml
from harness import ROOT, Workspace
from typed import typed

from bot.settings import NAMES, Settings

EXAMPLES = ROOT / "docs" / "examples"
OPERATING = (ROOT / "docs" / "operating.md").read_text()


def test_the_unit_may_write_where_firebell_does() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(EXAMPLES / "firebell.service")
    service = unit["Service"]
    folder = service["WorkingDirectory"]
    assert service["ExecStart"] == f"{folder}/.venv/bin/firebell run"
    kept = Path(folder, Settings().database_url.removeprefix("sqlite:///"))
    assert service["ReadWritePaths"] == str(kept.parent)


def test_the_command_is_the_services_own() -> None:
    """The same folder: its .env and database; the same user: no file that the service cannot write."""
    unit = (EXAMPLES / "firebell.service").read_text()
    folder, user = (
        re.findall(rf"^{name}=(.+)$", unit, re.MULTILINE)[0] for name in ("WorkingDirectory", "User")
    )
    command = (EXAMPLES / "firebell.sh").read_text().splitlines()[-1]
    assert command == f'cd {folder} && exec runuser --user {user} -- .venv/bin/firebell "$@"'
    (given,) = re.findall(r"^install .*firebell\.sh (\S+)$", OPERATING, re.MULTILINE)
    assert (given, f"chown --recursive {user} data .env\n" in OPERATING) == ("/usr/local/bin/firebell", True)


@pytest.mark.slow
async def test_the_workflow_gives_the_catalog_as_a_file(workspace: Workspace, tmp_path: Path) -> None:
    """What it runs needs no more than what it is given."""
    (job,) = yaml.safe_load((EXAMPLES / "sync.yml").read_text())["jobs"].values()
    assert {name.lower() for name in job["env"]} <= set(NAMES)
    given = {**job["env"], "PAGERDUTY_API_KEY": workspace.sandbox.environment["PAGERDUTY_API_KEY"]}
    address = {"PAGERDUTY_API_URL": workspace.sandbox.environment["PAGERDUTY_API_URL"]}
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert [one for one in lines if one.startswith("pip")] == lines[:2]
    (lock,) = re.findall(r"firebell/(\S+)$", lines[0])
    assert (ROOT / lock).exists()
    for line in lines[2:]:
        words = line.partition(" > ")[0].split()
        done = await typed(*words[1:], folder=tmp_path, environment={**given, **address})
        assert done.code == 0, done.errors
    assert '"pagerdutyService"' in done.out
