"""People take a ticket away, link another one and ask for a new one: in the window, and by typing."""

from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace
from tickets import first, issues, made

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def keys() -> list[str]:
    """Give the keys of those that are inc-1's."""
    return [one.key for one in first().tickets if one.is_ours]


async def shows(workspace: Workspace, label: str) -> Any:
    return (await workspace.act("ana", "click", **{"in": "view"}, label=label, wait_ms=2000))["view"]


async def test_all_that_can_be_done_by_hand(workspace: Workspace, bell: Bell) -> None:
    await workspace.act("deniz", "jira", create={"project": "PM", "type": "Task", "summary": "Old one"})
    await workspace.declare("ana")
    await bell.until(made)
    await bell.idle()
    opened = await workspace.slash("ana", "ticket inc-1", wait_ms=2000)
    assert "INC-1" in str(opened["view"])
    assert "It has no ticket." in str(await shows(workspace, "Unlink"))
    await bell.idle()
    assert await bell.firebell.db.read(keys) == []
    asked = await shows(workspace, "Link one")
    assert "such as INC-7" in str(asked)
    for wrong in ("seven", "PM1", "https://jira.example/browse/PM-1/../.."):
        refused = await workspace.act("ana", "submit", values={"Ticket": wrong})
        assert refused["errors"] == {"Ticket": "Write the ticket's key, such as INC-7."}, wrong
    taken = await workspace.act("ana", "submit", values={"Ticket": " pm-1 "})
    assert taken["ok"], taken
    assert not taken["errors"]
    await bell.until(lambda: first().tickets[-1].is_there)
    await bell.idle()
    assert await bell.firebell.db.read(keys) == ["PM-1"]
    refused = await workspace.slash("ana", "ticket inc-1 create")
    assert "PM-1 already. Unlink it first." in str(refused["ephemerals"])
    await workspace.slash("ana", "ticket inc-1", wait_ms=2000)
    await shows(workspace, "Unlink")
    assert "being filed" in str(await shows(workspace, "Create a ticket"))
    await bell.until(lambda: first().tickets[-1].is_there)
    await bell.idle()
    assert await bell.firebell.db.read(keys) == ["INC-2"]
    await workspace.slash("ana", "ticket inc-1 unlink")
    said = await workspace.slash("ana", "ticket inc-1 create")
    assert "inc-1 gets a ticket" in str(said["ephemerals"])
    await bell.until(lambda: first().tickets[-1].is_there)
    await bell.idle()
    assert await bell.firebell.db.read(keys) == ["INC-3"]
    assert len(await issues(workspace)) == 3, "each was asked for by somebody, and none came twice"
    await workspace.slash("ana", "ticket inc-1 unlink")
    await workspace.slash("ana", "ticket inc-1 link INC-99")
    await bell.idle()
    assert await bell.firebell.db.read(keys) == []
    (channel,) = await workspace.incident_channels()
    assert "Jira has no ticket INC-99" in str(channel["messages"])
