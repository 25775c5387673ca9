"""An ear for PagerDuty: a server that its webhooks reach, the inbox behind it, and people who act there."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from harness import FORM, PATIENCE, Workspace

from bot.domain.incident import Change
from bot.domain.paging import Page, PageState
from bot.domain.rules.opening import incident_of
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.inbound import PagerDutyInbound
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.pagerduty.subscription import Subscription
from bot.integrations.pagerduty.webhooks import PATHS, Webhooks
from bot.ports import utc_now
from bot.store import tables, taxonomy
from bot.store.database import Database
from bot.store.queues import inbox
from bot.store.running import health
from bot.usecases.unit import Unit
from bot.web.server import Web

KEY = "a key of many characters"
Kept = tuple[str, str, dict[str, Any]]


class Ear:
    """`given`: PAGERDUTY_WEBHOOK_SECRET. `shared`: the header that V2 is known by."""

    def __init__(
        self,
        workspace: Workspace,
        db: Database[Unit],
        client: PagerDuty,
        *,
        key: str = KEY,
        given: str = "",
        shared: tuple[str, str] | None = None,
    ) -> None:
        self.workspace, self.db, self.client, self.shared = workspace, db, client, shared
        self.web = Web(0, dict.fromkeys(PATHS, self._receive), {}, "127.0.0.1")
        self.know(key, given)
        self.given: list[int] = []
        self._taking: asyncio.Task[None] | None = None

    def know(self, key: str, given: str, patience: float = 30.0) -> None:
        """Come back with other settings."""
        self.keyring = Keyring(self.db, key, given)
        self.webhooks = Webhooks(self.db, self.keyring, self.shared, patience)

    async def start(self) -> None:
        await self.web.start()
        self._taking = asyncio.create_task(self._take_pings())
        self.point(self.url(""))

    async def stop(self) -> None:
        assert self._taking
        self._taking.cancel()
        await self.web.stop()

    def point(self, url: str, patience: float = 5.0) -> None:
        """Firebell is to be reached there."""
        self.subscription = Subscription(
            self.client, self.db, utc_now, self.keyring, url, patience, self.shared
        )

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.web.port}{path}"

    async def _receive(self, headers: Mapping[str, str], body: bytes) -> int:
        status = await self.webhooks.receive(headers, body)
        self.given.append(int(status))
        return status

    async def _take_pings(self) -> None:
        """What the worker would do, of pings alone: what else there is stays where it can be looked at."""
        while True:
            for item in await self.db.read(inbox.due, utc_now(), 50):
                if item.told.kind == "pinged":
                    await self.db.write(_take, item)
            await asyncio.sleep(0.01)

    async def subscribe(self) -> str:
        """Let Firebell make its webhook, and give its id."""
        await self.subscription.look()
        (one,) = await self.subscriptions()
        return str(one["id"])

    async def subscriptions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.state())["webhook_subscriptions"]
        return [one for one in found if one["version"] == 3]

    async def state(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.workspace.get("state/pagerduty")
        return found

    async def act(self, action: str, user: str = "ben", **args: Any) -> dict[str, Any]:
        """Somebody does something in PagerDuty; give the incident that it was about."""
        answer = await self.workspace.act(user, "pagerduty", action=action, **args)
        found: dict[str, Any] = answer["incident"] or {}
        return found

    async def fault(self, name: str, kind: str, **args: Any) -> None:
        match = {"system": "pagerduty", "type" if "." in name else "method": name}
        status, said = await self.workspace.post("faults", {"match": match, "fault": kind, **args})
        assert status == 200, said

    async def post(self, body: str, signature: str, headers: Mapping[str, str] | None = None) -> int:
        """Knock as PagerDuty would."""
        said = {"X-PagerDuty-Signature": signature} if signature else {}
        sent = {**said, **(headers or {})}
        async with self.workspace.http.post(self.url(PATHS[0]), data=body, headers=sent) as answer:
            return answer.status

    async def want(self, *services: str) -> None:
        """Let what begins in these services be an incident here."""
        await self.db.write(_want, services)

    async def own(self, number: str) -> None:
        """Let an incident there be a page of ours."""
        await self.db.write(_own, number)

    async def kept(self, count: int) -> list[Kept]:
        """Wait until so many tellings are in the inbox, and give them all, in the order of their coming."""
        found: list[Kept] = await self._until(lambda: rows if len(rows := _rows()) >= count else None)
        return found

    async def answers(self, count: int = 1) -> list[int]:
        """Give what was answered, once there are so many."""
        await self.workspace.until(lambda _state: len(self.given) >= count)
        return self.given

    async def ills(self) -> list[str]:
        return [one.name for one in await self.db.read(health.ill)]

    async def _until(self, what: Callable[[], Any]) -> Any:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = await self.db.read(what)
            if found is not None:
                return found
            await asyncio.sleep(0.01)
        raise AssertionError(await self.db.read(_rows))


def _rows() -> list[Kept]:
    told = tables.Telling.select().where(tables.Telling.kind != "pinged").order_by(tables.Telling.id)
    return [(row.object, row.kind, row.said) for row in told]


def _take(unit: Unit, item: inbox.Item) -> None:
    PagerDutyInbound().take(unit, item.told)
    inbox.finish(item.id)


def _want(_unit: Unit, services: tuple[str, ...]) -> None:
    document = taxonomy.document()
    document["services"] |= {name: {"opens": "P3", "category": "payment"} for name in services}
    taxonomy.replace(document)


def _own(unit: Unit, number: str) -> None:
    words, act = taxonomy.load(), unit.act("U1")
    incident = incident_of(replace(FORM, draft=number), words.priorities["P1"], words, act)
    page = Page(f"key {number}", "Payments", unit.now, id=number, own=False, state=PageState.TRIGGERED)
    unit.keep(Change(replace(incident, pages=(page,)), ()))
