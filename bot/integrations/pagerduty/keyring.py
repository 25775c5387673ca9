"""The secrets that webhooks are signed with: from the environment, and sealed in the database."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from bot.domain.paging.source import FIRST, Source
from bot.store.database import Database
from bot.store.queues import hooks
from bot.usecases.unit import Unit

GIVEN = "environment"
"""The name of a secret that stands in PAGERDUTY_WEBHOOK_SECRET; while one is exchanged, several by commas."""


class Keyring:
    """`key`: SECRET_KEY, empty where nothing can be sealed. `given`: PAGERDUTY_WEBHOOK_SECRET.

    `source`: the account whose webhooks are signed with them.
    """

    def __init__(self, db: Database[Unit], key: str, given: str, source: Source = FIRST) -> None:
        self._db, self.source = db, source
        digest = base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())
        self._fernet = Fernet(digest) if key else None
        parts = [part.strip() for part in given.split(",") if part.strip()]
        self.given = {f"{GIVEN} {number}" if number else GIVEN: part for number, part in enumerate(parts)}
        self._kept: dict[str, str] = {}

    @property
    def can_seal(self) -> bool:
        return self._fernet is not None

    def seal(self, secret: str) -> str:
        assert self._fernet
        return self._fernet.encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Give a secret; empty where another SECRET_KEY sealed it, so that it is lost."""
        if self._fernet is None or not sealed:
            return ""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            return ""

    def known(self) -> dict[str, str]:
        """Give what is known without asking, by the name of who signs with it."""
        return {**self._kept, **self.given}

    async def look(self) -> dict[str, str]:
        """Ask the database too, where another replica may have kept one meanwhile."""
        there = await self._db.read(hooks.of, self.source.system)
        opened = {self.source.id_there(one.id): self.unseal(one.secret) for one in there}
        self._kept = {number: secret for number, secret in opened.items() if secret}
        return self.known()
