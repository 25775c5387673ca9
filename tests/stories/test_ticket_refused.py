"""Of what a ticket should say Jira refuses some: that is told, and all else is written."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import Bell, Workspace
from tickets import issues, made, ticket

from bot.domain.events import TicketStuck
from bot.domain.rules.updating import Update
from bot.store import timeline
from bot.usecases.work.update_incident import update_incident

NO = "Field 'priority' cannot be set. It is not on the appropriate screen, or unknown."


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def refuse(verb: str, _path: str, sent: Any) -> web.Response | None:
    """The priority stands on the screen for making issues, and not on the one for editing them."""
    fields = sent.get("fields", {}) if verb == "PUT" and isinstance(sent, dict) else {}
    said = {"errorMessages": [], "errors": {"priority": NO}}
    return web.json_response(said, status=400) if "priority" in fields else None


def stuck() -> list[tuple[str, str]]:
    return [(one.what, one.reason) for one in timeline.of(1) if isinstance(one, TicketStuck)]


async def test_what_is_refused_takes_nothing_with_it(workspace: Workspace, database_url: str) -> None:
    address = workspace.sandbox.environment["JIRA_URL"]
    async with between(address.removesuffix("/jira")) as proxy:
        settings = {"JIRA_URL": f"{proxy.url}/jira"}
        bell = await Bell(workspace, database_url, jira=True, settings=settings).start()
        await bell.ready()
        await workspace.declare("ana")
        await bell.until(made)
        await bell.idle()
        proxy.answer = refuse
        ana = workspace.user_id(await workspace.state(), "ana")
        wish = Update(title="Checkout is slow", priority="P1")
        await bell.firebell.db.write(update_incident, 1, wish, by=ana)
        await bell.idle()
        (issue,) = await issues(workspace)
        assert issue["fields"]["summary"] == "Checkout is slow"
        assert await bell.firebell.db.read(stuck) == [("priority", f"Jira refuses: {NO}")]
        agreed = (await bell.firebell.db.read(ticket)).agreed
        assert agreed["summary"].here == "Checkout is slow"
        await bell.stop()
