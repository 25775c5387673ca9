"""Our webhook subscription: made, mended and tried without anybody's doing it by hand.

https://developer.pagerduty.com/api-reference/d53b6b1e1ca83-create-a-webhook-subscription
"""

import asyncio
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.errors import PermanentError
from bot.domain.incident import Shown
from bot.domain.paging.source import Source
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.effects.hands import NOT_FOUND
from bot.integrations.pagerduty.keyring import GIVEN, Keyring
from bot.integrations.pagerduty.tellings import EVENTS
from bot.integrations.pagerduty.webhooks import ILLNESS, paths
from bot.integrations.webhooks import print_of
from bot.ports import Clock, Poll
from bot.store import shown
from bot.store.database import Database
from bot.store.queues import hooks
from bot.usecases.directory.wellness import recover
from bot.usecases.paging.hear_source import forget_hook, keep_hook, miss
from bot.usecases.unit import Unit

log = structlog.get_logger()

NAME = "pagerduty webhooks"
INTERVAL = timedelta(minutes=10)
TRUSTED = timedelta(days=1)
"""How long a ping that came proves that the webhook works."""

MOST = 10
"""Subscriptions that an account may have: https://support.pagerduty.com/main/docs/webhooks"""

HEADER = "webhook header"
"""Under which it is kept what value of it a subscription sends, by its id there."""

LOOK = 0.05
LIST = "/webhook_subscriptions"

Said = dict[str, Any]


def urls_of(url: str, source: Source) -> tuple[str, ...]:
    """Give where an account's webhooks come in; the first is the one that is subscribed."""
    return tuple(url.rstrip("/") + path for path in paths(source))


class Subscription:
    """`url`: where Firebell is reached from outside. `patience`: seconds in which a ping must come.

    `header`: one that each webhook is to carry, and its value.
    """

    def __init__(
        self,
        pagerduty: PagerDuty,
        db: Database[Unit],
        clock: Clock,
        keyring: Keyring,
        url: str,
        patience: float = 30.0,
        header: tuple[str, str] | None = None,
    ) -> None:
        self._pagerduty, self._db, self._clock, self._keyring = pagerduty, db, clock, keyring
        self._source = pagerduty.source
        self.urls = urls_of(url, self._source)
        self._patience, self._header = patience, header
        self._works = False

    @property
    def poll(self) -> Poll:
        return Poll(self._source.job(NAME), INTERVAL, self.look, at_start=True)

    async def works(self) -> bool:
        """Whether it was there and in order when it was looked at last."""
        return self._works

    async def look(self) -> str:
        """See to it that PagerDuty tells us. Raises PermanentError, with what to do, where it does not."""
        self._works = False
        everything = await self._list()
        there = self._of_ours(everything)
        await self._forget_the_gone({str(one["id"]) for one in there})
        secrets = await self._keyring.look()
        known = await self._db.read(shown.get, self._source.system, HEADER)
        own = [one for one in there if one["id"] in secrets and self._carries(one, known)]
        if own:
            await self._remove(there, but=await self._tend(own))
            await self._note(str(own[0]["id"]), known)
        elif not await self._are_given(there):
            await self._remove(there, but=await self._make(everything))
        await self._db.write_behind(recover, self._source.job(ILLNESS))
        self._works = True
        return f"{self._source.title} tells {self.urls[0]} what happens."

    async def ping(self, number: str) -> bool:
        """Ask for a webhook that says nothing, and tell whether it came."""
        asked_at = self._clock()
        await self._pagerduty.write("POST", f"{LIST}/{number}/ping", {})
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            if await self._heard_since(number, asked_at):
                return True
            await asyncio.sleep(LOOK)
        return False

    async def ping_all(self) -> int:
        """Try every one that leads here, and say how many that are. PermanentError where none comes."""
        there = self._of_ours(await self._list())
        for one in there:
            await self._try(str(one["id"]))
        return len(there)

    async def _list(self) -> list[Said]:
        pages = self._pagerduty.read_all(LIST, "webhook_subscriptions")
        return [one async for page in pages for one in page]

    def _of_ours(self, everything: list[Said]) -> list[Said]:
        return [one for one in everything if one["delivery_method"].get("url") in self.urls]

    async def _forget_the_gone(self, there: set[str]) -> None:
        for number in await self._hooks():
            if number not in there and not number.startswith(GIVEN):
                await self._db.write_behind(forget_hook, self._source.id(number))

    async def _hooks(self) -> dict[str, datetime | None]:
        """Give when each was heard last, by its id there."""
        kept = await self._db.read(hooks.of, self._source.system)
        return {self._source.id_there(one.id): one.heard_at for one in kept}

    async def _tend(self, own: list[Said]) -> str:
        """Keep the first of those that Firebell made in order, and give its id."""
        number = str(own[0]["id"])
        is_changed = await self._mend(own[0])
        if is_changed or not await self._heard_since(number, self._clock() - TRUSTED):
            await self._try(number)
        return number

    async def _are_given(self, there: list[Said]) -> bool:
        """Tell whether people made some by hand, and gave us a secret that signs what they tell."""
        if not there or not self._keyring.given:
            return False
        changed = [await self._mend(one) for one in there]
        trusted = not any(changed) and await self._heard_since("", self._clock() - TRUSTED)
        return trusted or await self.ping(str(there[0]["id"]))

    async def _try(self, number: str) -> None:
        if not await self.ping(number):
            raise PermanentError(
                f"{self._source.title} cannot reach {self.urls[0]}: a ping did not come. Is PUBLIC_URL "
                "right, and is it open to PagerDuty? Until then PagerDuty is asked."
            )

    async def _mend(self, one: Said) -> bool:
        """Let it tell everything that we want to hear; whatever it did not tell meanwhile is looked for."""
        path, change = f"{LIST}/{one['id']}", dict[str, Any]()
        if not set(EVENTS) <= set(one["events"]):
            change["events"] = list(EVENTS)
        if not one.get("active", True):
            change["active"] = True
        disabled = bool(one["delivery_method"].get("temporarily_disabled"))
        if change:
            await self._pagerduty.write("PUT", path, {"webhook_subscription": change})
        if disabled:
            await self._pagerduty.write("POST", f"{path}/enable", {})
        if change or disabled:
            log.warning("webhook_mended", action="look", changed=sorted(change), disabled=disabled)
            await self._db.write_behind(miss, self._source.system)
        return bool(change) or disabled

    async def _make(self, everything: list[Said]) -> str:
        """Make a new one. Its secret is told this once, so that one whose secret is lost is made anew too."""
        if not self._keyring.can_seal:
            raise PermanentError(
                "PagerDuty's webhooks cannot be read: set SECRET_KEY, so that Firebell can make one and keep "
                f"its secret, or make one in PagerDuty for {self.urls[0]} and give its secret as "
                f"{self._source.setting('WEBHOOK_SECRET')}. Until then PagerDuty is asked."
            )
        count = sum(one["filter"]["type"] == "account_reference" for one in everything)
        if count >= MOST:
            raise PermanentError(
                f"PagerDuty has {count} webhook subscriptions of the account, and takes only {MOST}. "
                "Delete one there. Until then PagerDuty is asked."
            )
        answer = await self._pagerduty.write("POST", LIST, {"webhook_subscription": self._wanted()})
        made = answer["webhook_subscription"]
        number = str(made["id"])
        secret = self._keyring.seal(made["delivery_method"]["secret"])
        await self._db.write(keep_hook, self._source.id(number), secret, self._source.system)
        await self._note(number, {})
        await self._db.write_behind(miss, self._source.system)
        await self._keyring.look()
        log.info("webhook_made", action="look", subscription=number)
        await self._try(number)
        return number

    def _wanted(self) -> Said:
        delivery: Said = {"type": "http_delivery_method", "url": self.urls[0]}
        if self._header:
            delivery["custom_headers"] = [{"name": self._header[0], "value": self._header[1]}]
        return {
            "type": "webhook_subscription",
            "description": "Firebell",
            "delivery_method": delivery,
            "events": list(EVENTS),
            "filter": {"type": "account_reference"},
        }

    def _carries(self, one: Said, known: Mapping[str, str]) -> bool:
        """Tell whether it sends the header; that cannot be changed later, and its value is hidden."""
        if self._header is None:
            return True
        name, value = self._header
        names = {said["name"].lower() for said in one["delivery_method"].get("custom_headers") or ()}
        mine = print_of(value)
        return name.lower() in names and known.get(str(one["id"]), mine) == mine

    async def _note(self, number: str, known: Mapping[str, str]) -> None:
        """Keep what tells whether its header has this value."""
        sends = {number: print_of(self._header[1])} if self._header else {}
        if sends != known:
            await self._db.write_behind(_keep, self._source.system, sends)

    async def _remove(self, there: list[Said], *, but: str) -> None:
        """What else tells us the same, or signs with a secret that is lost, is of no use any more."""
        for one in [one for one in there if one["id"] != but]:
            try:
                await self._pagerduty.write("DELETE", f"{LIST}/{one['id']}", {})
            except PermanentError as error:
                if error.code not in NOT_FOUND:
                    raise
            await self._db.write_behind(forget_hook, self._source.id(str(one["id"])))

    async def _heard_since(self, number: str, moment: datetime) -> bool:
        """What is signed with a secret from the environment does not say which subscription it is of."""
        return any(
            heard_at is not None and heard_at >= moment
            for one, heard_at in (await self._hooks()).items()
            if one == number or one.startswith(GIVEN)
        )


def _keep(_unit: Unit, system: str, sends: Mapping[str, str]) -> None:
    shown.keep(system, Shown(HEADER, sends))
