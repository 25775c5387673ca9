"""Our webhook in Jira: made and mended without anybody's doing it by hand, where the account may.

https://developer.atlassian.com/cloud/jira/platform/webhooks/#registering-a-webhook-using-the-rest-api
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog

from bot.domain.errors import PermanentError
from bot.domain.incident import Shown
from bot.integrations.jira.client import SOURCE, Jira
from bot.integrations.jira.tellings import EVENTS
from bot.integrations.jira.webhooks import PATHS
from bot.integrations.webhooks import print_of
from bot.ports import Poll
from bot.store import shown
from bot.store.database import Database
from bot.usecases.unit import Unit

log = structlog.get_logger()

NAME = "jira webhooks"
INTERVAL = timedelta(minutes=30)
LIST = "/rest/webhooks/1.0/webhook"
HOOK = "Firebell"

SIGNED = "webhook"
"""Under which it is kept what our webhook signs with, and where it leads."""


def derived(key: str) -> str:
    """Give the secret of our webhook where none is given: it follows from SECRET_KEY."""
    return hmac.new(key.encode(), b"jira webhooks", hashlib.sha256).hexdigest() if key else ""


def urls_of(url: str) -> tuple[str, ...]:
    """Give where webhooks come in; the first is the one that is registered."""
    return tuple(url.rstrip("/") + path for path in PATHS)


class Registration:
    """`url`: where Firebell is reached from outside. `secret`: with which our webhook signs.

    `is_given`: it stands in JIRA_WEBHOOK_SECRET, so that an admin of Jira may know it.
    """

    def __init__(
        self, jira: Jira, db: Database[Unit], url: str, secret: str, *, is_given: bool = False
    ) -> None:
        self._jira, self._db, self._secret, self._is_given = jira, db, secret, is_given
        self.urls = urls_of(url)
        self._works = False

    @property
    def poll(self) -> Poll:
        return Poll(NAME, INTERVAL, self.look, at_start=True)

    async def works(self) -> bool:
        """Whether it was there and in order when it was looked at last."""
        return self._works

    async def look(self) -> str:
        """See to it that Jira tells us. Raises PermanentError, with what to do, where it does not."""
        self._works = False
        if not self._secret:
            raise PermanentError(
                "Jira's webhooks cannot be trusted: set SECRET_KEY or JIRA_WEBHOOK_SECRET. Until then Jira "
                "is asked every minute."
            )
        try:
            there = await self._jira.get_list(LIST)
        except PermanentError as error:
            set_it = "" if self._is_given else " Set JIRA_WEBHOOK_SECRET first."
            raise PermanentError(
                "Firebell's account may not see Jira's webhooks. An admin of Jira can make one for "
                f"{self.urls[0]} with the secret JIRA_WEBHOOK_SECRET, or let the account administer Jira."
                f"{set_it} Until then Jira is asked every minute."
            ) from error
        known = await self._db.read(shown.get, SOURCE, SIGNED)
        # Another Firebell's bears the same name.
        places = {*self.urls, known.get("url", self.urls[0])}
        ours = [one for one in there if one.get("url") in places]
        if not ours:
            await self._jira.write("POST", LIST, self._wanted())
            await self._note()
            log.info("webhook_made", action="look", url=self.urls[0])
        elif not self._is_sound(ours[0]) or known != self._noted:
            number = str(ours[0].get("self")).rstrip("/").rpartition("/")[2]
            await self._jira.write("PUT", f"{LIST}/{number}", self._wanted())
            await self._note()
            log.warning("webhook_mended", action="look", url=self.urls[0])
        self._works = True
        return f"Jira tells {self.urls[0]} what happens."

    def _is_sound(self, one: dict[str, Any]) -> bool:
        tells = set(EVENTS) <= set(one.get("events") or ()) and one.get("url") in self.urls
        return tells and bool(one.get("enabled", True)) and not one.get("excludeBody")

    @property
    def _noted(self) -> dict[str, str]:
        """What is kept of it: with which secret it signs, which Jira shows to nobody, and where it leads."""
        return {"print": print_of(self._secret), "url": self.urls[0]}

    async def _note(self) -> None:
        await self._db.write_behind(_keep, self._noted)

    def _wanted(self) -> dict[str, Any]:
        return {
            "name": HOOK,
            "url": self.urls[0],
            "events": list(EVENTS),
            "filters": {},
            "excludeBody": False,
            "secret": self._secret,
        }


def _keep(_unit: Unit, known: Mapping[str, str]) -> None:
    shown.keep(SOURCE, Shown(SIGNED, known))
