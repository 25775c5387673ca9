"""Words that are taken out of an incident leave its post-mortem too, wherever that is."""

import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, texts
from papers import canvases, mitigated
from tickets import issues

from bot.store.postmortem import papers

pytestmark = pytest.mark.slow

WORDS = "One  order in three"
"""They stand in the title."""

LEFT = re.compile(r"order\W{1,8}in three")

Home = tuple[dict[str, str], Callable[[Workspace], Coroutine[Any, Any, dict[str, Any]]]]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def canvas(workspace: Workspace) -> dict[str, Any]:
    (found,) = await canvases(workspace)
    return found


async def page(workspace: Workspace) -> dict[str, Any]:
    found = (await workspace.get("state/confluence"))["pages"]
    there = next(one for one in found if one["title"].startswith("inc-"))
    return {name: there[name] for name in ("id", "title", "body")}


async def issue(workspace: Workspace) -> dict[str, Any]:
    (found,) = [one for one in await issues(workspace) if one["key"].startswith("PM-")]
    return {"key": found["key"], **found["fields"]}


async def write_by_hand(workspace: Workspace, home: str) -> None:
    said = "Mine: it was one *order* in three, one order in three."
    if home == "canvas":
        there = (await canvas(workspace))["id"]
        await workspace.act("ben", "edit_canvas", canvas=there, markdown=f"# {said}")
    elif home == "confluence":
        append = "<p>Mine: one <b>order</b> in three</p>"
        await workspace.act("ben", "confluence", page=(await page(workspace))["id"], append=append)
    else:
        there = (await issue(workspace))["key"]
        await workspace.act("ben", "jira", issue=there, fields={"description": f"h1. {said}"})


LOOK = {"canvas": canvas, "confluence": page, "jira": issue}


@pytest.fixture
async def bell(workspace: Workspace, database_url: str, home: str) -> AsyncIterator[Bell]:
    said = {"JIRA_POSTMORTEM_PROJECT": "PM"} if home == "jira" else {}
    jira, confluence = home == "jira", home == "confluence"
    bell = await Bell(workspace, database_url, settings=said, jira=jira, confluence=confluence).start()
    await bell.ready()
    yield bell
    await bell.stop()


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("home", list(LOOK))
async def test_a_post_mortem_says_them_no_more(
    workspace: Workspace, bell: Bell, home: str, *, by_hand: bool
) -> None:
    await mitigated(workspace, bell)
    if by_hand:
        await write_by_hand(workspace, home)
    assert "one order in three" in json.dumps(await LOOK[home](workspace))
    shown = await workspace.slash("ana", f"redact inc-1 {WORDS}", wait_ms=5000)
    assert "the post-mortem" in texts([shown["view"]])
    assert (await workspace.act("ana", "submit"))["ok"]
    await bell.idle()
    said = json.dumps(await LOOK[home](workspace))
    assert not LEFT.search(said)
    assert "[redacted]" in said
    assert ("Mine: " in said) == by_hand
    kept = await bell.firebell.db.read(papers.text, 1)
    assert not LEFT.search(kept)
    assert kept
