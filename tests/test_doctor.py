"""`firebell doctor`: real processes against workspaces that are well, and that are not."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from first_start import begin
from harness import ROOT, Workspace
from typed import typed

from bot.sandbox import Sandbox
from bot.views.settings.checkup import FIREFIGHTER


async def doctor(folder: Path, given: Mapping[str, str], *args: str) -> tuple[int | None, str]:
    database = {"DATABASE_URL": f"sqlite:///{folder}/firebell.db"}
    code, out, errors = await typed("doctor", *args, folder=folder, environment={**database, **given})
    assert "Traceback" not in errors, errors
    return code, " ".join((out + errors).split())


async def test_all_is_well_and_old_names_are_named(workspace: Workspace, tmp_path: Path) -> None:
    """FireFighter's environment breaks nothing, and its secrets are not shown; each account is looked at."""
    old = {"SLACK_INCIDENT_COMMAND": "/incident", "SLACK_SIGNING_SECRET": "hunter2"}
    old["PAGERDUTY_ACCOUNTS"] = "eu"
    code, said = await doctor(tmp_path, {**workspace.sandbox.environment, **old})
    assert code == 0, said
    assert "bot token Works in Firebell Demo." in said
    assert re.search(r"scopes All \d+ of manifest.yml", said)
    assert "SLACK_INCIDENT_COMMAND is FireFighter's: here it is SLACK_COMMAND." in said
    assert "hunter2" not in said
    assert "PagerDuty key It is accepted." in said
    assert "PagerDuty eu key It is accepted." in said
    assert "Nothing must be mended. 3 worth knowing." in said, "the usergroups were not read yet"


async def test_each_fault_is_named_with_its_cure(tmp_path: Path) -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text())
    manifest["oauth_config"]["scopes"]["bot"] = [
        one
        for one in manifest["oauth_config"]["scopes"]["bot"]
        if one not in {"pins:write", "reactions:read"}
    ]
    events = manifest["settings"]["event_subscriptions"]
    events["bot_events"] = [one for one in events["bot_events"] if not one.startswith("reaction")]
    (tmp_path / "less.yml").write_text(yaml.safe_dump(manifest))
    place = await Sandbox.start(port=0, manifest=tmp_path / "less.yml", seed_file=None)
    wrong = {**place.environment, "SLACK_APP_TOKEN": "xapp-wrong", "SLACK_COMMAND": "/fire"}
    wrong |= {"PUBLIC_URL": "https://firebell.example.com", "PAGERDUTY_ACCOUNTS": "us"}
    code, said = await doctor(tmp_path, wrong)
    assert code == 1, said
    for words in (
        "X scopes The app lacks pins:write. Install the app again",
        "! scopes Without reactions:read 📌 and 📣 on messages do nothing.",
        "X app token SLACK_APP_TOKEN is not known to Slack.",
        "! command SLACK_COMMAND is /fire, manifest.yml says /incident.",
        "X PagerDuty webhooks PUBLIC_URL is set and PORT is not, so no webhooks come",
        "X environment Not set: PAGERDUTY_US_API_KEY, PAGERDUTY_US_FROM.",
        "4 must be mended, 3 worth knowing.",
    ):
        assert words in said, said
    await place.stop()


async def test_without_anything_it_says_what_is_missing(tmp_path: Path) -> None:
    code, said = await doctor(tmp_path, {"DATABASE_URL": f"sqlite:///{tmp_path}"})
    assert code == 1
    assert "Not set: SLACK_BOT_TOKEN, SLACK_APP_TOKEN." in said
    assert "cannot be used as a database" in said


async def test_a_database_that_can_only_be_read_is_none(tmp_path: Path) -> None:
    """Root may write whatever its mode says, so this is tried without that right."""
    url = f"sqlite:///{tmp_path}/firebell.db"
    begin(url)
    (tmp_path / "firebell.db").chmod(0o400)
    less = "" if os.geteuid() else "setpriv --bounding-set=-dac_override --inh-caps=-dac_override"
    process = await asyncio.create_subprocess_exec(
        *less.split(),
        *(sys.executable, "-m", "bot", "doctor"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": url},
        stdout=PIPE,
    )
    said = " ".join((await process.communicate())[0].decode().split())
    assert process.returncode == 1
    assert "X database" in said
    assert "firebell.db cannot be used as a database: it can only be read. See that it and its folder" in said


async def test_the_probe_tries_what_a_workspace_may_forbid(workspace: Workspace, tmp_path: Path) -> None:
    """It leaves nothing open behind, and names the setting behind each refusal."""
    environment = workspace.sandbox.environment
    code, said = await doctor(tmp_path, environment, "--probe")
    assert code == 0, said
    assert said.count("Slack lets us.") == 6
    left = [one for one in (await workspace.state())["channels"] if "probe" in one["name"]]
    assert [one["is_archived"] for one in left] == [True, True]
    await workspace.post("settings", {"private_channels": False, "archiving": False})
    code, said = await doctor(tmp_path, environment, "--probe")
    assert code == 1
    assert "who can create private channels" in said
    assert "who can archive channels" in said


def test_what_the_documents_say_of_old_names_is_what_doctor_says() -> None:
    table = (ROOT / "docs" / "configuration.md").read_text().partition("| FireFighter's environment")[2]
    named = re.findall(r"`([A-Z_*]+)`", table.partition("\n\n")[0])
    patterns = [re.compile(name.replace("*", ".*") + "$") for name in named]
    for name in FIREFIGHTER:
        assert any(pattern.match(name) for pattern in patterns), name


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "LOG_LEVEL", "SECRET_KEY", "DATABASE_URL"])
def test_what_is_called_the_same_is_no_old_name(name: str) -> None:
    assert name not in FIREFIGHTER
