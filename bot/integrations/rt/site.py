"""What this RT offers: the custom fields of its queues, its people."""

import time
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.domain.errors import PermanentError
from bot.domain.systems.accounts import Account
from bot.integrations.faults import GONE
from bot.integrations.rest import Said
from bot.integrations.rt.client import FORBIDDEN, SOURCE, RequestTracker, understood
from bot.integrations.rt.reading import (
    ATTACHMENTS,
    HISTORY,
    TICKET,
    part_of,
    reporter_of,
    text_of,
)
from bot.store.database import Database
from bot.store.who import identities
from bot.usecases.settings.link_accounts import take_accounts
from bot.usecases.unit import Unit

FRESH = 600.0
"""Seconds for which a queue's custom fields are believed to be the same."""


@dataclass
class Site:
    rt: RequestTracker
    db: Database[Unit]
    _fields: dict[str, tuple[float, dict[str, str]]] = field(default_factory=dict)

    async def ticket(self, number: str) -> Said | None:
        """Read one as it is now; None where it is there no more."""
        try:
            return await self.rt.get(f"ticket/{number}", **TICKET)
        except PermanentError as error:
            if error.code == GONE:
                return None
            if error.code == FORBIDDEN:
                sentence = f"RT does not show us RT#{number}: docs/rt.md names the rights in its queue."
                raise PermanentError(sentence, code=FORBIDDEN) from error
            raise

    async def history(self, number: str) -> list[Said]:
        """Give what happened to a ticket, the oldest first."""
        return [one async for one in self.rt.read_all(f"ticket/{number}/history", **HISTORY)]

    async def words(self, number: str, transactions: list[str]) -> dict[str, str]:
        """Give what was written in these, by their ids, without reading the files that came along."""
        if not transactions:
            return {}
        parts = [one async for one in self.rt.read_all(f"ticket/{number}/attachments", **ATTACHMENTS)]
        found = {}
        for one in transactions:
            part = part_of(parts, one)
            found[one] = text_of(await self.rt.get(f"attachment/{part['id']}")) if part else ""
        return found

    async def fields(self, queue: str) -> dict[str, str]:
        """Give the ids of a queue's custom fields by name; a name may be there in other queues too.

        Raises PermanentError where there is no such queue, or not for us.
        """
        at, known = self._fields.get(queue, (-FRESH, {}))
        if time.monotonic() < at + FRESH:
            return known
        try:
            said = await self.rt.get(f"queue/{quote(queue, safe='')}")
        except PermanentError as error:
            if error.code not in {GONE, FORBIDDEN}:
                raise
            sentence = (
                f"RT shows Firebell no queue {queue}. Name another one in the settings of tickets or in "
                "RT_QUEUE, or give its user the rights that docs/rt.md names, then press Retry."
            )
            raise PermanentError(sentence, code="no_queue") from error
        with understood():
            found = {str(one["name"]): str(one["id"]) for one in said["TicketCustomFields"]}
        self._fields[queue] = time.monotonic(), found
        return found

    async def reporter(self, said: Said) -> str:
        """Give who in Slack made a ticket: by what is known, or by the address that RT shows; else nobody."""
        account, email, name = reporter_of(said)
        known = await self.db.read(identities.persons, SOURCE, [account])
        if account not in known and email:
            await self.db.write_behind(take_accounts, SOURCE, [Account(account, name, email)])
            known = await self.db.read(identities.persons, SOURCE, [account])
        return known.get(account, "")
