"""What docs/api.md tells people to type works."""

import asyncio
import json
import re
import shutil
from pathlib import Path

import pytest
from harness import ROOT, Bell, Workspace, reached

from bot.store import incidents, timeline
from bot.usecases.api.tokens import make_token


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def lines() -> list[str]:
    """Give the commands, each in one line."""
    said = (ROOT / "docs" / "api.md").read_text().replace("\\\n", "")
    return [" ".join(one.split()) for one in re.findall(r"^(curl .*)$", said, re.MULTILINE)]


async def run(line: str, **given: str) -> str:
    shell = await asyncio.create_subprocess_shell(
        line, env={"PATH": "/usr/bin:/bin", **given}, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await shell.communicate()
    assert shell.returncode == 0, line
    return out.decode()


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here: apt-get install curl")
async def test_each_line_does_what_stands_beside_it(workspace: Workspace, database_url: str) -> None:
    told = reached()
    bell = await Bell(workspace, database_url, settings=told).start()
    await bell.ready()
    ana = workspace.user_id(await workspace.state(), "ana")
    rights = ["declare", "read", "update"]
    secret = await bell.firebell.db.write(make_token, "grafana", rights, by=ana, press="made")
    said = [await run(line, FIREBELL=told["PUBLIC_URL"], TOKEN=secret) for line in lines()]
    declared, listed, shown, changed, noted, may, document = said
    assert json.loads(declared)["ref"] == "inc-1"
    assert [one["ref"] for one in json.loads(listed)["incidents"]] == ["inc-1"]
    assert json.loads(shown)["title"] == "Checkout is down"
    assert json.loads(changed)["status"] == "mitigated"
    assert json.loads(noted)["ref"] == "inc-1"
    assert may == "deploy\n"
    assert json.loads(document)["openapi"] == "3.1.0"
    await bell.idle()
    incident = await bell.firebell.db.read(incidents.get, 1)
    assert incident
    assert incident.news
    assert incident.news.message == "Failed over to the second provider."
    happened = await bell.firebell.db.read(timeline.of, 1)
    assert {one.by for one in happened if type(one).__name__ == "NoteAdded"} == {"token:grafana"}
    await bell.stop()
