"""What was learnt from an incident, as an issue in Jira."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from harness import Bell, Workspace
from papers import begun, canvases, messages, mitigated, must_be_broken, press, redacted, say
from tickets import broken, issues

from bot.domain.rules.updating import Update
from bot.store import taxonomy
from bot.usecases.postmortem.hear_postmortem import look_at_postmortems
from bot.usecases.postmortem.write_postmortem import extend_postmortem
from bot.usecases.unit import Unit
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.update_incident import update_incident
from bot.usecases.work.write_notes import add_note


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """These stories do not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def bell(workspace: Workspace, database_url: str) -> AsyncIterator[Bell]:
    said = {"JIRA_POSTMORTEM_PROJECT": "PM"}
    bell = await Bell(workspace, database_url, jira=True, settings=said).start()
    await bell.ready()
    yield bell
    await bell.stop()


async def issue(workspace: Workspace) -> dict[str, Any]:
    (found,) = [one for one in await issues(workspace) if one["key"].startswith("PM-")]
    return found


async def looked_at(bell: Bell) -> None:
    await bell.firebell.db.write(look_at_postmortems)
    await bell.idle()


@pytest.mark.slow
async def test_an_issue_is_filled_linked_and_left_to_who_writes_in_it(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await mitigated(workspace, bell)
    made = await issue(workspace)
    assert made["fields"]["summary"] == "inc-1 Post-mortem: Checkout fails for one order in three"
    assert "error rate" in made["fields"]["description"]
    assert await canvases(workspace) == []
    (ticket,) = [one for one in await issues(workspace) if one["key"].startswith("INC-")]
    assert made["key"] in str(ticket["fields"]["issuelinks"])
    await say(workspace, "ben", channel, "update It was the cache")
    await bell.idle()
    kept = (await issue(workspace))["fields"]["description"]
    assert "It was the cache" in kept
    await workspace.act("ben", "jira", issue=made["key"], description=f"{kept}\n\nWe learnt a lot")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    assert "A late fact" not in (await issue(workspace))["fields"]["description"], "never overwritten"
    (offer,) = await messages(workspace, channel, "1 fact is not in it yet")
    await press(workspace, "ben", "Append them", channel=channel["id"], ts=offer["ts"])
    await bell.idle()
    theirs = (await issue(workspace))["fields"]["description"]
    assert "We learnt a lot" in theirs
    assert theirs.count("A late fact") == 1
    assert "inc-1" in str(await workspace.slash("ana", "search learnt", wait_ms=5000))
    await redacted(workspace, bell, channel, "learnt a lot")
    assert "We [redacted]" in (await issue(workspace))["fields"]["description"].replace("\\", "")
    await workspace.act("ben", "jira", issue=made["key"], transition="Done")
    await looked_at(bell)
    assert await messages(workspace, channel, "is ready, says its status Done in Jira")


async def test_what_is_appended_is_cut_to_what_jira_holds(workspace: Workspace, bell: Bell) -> None:
    ana = await begun(workspace, bell)
    await bell.idle()
    made = await issue(workspace)
    await workspace.act("ben", "jira", issue=made["key"], description="Mine")
    words = ("ERROR checkout answers 500 after 30 s " * 100)[:2900]
    for number in range(12):
        await bell.firebell.db.write(add_note, 1, f"{number} {words}", None, by=ana)
    await looked_at(bell)
    await bell.firebell.db.write(extend_postmortem, 1, by=ana)
    await bell.idle()
    description = (await issue(workspace))["fields"]["description"]
    assert description.startswith("Mine")
    assert "0 ERROR checkout" in description
    assert "more: there is no room for them here." in description


def without_tickets(_unit: Unit) -> None:
    """No incident gets one: its post-mortem is an issue all the same."""
    document = taxonomy.document()
    document["tickets"] = {}
    taxonomy.replace(document)


async def test_an_issue_whose_answer_got_lost_is_found_and_told_what_is_new(
    workspace: Workspace, bell: Bell
) -> None:
    await broken(workspace, "POST /rest/api/3/issue", "drop")
    ana = await begun(workspace, bell)
    await bell.firebell.db.write(update_incident, 1, Update(message="A late fact"), by=ana)
    await bell.idle()
    assert "A late fact" in (await issue(workspace))["fields"]["description"]


async def test_an_issue_whose_answer_got_lost_is_emptied_when_its_incident_becomes_private(
    workspace: Workspace, bell: Bell
) -> None:
    await broken(workspace, "POST /rest/api/3/issue", "drop")
    ana = await begun(workspace, bell)
    await bell.firebell.db.write(make_private, 1, (), by=ana, press="p1")
    await bell.idle()
    hidden = (await issue(workspace))["fields"]
    assert (hidden["summary"], hidden["description"]) == ("inc-1, private incident", None)


@pytest.mark.slow
async def test_lost_answers_leave_one_issue_that_nobody_wrote_over(workspace: Workspace, bell: Bell) -> None:
    await bell.firebell.db.write(without_tickets)
    await broken(workspace, "POST /rest/api/3/issue", "drop")
    await broken(workspace, "PUT /rest/api/3/issue/*", "drop")
    channel = await mitigated(workspace, bell)
    made = await issue(workspace)
    for words in ("It was the cache", "It was not the cache"):
        await say(workspace, "ben", channel, f"update {words}")
        await bell.idle()
    assert "It was not the cache" in (await issue(workspace))["fields"]["description"]
    await workspace.act("ben", "jira", issue=made["key"], description="Mine")
    await broken(workspace, "PUT /rest/api/3/issue/*", "drop")
    await say(workspace, "ana", channel, "update A late fact")
    await bell.idle()
    await say(workspace, "ana", channel, "postmortem append")
    await bell.idle()
    await must_be_broken(workspace)
    theirs = (await issue(workspace))["fields"]["description"]
    assert theirs.startswith("Mine")
    assert theirs.count("A late fact") == 1


@pytest.mark.slow
async def test_what_becomes_private_says_no_more_than_its_name(workspace: Workspace, bell: Bell) -> None:
    channel = await mitigated(workspace, bell)
    made = await issue(workspace)
    await say(workspace, "ana", channel, "private", 5000)
    await workspace.act("ana", "submit", values={}, wait_ms=5000)
    await bell.idle()
    hidden = await issue(workspace)
    assert hidden["key"] == made["key"]
    assert hidden["fields"]["summary"] == "inc-1, private incident"
    assert not hidden["fields"]["description"]
    assert len(await canvases(workspace)) == 1
