"""A system that hangs keeps its own deliveries waiting, and nobody else's, however many those are."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from harness import FORM, QUICK, Bell, Workspace
from tickets import broken

from bot.domain.incident import LinkKind
from bot.store import incidents, tables
from bot.usecases.open_incident import open_incident

pytestmark = pytest.mark.jira

AT_ONCE, LONG = 6, 120
MADE = "POST /rest/api/2/issue"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def bell(workspace: Workspace, database_url: str) -> AsyncIterator[Bell]:
    bell = await Bell(workspace, database_url, replace(QUICK, at_once=AT_ONCE, call=LONG), jira=True).start()
    await bell.ready()
    yield bell
    await bell.drop()


def has_channel(number: int) -> bool:
    found = incidents.get(number)
    return found is not None and found.link(LinkKind.CHANNEL) is not None


async def test_a_channel_is_made_while_more_tickets_hang_than_run_at_once(
    workspace: Workspace, bell: Bell
) -> None:
    ana = workspace.user_id(await workspace.state(), "ana")
    await broken(workspace, MADE, "timeout", ms=1000 * LONG, times=100)
    for number in range(1, AT_ONCE + 2):
        form = replace(FORM, draft=f"d{number}", priority="P3")
        await bell.firebell.db.write(open_incident, form, by=ana, press=f"p{number}")
    await bell.until(partial(has_channel, AT_ONCE + 1))
    assert not await bell.firebell.db.read(_asked_again), "Jira still hangs"


async def test_tickets_are_made_while_more_channels_hang_than_run_at_once(
    workspace: Workspace, bell: Bell
) -> None:
    ana = workspace.user_id(await workspace.state(), "ana")
    await workspace.fault("conversations.create", "timeout", ms=1000 * LONG, times=100)
    for number in range(1, AT_ONCE + 2):
        form = replace(FORM, draft=f"d{number}", priority="P3")
        await bell.firebell.db.write(open_incident, form, by=ana, press=f"p{number}")
    await bell.until(partial(has_ticket, AT_ONCE + 1))
    assert await workspace.incident_channels() == [], "Slack still hangs"


def has_ticket(number: int) -> bool:
    found = incidents.get(number)
    return found is not None and any(one.is_there for one in found.tickets)


def _asked_again() -> list[str]:
    rows = tables.Delivery.select().where(tables.Delivery.effect == "file_ticket")
    return [row.reason for row in rows if row.reason]
