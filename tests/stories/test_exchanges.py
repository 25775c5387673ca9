"""What was carried to PagerDuty and back stands in the settings, with why, and what was refused."""

import re
from pathlib import Path

import pytest
from harness import Bell, Workspace, texts
from pager import duty, known, paged

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


CARRIED = (
    "inc-1 → PagerDuty page KEY: status nothing → triggered ana",
    "inc-1 ← PagerDuty page Q: status asked → triggered, assigned to nothing → DENIZ ana",
    "inc-1 → PagerDuty page Q: priority nothing → P1",
    "inc-1 ← PagerDuty page Q: status triggered → acknowledged told",
    "inc-1 ← PagerDuty incident inc-1: status open → investigating told",
    "inc-1 → PagerDuty note Q",
    "inc-1 → PagerDuty note Q ana",
    "inc-1 → PagerDuty page Q: status acknowledged → resolved ana :warning: tried again: It fails.",
    "inc-1 → PagerDuty page Q: status acknowledged → resolved ana",
    "inc-1 ← PagerDuty page Q: assigned to DENIZ → nothing ana",
)
NAMES = {
    r"inc-1:\d+:1:Payments": "KEY",
    r"\bQ\w{8,}": "Q",
    r"\bP\w{6}\b": "DENIZ",
    r"<@\w+>": "ana",
    r"PagerDuty does not answer": "It fails",
    r"catching up|its log \w+": "told",
}


async def shown(workspace: Workspace, label: str = "", **act: object) -> list[str]:
    """Give the lines that ana reads, the oldest first."""
    answer = (
        await workspace.act("ana", "select", action_id=label, **act, wait_ms=3000)
        if label
        else await workspace.slash("ana", "settings exchanges", wait_ms=5000)
    )
    found = [texts([one]) for one in answer["view"]["blocks"] if one["type"] == "section"]
    return [one.replace("\n", " ") for one in reversed(found) if "→" in one or "←" in one]


def plain(line: str) -> str:
    """Leave out what differs from run to run: when, which delivery, PagerDuty's ids."""
    line = re.sub(r"^<!date[^>]*>|_|\*|,? ?delivery \d+", "", line)
    for pattern, name in NAMES.items():
        line = re.sub(pattern, name, line)
    return " ".join(line.split())


async def test_what_went_there_and_came_back_can_be_read(workspace: Workspace, bell: Bell) -> None:
    """Each thing once, with old and new and why; our own writing, coming back, is no line of its own."""
    await known(bell)
    await paged(workspace, bell)
    await duty(workspace, "deniz", bell, action="acknowledge")
    down = {"match": {"system": "pagerduty", "method": "PUT /incidents/*"}, "fault": "down"}
    await workspace.post("faults", down)
    await workspace.slash("ana", "update inc-1 mitigated: zebra")
    await bell.idle()
    lines = await shown(workspace)
    assert sorted(map(plain, lines)) == sorted(CARRIED)
    assert await shown(workspace, "exchanges_of_system", value="Jira") == []
    picked = await workspace.act("ana", "suggest", action_id="search_incidents", text="checkout")
    assert await shown(workspace, "search_incidents", value=picked["options"][0]) == lines
    refused = await workspace.slash("ben", "settings exchanges", wait_ms=3000)
    assert "Only admins" in refused["ephemerals"][0]["text"]
