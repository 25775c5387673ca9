"""What doctor finds in Confluence, each fault with its cure; and what a refusal sounds like."""

import pytest
from harness import Workspace

from bot.domain.checkup import faults
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.confluence.checkup import look
from bot.integrations.confluence.client import Confluence
from bot.integrations.confluence.connect import client
from bot.settings import Settings


def settings(workspace: Workspace, **other: str) -> dict[str, str]:
    return {**Settings.of(workspace.sandbox.environment).said, **other}


def confluence(workspace: Workspace, **other: str) -> Confluence:
    return client(settings(workspace, **other), 5, workspace.http)


async def test_what_is_sound_is_named(workspace: Workspace) -> None:
    found = await look(confluence(workspace), settings(workspace))
    assert faults(found) == []
    said = " ".join(one.said for one in found)
    for words in ("Firebell is", "space Operations", "PAGE_ID is On-call.", "FOLDER_ID is Runbooks."):
        assert words in said, said


async def test_each_fault_has_its_cure(workspace: Workspace) -> None:
    wrong = {"confluence_space": "NONE", "confluence_on_call_page_id": "1"}
    found = faults(await look(confluence(workspace), settings(workspace, **wrong)))
    assert [one.said for one in found] == [
        "It has no space NONE that Firebell may see. Correct CONFLUENCE_SPACE.",
        "It has no page 1 that Firebell may see. Correct CONFLUENCE_ON_CALL_PAGE_ID.",
    ]
    page = settings(workspace)["confluence_postmortem_template_page_id"]
    await workspace.act("ana", "confluence", page=page, append="<p>{{nobody_knows}}</p>")
    (note,) = [one for one in await look(confluence(workspace), settings(workspace)) if "{{" in one.said]
    assert "nothing is put for {{nobody_knows}}" in note.said
    (refused,) = faults(await look(confluence(workspace, confluence_token="x"), settings(workspace)))
    assert "does not accept CONFLUENCE_USER and CONFLUENCE_TOKEN" in refused.said


async def test_refusals_pass_or_do_not(workspace: Workspace) -> None:
    calls = confluence(workspace)
    with pytest.raises(PermanentError) as gone:
        await calls.get("/api/v2/pages/1")
    assert gone.value.code == "404"
    match = {"system": "confluence"}
    await workspace.post("faults", {"match": match, "fault": "429", "retry_after": 7})
    with pytest.raises(TransientError) as told:
        await calls.get("/api/v2/pages/1")
    assert told.value.retry_after == 7
    with pytest.raises(TransientError, match="asked to wait"):
        await calls.get("/api/v2/pages/1")
    for fault in ("500", "garbage"):
        await workspace.post("faults", {"match": match, "fault": fault})
        with pytest.raises(TransientError):
            await confluence(workspace).get("/api/v2/spaces")


async def test_a_long_list_is_read_to_its_end(workspace: Workspace) -> None:
    calls = confluence(workspace)
    found = [one["id"] async for one in calls.read_all("/api/v2/pages", limit=2)]
    assert len(found) == len(set(found)) > 6
    old = [one async for one in calls.read_all("/rest/api/search", cql="type = page", limit=3)]
    assert len(old) == len(found)
