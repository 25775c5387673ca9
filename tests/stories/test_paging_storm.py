"""Many incidents of PagerDuty told at once, in any order and twice: each is ours once, and as it is there."""

import asyncio
import hashlib
import hmac
import json
import random
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace

from bot.domain.paging import PageState
from bot.store import incidents, tables, taxonomy

pytestmark = [pytest.mark.pagerduty, pytest.mark.slow]

COUNT = 50
SECRET = "sesame-of-many-characters"
PATIENCE = 120


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def begin(workspace: Workspace, number: int) -> str:
    """Something breaks there and goes as far as somebody's raising it; give its id."""
    said = {"service": "Payments", "title": f"Alert {number}", "urgency": "high"}
    made = (await workspace.act("ben", "pagerduty", action="trigger", **said))["incident"]
    for act in ({"action": "acknowledge"}, {"action": "priority", "priority": "P1"}):
        await workspace.act("deniz", "pagerduty", incident=made["id"], **act)
    return str(made["id"])


def tellings(page: str) -> list[dict[str, Any]]:
    """Give the five things that PagerDuty tells of it."""
    whole = {"id": page, "service": {"summary": "Payments"}}
    note = {"id": f"N{page}", "content": "It is the cache.", "incident": {"id": page}}
    told = dict.fromkeys(("triggered", "acknowledged", "priority_updated", "reassigned"), whole)
    return [
        {"event": {"id": f"{name}-{page}", "event_type": f"incident.{name}", "agent": None, "data": data}}
        for name, data in {**told, "annotated": note}.items()
    ]


async def tell(workspace: Workspace, url: str, said: dict[str, Any]) -> int:
    body = json.dumps(said)
    signature = f"v1={hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()}"
    async with workspace.http.post(url, data=body, headers={"X-PagerDuty-Signature": signature}) as answer:
        return answer.status


def want() -> None:
    document = taxonomy.document()
    document["services"] = {"Payments": {"opens": "P3", "category": "payment"}}
    taxonomy.replace(document)


def ours() -> list[tuple[str, PageState, str]]:
    found = [incidents.get(row.id) for row in tables.Incident.select(tables.Incident.id)]
    return [(one.pages[0].id, one.pages[0].state, one.priority) for one in found if one]


def times(kind: str) -> set[int]:
    """Give how often this happened to the incidents to which it did."""
    rows: Any = tables.Event.select(tables.Event.incident).where(tables.Event.kind == kind).tuples()
    return set(Counter(number for (number,) in rows).values())


async def test_a_storm_ends_as_it_is_there(workspace: Workspace, database_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = {"PORT": port, "PAGERDUTY_WEBHOOK_SECRET": SECRET, "PAGERDUTY_POLL_INTERVAL": "off"}
    bell = await Bell(workspace, database_url, pagerduty=True, settings=told).start()
    await bell.ready()
    await bell.firebell.db.write(lambda _: want())
    pages = [await begin(workspace, number) for number in range(COUNT)]
    storm = [said for page in pages for said in tellings(page)] * 2
    random.Random(7).shuffle(storm)  # noqa: S311 - the same disorder each time
    url = f"http://127.0.0.1:{port}/webhooks/pagerduty"
    statuses: set[int] = set()
    for first in range(0, len(storm), 20):
        piece = storm[first : first + 20]
        statuses |= set(await asyncio.gather(*(tell(workspace, url, said) for said in piece)))
    assert statuses == {202}
    await bell.idle(PATIENCE)
    found = await bell.firebell.db.read(ours)
    assert sorted(found) == sorted((page, PageState.ACKNOWLEDGED, "P1") for page in pages)
    for kind in ("IncidentOpened", "PageAdopted", "PageAcknowledged", "PageNoted"):
        assert await bell.firebell.db.read(times, kind) == {1}, kind
    assert await workspace.calls("POST /incidents") == [], "what began there is never sent there"
    await bell.stop()
