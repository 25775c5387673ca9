"""Where PagerDuty's webhooks come in: whose they are, what they tell, into the inbox, and nothing else.

https://developer.pagerduty.com/docs/webhooks/webhook-behavior/
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import structlog

from bot.domain.paging.source import Source
from bot.domain.systems.told import Told
from bot.domain.wellformed import well_formed
from bot.integrations.pagerduty import naming, tellings
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.pagerduty.signature import HEADER, has_header, signer, values
from bot.integrations.webhooks import Doubt, in_time
from bot.store.database import Database
from bot.usecases.catalog.hear_news import hear_news
from bot.usecases.paging.hear_source import hear_webhook
from bot.usecases.unit import Unit

log = structlog.get_logger()

PATHS = ("/webhooks/pagerduty", "/pagerduty-webhook")
"""The first is the one that is registered; the other is where earlier tools had it."""


def paths(source: Source) -> tuple[str, ...]:
    """Give where the webhooks of an account come in."""
    return (f"{PATHS[0]}/{source.name}",) if source.name else PATHS


PATIENCE = 4.0
"""Seconds: PagerDuty waits five, and tells it again where it is told to."""

ILLNESS = "pagerduty webhooks"
SAID_AGAIN = 60.0
"""Seconds until it is written down once more that somebody signs wrongly: anybody can knock."""


class Webhooks:
    """`shared`: the header that all must carry, and its value; V2 is known by it alone, or not wanted."""

    def __init__(
        self,
        db: Database[Unit],
        keyring: Keyring,
        shared: tuple[str, str] | None = None,
        patience: float = PATIENCE,
        *,
        has_catalog: bool = False,
    ) -> None:
        self._db, self._keyring, self._shared, self._patience = db, keyring, shared, patience
        self._source, self._has_catalog = keyring.source, has_catalog
        self._doubt = Doubt(db, keyring.source.job(ILLNESS), SAID_AGAIN)

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        """Give the status to answer: 202 means that it is in the inbox. Headers by names in small letters."""
        return await in_time(self._take(headers, body), self._patience)

    async def _take(self, headers: Mapping[str, str], body: bytes) -> int:
        is_known = self._shared is not None and has_header(headers, *self._shared)
        signed = values(headers.get(HEADER, ""))
        if signed:
            return await self._signed(signed, body, with_header=is_known or not self._shared)
        if is_known and HEADER not in headers:
            return await self._keep(body, "")
        log.warning("webhook_unknown", action="receive", signed=False)
        return HTTPStatus.UNAUTHORIZED

    async def _signed(self, signed: list[bytes], body: bytes, *, with_header: bool) -> int:
        """Three refusals in a row, and PagerDuty tells nothing for a day: the first is told to admins."""
        secrets = self._keyring.known()
        name = signer(body, signed, secrets)
        if name is None:
            secrets = await self._keyring.look()
            name = signer(body, signed, secrets)
        if with_header and name is not None:
            return await self._keep(body, name)
        if with_header and not secrets:
            log.error("webhook_secret_unknown", action="receive")
            return HTTPStatus.SERVICE_UNAVAILABLE
        if with_header:
            secret = self._source.setting("WEBHOOK_SECRET")
            await self._doubt.begin(
                f"A webhook came that no secret of ours has signed. Is {secret} still right?"
            )
            return HTTPStatus.FORBIDDEN
        if name is not None:
            header = self._source.setting("WEBHOOK_HEADER")
            await self._doubt.begin(f"A webhook came without what {header} says. Does PagerDuty send that?")
        log.warning("webhook_unknown", action="receive", signed=True)
        return HTTPStatus.UNAUTHORIZED

    async def _keep(self, body: bytes, subscription: str) -> int:
        try:
            said = well_formed(json.loads(body))
        except (ValueError, RecursionError):
            return HTTPStatus.BAD_REQUEST
        found = [*_tellings(self._source, said, subscription)]
        await self._db.write(hear_webhook, found, self._source.system)
        if self._has_catalog:
            await self._db.write(hear_news, found, self._source.system)
        await self._doubt.end()
        return HTTPStatus.ACCEPTED


def _tellings(source: Source, said: Any, subscription: str) -> Iterator[Told]:
    """Read a body of PagerDuty's own. What cannot be read is counted: refused, it would stop the others."""
    with _readable():
        if "messages" not in said:
            yield from _told(source, tellings.of_event(said["event"], subscription))
            return
        for message in said["messages"]:
            with _readable():
                yield from _told(source, tellings.of_message(message))


def _told(source: Source, one: Told | None) -> list[Told]:
    return [naming.told(source, one)] if one else []


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError):
        log.exception("webhook_unreadable", action="receive")
        tellings.unknown["unreadable"] += 1
