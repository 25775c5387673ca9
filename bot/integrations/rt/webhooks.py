"""Where the scrip's posts come in: signed by RT_WEBHOOK_SECRET, into the inbox, and nothing else.

What they say is a hint to read the ticket, so that one that comes twice, late or never does no harm.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from bot.domain.systems.told import Told
from bot.domain.wellformed import well_formed
from bot.integrations.rt.client import SOURCE
from bot.integrations.rt.initialdata import SIGNATURE
from bot.integrations.rt.tellings import about
from bot.integrations.webhooks import Doubt, in_time
from bot.store.database import Database
from bot.usecases.ticketing.hear_source import CHANGED, hear_webhook
from bot.usecases.unit import Unit

PATH = "/webhooks/rt"

PATIENCE = 2.5
"""Seconds: the scrip waits for three, and whoever changes the ticket waits with it."""

ILLNESS = "rt webhooks"
FORGED = (
    "A webhook of RT came that RT_WEBHOOK_SECRET has not signed. "
    "Load what `firebell setup rt --scrip FILE` writes into RT again."
)

MOST = 2**63 - 1


class Webhooks:
    """`secret`: with which the scrip signs; without one nothing is believed."""

    def __init__(self, db: Database[Unit], secret: str, patience: float = PATIENCE) -> None:
        self._db, self._secret, self._patience = db, secret, patience
        self._doubt = Doubt(db, ILLNESS)

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        """Give the status to answer: 202 means that it is in the inbox. Headers by names in small letters."""
        return await in_time(self._take(headers, body), self._patience)

    async def _take(self, headers: Mapping[str, str], body: bytes) -> int:
        if not is_signed(body, headers.get(SIGNATURE.lower(), ""), self._secret):
            await self._doubt.begin(FORGED)
            return HTTPStatus.UNAUTHORIZED
        try:
            told = read(well_formed(json.loads(body)))
        except (ValueError, RecursionError, LookupError, TypeError):
            return HTTPStatus.BAD_REQUEST
        await self._db.write(hear_webhook, SOURCE, (told,))
        await self._doubt.end()
        return HTTPStatus.ACCEPTED


def is_signed(body: bytes, header: str, secret: str) -> bool:
    """Tell whether it was signed as it came, in a time that says nothing of the secret."""
    own = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    given = header.strip().lower().encode(errors="replace")
    return hmac.compare_digest(f"sha256={own}".encode(), given) and bool(secret)


def read(said: Mapping[str, Any]) -> Told:
    """Read what the scrip says: which ticket, and by which transactions, which RT never numbers alike."""
    happened = [_number(one) for one in said["transactions"]]
    key, seen = f"hook:{happened[0]}-{happened[-1]}", about(str(said["queue"]), str(said["status"]))
    return Told(SOURCE, str(_number(said["ticket"])), key, CHANGED, seen)


def _number(said: object) -> int:
    """Read what RT numbers, which it never does beyond what a database counts."""
    if not isinstance(said, int) or not 0 < said <= MOST:
        raise ValueError(said)
    return said
