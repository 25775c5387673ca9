"""What to do stands in Confluence: it is offered where somebody needs it. Who is on call stands there too."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts
from papers import broken_page, messages, must_be_broken, say

from bot.integrations.confluence.connect import client
from bot.integrations.confluence.oncall import OnCallPage
from bot.integrations.confluence.runbooks import Runbooks
from bot.store.postmortem import runbooks

pytestmark = pytest.mark.confluence


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def on_call(workspace: Workspace) -> dict[str, Any]:
    found = (await workspace.get("state/confluence"))["pages"]
    return next(one for one in found if one["title"] == "On-call")


async def test_runbooks_are_offered_by_category_and_found_by_words(workspace: Workspace, bell: Bell) -> None:
    await bell.until(runbooks.everything)
    await workspace.declare("ana")
    await bell.idle()
    channel = (await workspace.incident_channels())[-1]
    (offer,) = await messages(workspace, channel, "Runbooks for Payment")
    assert "|Card payments are refused> · service payments" in texts(offer["blocks"])
    assert "CDN" not in texts(offer["blocks"])
    answer = await say(workspace, "ben", channel, "runbook", 5000)
    assert "Card payments are refused" in str(answer["ephemerals"])
    answer = await workspace.slash("ben", "runbook log", wait_ms=5000)
    assert "Nobody can log in" in str(answer["ephemerals"])
    answer = await workspace.slash("ben", "runbook <!channel> nonsense", wait_ms=5000)
    assert "There is no runbook for “&lt;!channel&gt; nonsense”" in str(answer["ephemerals"])


async def test_a_listing_that_was_cut_off_forgets_nothing(workspace: Workspace, bell: Bell) -> None:
    known = await bell.until(runbooks.everything)
    environment = {name.lower(): said for name, said in workspace.sandbox.environment.items()}
    folder = environment["confluence_runbooks_folder_id"]
    reading = Runbooks(client(environment, 5, bell.firebell.http), bell.firebell.db, folder)
    await workspace.act("ana", "confluence", page=known[0].id, delete=True)
    await broken_page(workspace, "GET /rest/api/search", "500")
    with pytest.raises(Exception, match="in trouble"):
        await reading.read()
    assert await bell.firebell.db.read(runbooks.everything) == known
    await workspace.act("ana", "confluence", page=known[1].id, label="fresh")
    assert await reading.read() == f"{len(known) - 1} runbooks, 1 new or changed, 1 gone"


@pytest.mark.pagerduty
async def test_the_on_call_page_is_written_when_it_changes_and_only_then(
    workspace: Workspace, bell: Bell
) -> None:
    environment = {name.lower(): said for name, said in workspace.sandbox.environment.items()}
    confluence, number = client(environment, 5, bell.firebell.http), environment["confluence_on_call_page_id"]
    page = OnCallPage(confluence, bell.firebell.db, bell.firebell.clock, number)
    await broken_page(workspace, "PUT /api/v2/pages/*", "error", error="409")
    assert await page.write() == "The page was written."
    written = await on_call(workspace)
    assert "<h2>Payments</h2>" in written["body"]
    assert "Deniz" in written["body"]
    await must_be_broken(workspace)
    before = len(await workspace.calls())
    assert await page.write() == "The page says it already."
    assert len(await workspace.calls()) == before
    assert (await on_call(workspace))["version"] == written["version"]
    pages = (await workspace.get("state/confluence"))["pages"]
    another = next(one["id"] for one in pages if one["title"] != "On-call")
    moved = OnCallPage(confluence, bell.firebell.db, bell.firebell.clock, str(another))
    assert await moved.write() == "The page was written.", "it is another page now"
    assert await moved.write() == "The page says it already."
