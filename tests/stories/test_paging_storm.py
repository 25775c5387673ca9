"""Many incidents of PagerDuty told at once, in any order and twice: each is ours once, and as it is there."""

import asyncio
import hashlib
import hmac
import json
import random
import socket
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import FORM, Ahead, Bell, Workspace

from bot.domain.incident import Change
from bot.domain.paging import Page, PageState
from bot.domain.rules.opening import incident_of
from bot.store import incidents, tables, taxonomy
from bot.store.queues import readings
from bot.usecases.unit import Unit

pytestmark = [pytest.mark.pagerduty, pytest.mark.slow]

COUNT = 50
SECRET = "sesame-of-many-characters"
PATIENCE = 300


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
    """Tell it as PagerDuty does: again where there was no time to keep it."""
    body = json.dumps(said)
    signature = f"v1={hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()}"
    headers = {"X-PagerDuty-Signature": signature}
    async with workspace.http.post(url, data=body, headers=headers) as answer:
        return await tell(workspace, url, said) if answer.status == 503 else answer.status


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


MANY = 500
MINUTES, LIMIT = 10, 900
"""Within these minutes so many are caught up with, at LIMIT calls in each: PagerDuty's own."""


def know(unit: Unit, pages: list[str], by: str) -> None:
    """These are incidents of ours already."""
    words, act = taxonomy.load(), unit.act(by)
    for page in pages:
        incident = incident_of(replace(FORM, draft=page), words.priorities["P1"], words, act)
        known = Page(page, "Payments", unit.now, own=False, state=PageState.TRIGGERED, id=page)
        unit.keep(Change(replace(incident, pages=(known,)), ()))


def caught_up(state: dict[str, Any]) -> list[str]:
    """Give what people are told of it."""
    said = [one["text"] for channel in state["channels"] for one in channel["messages"]]
    return [text for text in said if "caught up" in text]


def is_told() -> bool:
    done = (tables.Delivery.effect == "tell_catching_up") & (tables.Delivery.state == "done")
    return bool(tables.Delivery.select().where(done).exists())


async def test_a_day_that_was_missed_is_told_in_one_message(workspace: Workspace, database_url: str) -> None:
    """Meanwhile somebody acknowledged them all; each is as it is there, and people read one message."""
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.ready()
    await bell.until(lambda: readings.get("pagerduty"))
    broke: dict[str, Any] = {"service": "Payments", "urgency": "high", "action": "trigger"}
    made = [await workspace.act("ben", "pagerduty", title=f"Alert {one}", **broke) for one in range(MANY)]
    pages = [str(one["incident"]["id"]) for one in made]
    await bell.firebell.db.write(know, pages, workspace.user_id(await workspace.state(), "ana"))
    await bell.stop()
    for page in pages:
        await workspace.act("deniz", "pagerduty", action="acknowledge", incident=page)
    since = len(await workspace.calls())
    later = Ahead(timedelta(days=1))
    again = await Bell(workspace, database_url, clock=later, pagerduty=True).start()
    await again.until(is_told, 2 * PATIENCE)
    found = await again.firebell.db.read(ours)
    assert sorted(found) == sorted((page, PageState.ACKNOWLEDGED, "P1") for page in pages)
    await again.stop()
    (told,) = caught_up(await workspace.state())
    assert f"{MANY} incidents changed" in told
    calls = [one for one in await workspace.calls(since=since) if one["system"] == "pagerduty"]
    assert len(calls) < MINUTES * LIMIT
