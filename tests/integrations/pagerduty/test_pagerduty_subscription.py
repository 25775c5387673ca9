"""PagerDuty tells us without anybody's setting it up, and goes on doing so whatever happens to it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from harness import Workspace
from pagerduty_ear import KEY, Ear

from bot.domain.errors import PermanentError
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.tellings import EVENTS
from bot.store import tables
from bot.store.database import Database
from bot.store.queues import readings
from bot.usecases.paging.hear_source import reach
from bot.usecases.unit import Unit


@pytest.fixture
async def ear(workspace: Workspace, db: Database[Unit], client: PagerDuty) -> AsyncIterator[Ear]:
    ear = Ear(workspace, db, client)
    await ear.start()
    await db.write(lambda unit: reach(unit, unit.now))
    yield ear
    await ear.stop()


async def writes(ear: Ear, since: int = 0) -> list[str]:
    """Give what was asked of PagerDuty beside reading, without ids."""
    calls = await ear.workspace.calls(since=since)
    names = [call["method"] for call in calls if call["system"] == "pagerduty"]
    return [name.split("/")[0] + name.split("/")[-1] for name in names if not name.startswith("GET")]


async def missed(ear: Ear) -> bool:
    found = await ear.db.read(readings.get, "pagerduty")
    assert found
    return bool(found.missed)


async def test_it_is_made_once_and_its_secret_is_nowhere_to_be_read(ear: Ear) -> None:
    """It tells what we follow; what was logged before it was there is looked for; it is tried once."""
    number = await ear.subscribe()
    assert await ear.subscription.works()
    assert await missed(ear)
    (one,) = await ear.subscriptions()
    assert set(one["events"]) == set(EVENTS)
    (secret,) = ear.keyring.known().values()
    rows = await ear.db.read(lambda: [str(row.__data__) for row in tables.Hook.select()])
    assert number in rows[0]
    assert secret not in rows[0]
    since = len(await ear.workspace.calls())
    assert await ear.subscribe() == number
    assert await writes(ear, since) == []


async def test_a_ping_that_came_before_is_no_answer(ear: Ear) -> None:
    number = await ear.subscribe()
    ear.point(ear.url(""), patience=0.5)
    assert await ear.subscription.ping(number)
    await ear.web.stop()
    assert not await ear.subscription.ping(number)


async def test_what_was_changed_or_switched_off_there_is_mended(ear: Ear) -> None:
    """Fewer events, switched off by hand, disabled as nobody answered: what was missed is looked for."""
    number = await ear.subscribe()
    change: dict[str, Any] = {"webhook_subscription": {"events": ["incident.triggered"], "active": False}}
    await ear.client.write("PUT", f"/webhook_subscriptions/{number}", change)
    await ear.db.write(lambda _unit: readings.catch_up("pagerduty"))
    await ear.subscription.look()
    (one,) = await ear.subscriptions()
    assert (set(one["events"]), one["active"]) == (set(EVENTS), True)
    assert await missed(ear)
    ear.know("", "of-another-one")
    await ear.want("Payments")
    for _ in range(3):
        await ear.act("trigger", service="Payments", title="Checkout is down")
    await ear.workspace.until(lambda _state: len(ear.given) >= 5)
    ear.know(KEY, "")
    ear.point(ear.url(""))
    since = len(await ear.workspace.calls())
    await ear.subscription.look()
    assert await writes(ear, since) == ["POST enable", "POST ping"]
    (one,) = await ear.subscriptions()
    assert not one["temporarily_disabled"]


async def test_one_whose_secret_is_lost_is_replaced_without_a_gap(ear: Ear) -> None:
    """The new one works before the old one goes; what people made by hand beside it goes too."""
    old = await ear.subscribe()
    ear.know("another key that unseals nothing", "")
    ear.point(ear.url(""))
    since = len(await ear.workspace.calls())
    new = await ear.subscribe()
    assert new != old
    assert await writes(ear, since) == ["POST webhook_subscriptions", "POST ping", f"DELETE {old}"]
    assert set(ear.keyring.known()) == {new}


async def test_one_that_sends_the_header_of_before_is_replaced(ear: Ear) -> None:
    """PagerDuty shows its value to nobody, and changes it for nobody."""
    ear.shared = ("X-Firebell", "one")
    ear.know(KEY, "")
    ear.point(ear.url(""))
    old = await ear.subscribe()
    assert await ear.subscribe() == old
    ear.shared = ("X-Firebell", "another")
    ear.know(KEY, "")
    ear.point(ear.url(""))
    new = await ear.subscribe()
    assert new != old
    assert await ear.subscribe() == new


async def test_one_that_people_made_is_theirs(ear: Ear) -> None:
    """With its secret in the environment it is kept; without SECRET_KEY none is made, and why is said."""
    ear.know("", "")
    ear.point(ear.url(""))
    with pytest.raises(PermanentError, match="set SECRET_KEY"):
        await ear.subscription.look()
    assert await writes(ear) == []
    theirs = await made(ear)
    ear.know("", f"outdated,{theirs['delivery_method']['secret']}")
    ear.point(ear.url(""))
    assert await ear.subscribe() == theirs["id"]
    assert await ear.subscription.works()


async def test_where_it_cannot_be_it_is_said_and_polling_stays(ear: Ear) -> None:
    """Nobody comes through to us: one is made and not another each time. Ten already: none is made."""
    ear.point("http://127.0.0.1:9", patience=0.1)
    for _ in range(2):
        with pytest.raises(PermanentError, match=r"cannot reach http://127.0.0.1:9/webhooks/pagerduty"):
            await ear.subscription.look()
    assert not await ear.subscription.works()
    assert len(await ear.subscriptions()) == 1
    for _ in range(9):
        await made(ear, "https://elsewhere.example/hook")
    ear.point(ear.url(""))
    with pytest.raises(PermanentError, match="has 10 webhook subscriptions"):
        await ear.subscription.look()


async def made(ear: Ear, url: str = "") -> dict[str, Any]:
    """Make one as people do."""
    body = {
        "type": "webhook_subscription",
        "delivery_method": {"type": "http_delivery_method", "url": url or ear.url("/webhooks/pagerduty")},
        "events": ["incident.triggered"],
        "filter": {"type": "account_reference"},
    }
    answer = await ear.client.write("POST", "/webhook_subscriptions", {"webhook_subscription": body})
    found: dict[str, Any] = answer["webhook_subscription"]
    return found
