"""What becomes private leaves a real Request Tracker as far as that lets it go; what it keeps is told."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import Bell, Workspace, texts
from rt import RT
from tickets import first, made

from bot.domain.rules.tasks import Wish
from bot.usecases.ticketing.file_tickets import file_task
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.tasks import add_task

pytestmark = [pytest.mark.slow]

PATIENCE = 180
"""Seconds for RT on a busy machine."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def filed(workspace: Workspace, bell: Bell) -> str:
    """Declare one, file a task of it too, and give who did."""
    await workspace.declare("ana")
    await bell.until(made, PATIENCE)
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(add_task, 1, Wish("Call the carrier"), by=ana)
    await bell.firebell.db.write(file_task, 1, by=ana)
    await bell.until(lambda: [one.is_there for one in first().tickets] == [True, True], PATIENCE)
    await bell.idle(PATIENCE)
    return ana


async def hidden(workspace: Workspace, bell: Bell, ana: str) -> str:
    """Make it private, and give what is said in its channel then."""
    await bell.firebell.db.write(make_private, 1, (), by=ana)
    await bell.idle(PATIENCE)
    (room,) = [one for one in await workspace.incident_channels() if one["is_private"]]
    return "\n".join(texts(message.get("blocks", [])) for message in room["messages"])


def refused(verb: str, path: str, _sent: Any) -> web.Response | None:
    no = {"message": "No permission to modify it."}
    return web.json_response(no, status=403) if (verb, path) == ("PUT", "/REST/2.0/ticket/1") else None


async def test_a_ticket_that_is_refused_keeps_no_other_there(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    async with between(rt.url) as proxy:
        bell = await Bell(workspace, database_url, settings={**rt.settings, "RT_URL": proxy.url}).start()
        await bell.ready()
        ana = await filed(workspace, bell)
        proxy.answer = refused
        told = await hidden(workspace, bell, ana)
        assert (await rt.ticket("2"))["Subject"] == "inc-1, private incident"
        assert "The ticket could not be emptied" in told
        await bell.stop()


async def test_what_rt_keeps_without_an_error_is_told(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    bell = await Bell(workspace, database_url, settings=rt.settings).start()
    await bell.ready()
    ana = await filed(workspace, bell)
    rt.take_rights(Incidents=["ModifyTicket"])
    rt.renew()
    told = await hidden(workspace, bell, ana)
    assert (await rt.ticket("1"))["Subject"] != "inc-1, private incident"
    assert "RT keeps what RT#1 says: Permission Denied" in told
    await bell.stop()
