"""What was learnt from an incident, as a page in Confluence."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts
from papers import begun, broken_page, canvases, messages, mitigated, must_be_broken, press, redacted, say

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.store import incidents, tables
from bot.store.postmortem.papers import WRITERS
from bot.store.queues import outbox
from bot.usecases.postmortem.hear_postmortem import look_at_postmortems
from bot.usecases.postmortem.write_postmortem import extend_postmortem, start_postmortem
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.redact_text import redact_text
from bot.usecases.work.update_incident import update_incident

pytestmark = pytest.mark.confluence


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def pages(workspace: Workspace) -> list[dict[str, Any]]:
    found = (await workspace.get("state/confluence"))["pages"]
    return [one for one in found if one["title"].startswith("inc-") and one["status"] == "current"]


async def page(workspace: Workspace) -> dict[str, Any]:
    (found,) = await pages(workspace)
    return found


async def looked_at(bell: Bell) -> None:
    await bell.firebell.db.write(look_at_postmortems)
    await bell.idle()


async def test_a_page_is_filled_from_the_template_and_left_to_who_writes_in_it(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await mitigated(workspace, bell)
    made = await page(workspace)
    assert made["title"] == "inc-1 Post-mortem: Checkout fails for one order in three"
    assert "Rolled back &lt;2.41&gt;, error rate *falling*" in made["body"]
    assert "{{" not in made["body"]
    assert "never for whom to blame" in made["body"], "it is a copy of the template"
    assert await canvases(workspace) == []
    (told,) = await messages(workspace, channel, "is here: a page in Confluence")
    assert f"/pages/{made['id']}" in str(told)
    await say(workspace, "ben", channel, "update It was the cache")
    await bell.idle()
    kept = await page(workspace)
    assert "It was the cache" in kept["body"]
    await workspace.act("ben", "confluence", page=made["id"], append="<p>We learnt a lot</p>")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    theirs = await page(workspace)
    assert "A late fact" not in theirs["body"], "never overwritten"
    (offer,) = await messages(workspace, channel, "1 fact is not in it yet")
    await press(workspace, "ben", "Append them", channel=channel["id"], ts=offer["ts"])
    await bell.idle()
    theirs = await page(workspace)
    assert theirs["body"].count("A late fact") == 1
    assert "We learnt a lot" in theirs["body"]
    found = await workspace.slash("ana", "search learnt", wait_ms=5000)
    assert "inc-1" in str(found), "what people wrote is found"
    await redacted(workspace, bell, channel, "learnt a lot")
    assert "We [redacted]" in (await page(workspace))["body"]
    await workspace.act("ben", "confluence", page=made["id"], label="ready")
    await looked_at(bell)
    assert await messages(workspace, channel, "is ready, says the label ready in Confluence")
    incident = await bell.firebell.db.read(incidents.get, 1)
    assert incident
    assert incident.postmortem_ready


async def test_a_page_whose_answer_got_lost_is_found_under_its_old_title_and_told_what_is_new(
    workspace: Workspace, bell: Bell
) -> None:
    await broken_page(workspace, "POST /api/v2/pages", "drop")
    ana = await begun(workspace, bell)
    late = Update(title="Checkout was down", message="A late fact")
    await bell.firebell.db.write(update_incident, 1, late, by=ana)
    await bell.idle()
    await must_be_broken(workspace)
    assert "A late fact" in (await page(workspace))["body"]


async def test_a_page_whose_answer_got_lost_goes_when_its_incident_becomes_private(
    workspace: Workspace, bell: Bell
) -> None:
    await broken_page(workspace, "POST /api/v2/pages", "drop")
    ana = await begun(workspace, bell)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    await must_be_broken(workspace)
    assert await pages(workspace) == []


async def test_a_page_is_found_though_another_one_has_its_title(workspace: Workspace, bell: Bell) -> None:
    title = "inc-1 Post-mortem: Checkout fails for one order in three"
    await workspace.act("ben", "confluence", create={"title": title, "body": "<p>Another</p>"})
    await broken_page(workspace, "POST /api/v2/pages", "slow", ms=1)
    await broken_page(workspace, "POST /api/v2/pages", "drop")
    await begun(workspace, bell)
    await bell.idle()
    await must_be_broken(workspace)
    theirs, ours = await pages(workspace)
    assert (theirs["title"], theirs["body"]) == (title, "<p>Another</p>")
    incident = await bell.firebell.db.read(incidents.get, 1)
    assert incident
    assert incident.postmortem
    assert incident.postmortem.id == ours["id"]


@pytest.mark.slow
async def test_lost_answers_and_conflicts_leave_one_page_that_nobody_wrote_over(
    workspace: Workspace, bell: Bell
) -> None:
    await broken_page(workspace, "POST /api/v2/pages", "drop")
    await broken_page(workspace, "PUT /api/v2/pages/*", "drop")
    channel = await mitigated(workspace, bell)
    await say(workspace, "ben", channel, "update It was the cache")
    await bell.idle()
    made = await page(workspace)
    assert "It was the cache" in made["body"]
    await say(workspace, "ben", channel, "update It was not the cache")
    await bell.idle()
    assert "It was not the cache" in (await page(workspace))["body"], "our own lost version is nobody's edit"
    await workspace.act("ben", "confluence", page=made["id"], body="<p>Mine</p>")
    await broken_page(workspace, "PUT /api/v2/pages/*", "drop")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    await say(workspace, "ana", channel, "postmortem append")
    await bell.idle()
    await must_be_broken(workspace)
    theirs = await page(workspace)
    assert theirs["body"].startswith("<p>Mine</p>")
    assert theirs["body"].count("A late fact") == 1


@pytest.mark.slow
async def test_a_confluence_that_is_down_is_said_and_the_page_follows(
    workspace: Workspace, bell: Bell
) -> None:
    down = {"match": {"system": "confluence"}, "fault": "500", "times": 10_000}
    await workspace.post("faults", down)
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await say(workspace, "ana", channel, "update mitigated: rolled back")
    await bell.until(lambda: outbox.why_waiting("inc-1", WRITERS))
    view = (await say(workspace, "ana", channel, "postmortem", 5000))["view"]
    assert "Confluence is in trouble (500). It follows by itself" in texts(view["blocks"])
    async with workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults"):
        pass
    await bell.idle()
    assert "It is a draft" in texts(
        (await say(workspace, "ana", channel, "postmortem", 5000))["view"]["blocks"]
    )


@pytest.mark.slow
async def test_a_confluence_that_refuses_is_told_with_a_retry_and_blocks_nothing(
    workspace: Workspace, bell: Bell
) -> None:
    await workspace.act("ana", "confluence", set={"is_read_only": True})
    channel = await mitigated(workspace, bell)
    (failed,) = await messages(workspace, channel, "The post-mortem's page could not be made in Confluence")
    assert await pages(workspace) == []
    await workspace.act("ana", "confluence", set={"is_read_only": False})
    await press(workspace, "ana", "Retry", channel=channel["id"], ts=failed["ts"])
    await bell.idle()
    made = await page(workspace)
    await workspace.act("ben", "confluence", page=made["id"], delete=True)
    await looked_at(bell)
    assert await messages(workspace, channel, "Somebody deleted the post-mortem of inc-1")
    await say(workspace, "ana", channel, "postmortem start")
    await bell.idle()
    assert (await page(workspace))["id"] != made["id"]


@pytest.mark.slow
async def test_nothing_of_what_is_private_stays_in_confluence(workspace: Workspace, bell: Bell) -> None:
    channel = await mitigated(workspace, bell)
    await say(workspace, "ana", channel, "private", 5000)
    await workspace.act("ana", "submit", values={}, wait_ms=5000)
    await bell.idle()
    assert await pages(workspace) == []
    (canvas,) = await canvases(workspace)
    assert "Rolled back" in canvas["markdown"]
    calls = len([one for one in await workspace.calls() if one["system"] == "confluence"])
    await workspace.declare("ana", Private="Only its responders and the people I name may see it")
    await bell.idle()
    over, ana = Update(status=Status.MITIGATED), workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(update_incident, 2, over, by=ana)
    await bell.idle()
    assert len(await canvases(workspace)) == 2
    asked = [one for one in await workspace.calls() if one["system"] == "confluence"]
    assert asked[calls:] == []


@pytest.mark.jira
async def test_of_what_has_no_channel_a_page_is_kept_all_the_same(workspace: Workspace, bell: Bell) -> None:
    """What would be sent as a file waits for the channel, and keeps nothing else waiting."""
    await workspace.declare("ana", Customers="Hardly visible", Title="The logo is blurred")
    await bell.idle()
    ana, db = workspace.user_id(await workspace.state(), "ana"), bell.firebell.db
    await db.write(start_postmortem, 1, by=ana)
    await bell.idle()
    assert "The logo is blurred" in str(await page(workspace))
    await db.write(redact_text, 1, "blurred", by=ana, press="p1")
    await bell.idle()
    assert "blurred" not in str((await page(workspace))["body"]), "it is taken out there too"
    assert await db.read(lambda: tables.Redaction.select().count()) == 0, "and kept nowhere"
    await workspace.act("ben", "confluence", page=(await page(workspace))["id"], append="<p>Mine</p>")
    await looked_at(bell)
    await db.write(update_incident, 1, Update(message="It was the font"), by=ana)
    await bell.idle()
    await db.write(extend_postmortem, 1, by=ana)
    await bell.idle()
    assert "It was the font" in str(await page(workspace))
    assert await workspace.incident_channels() == []
