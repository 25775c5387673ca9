"""What is said in the ticket of what has no channel reaches each who declared or follows it."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from tickets import made

from bot.usecases.ticketing.hear_source import reconcile

pytestmark = pytest.mark.jira


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def test_who_cannot_be_told_keeps_no_other_from_it(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana", Customers="Hardly visible")
    await bell.until(made)
    await workspace.slash("grace", "follow inc-1", wait_ms=1500)
    await workspace.follow_here("priya", "inc-1", "support")
    await bell.idle()
    await workspace.act("deniz", "jira", issue="INC-1", comment="It is the font.")
    await workspace.fault("chat.postMessage", "error", error="restricted_action")
    await bell.firebell.db.write(reconcile, "jira")
    await bell.idle()
    state = await workspace.state()
    places = [*state["dms"], *state["channels"]]
    messages = [one for place in places for one in place["messages"]]
    assert sum("It is the font." in one["text"] for one in messages) == 2, "each of the others, once"
