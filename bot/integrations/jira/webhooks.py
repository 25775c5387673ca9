"""Where Jira's webhooks come in: whose they are, what they tell, into the inbox, and nothing else.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from http import HTTPStatus

import structlog

from bot.domain.systems.told import Told
from bot.domain.wellformed import well_formed
from bot.integrations.jira import tellings
from bot.integrations.jira.client import SOURCE
from bot.integrations.webhooks import Doubt, in_time
from bot.store.database import Database
from bot.usecases.ticketing.hear_source import hear_webhook
from bot.usecases.unit import Unit

log = structlog.get_logger()

PATHS = ("/webhooks/jira", "/jira-webhook")
"""The first is the one that is registered; the other is where earlier tools had it."""

SIGNATURE, IDENTIFIER = "x-hub-signature", "x-atlassian-webhook-identifier"
METHODS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
"""What Jira may sign with; the method may change one day."""

MOST_BYTES = 25 * 1024 * 1024
"""Jira sends the whole issue, with all its comments, and nothing above 25 MB."""

PATIENCE = 15.0
"""Seconds: Jira waits about twenty for an answer, and tells it again where it is told to."""

ILLNESS = "jira webhooks"
FORGED = "A webhook came that {} has not signed. Is it the secret that Jira has?"


class Webhooks:
    """`secrets`: any of them may have signed it; with none nothing is believed.

    `named`: what people set them by.
    """

    def __init__(
        self,
        db: Database[Unit],
        secrets: tuple[str, ...],
        named: str = "JIRA_WEBHOOK_SECRET",
        patience: float = PATIENCE,
    ) -> None:
        self._db, self._secrets, self._patience = db, secrets, patience
        self._forged = FORGED.format(named)
        self._doubt = Doubt(db, ILLNESS)

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        """Give the status to answer: 202 means that it is in the inbox. Headers by names in small letters."""
        return await in_time(self._take(headers, body), self._patience)

    async def _take(self, headers: Mapping[str, str], body: bytes) -> int:
        header = headers.get(SIGNATURE, "")
        if await asyncio.to_thread(is_signed, body, header, self._secrets):  # strangers may send much
            return await self._keep(body, headers.get(IDENTIFIER, ""))
        # Jira gives up after five tries.
        await self._doubt.begin(self._forged)
        return HTTPStatus.UNAUTHORIZED

    async def _keep(self, body: bytes, identifier: str) -> int:
        try:
            told = await asyncio.to_thread(_read, body, identifier)  # which takes long where much is told
        except (ValueError, RecursionError):
            return HTTPStatus.BAD_REQUEST
        except (KeyError, TypeError, AttributeError):
            log.exception("webhook_unreadable", action="receive")
            return HTTPStatus.ACCEPTED
        await self._db.write(hear_webhook, SOURCE, (told,) if told else ())
        await self._doubt.end()
        return HTTPStatus.ACCEPTED


def _read(body: bytes, identifier: str) -> Told | None:
    return tellings.of_webhook(well_formed(json.loads(body)), identifier, body)


def is_signed(body: bytes, header: str, secrets: tuple[str, ...]) -> bool:
    """Tell whether one of these secrets signed the body as it came."""
    name, _, value = header.partition("=")
    method = METHODS.get(name.strip().lower())
    if method is None:
        return False
    own = [hmac.new(secret.encode(), body, method).hexdigest() for secret in secrets]
    given = value.strip().lower().encode(errors="replace")
    return any([hmac.compare_digest(one.encode(), given) for one in own])  # noqa: C419 - always as long
