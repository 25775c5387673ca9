"""The page that says who is on call, for everybody who has no account in PagerDuty."""

from collections.abc import Mapping
from hashlib import sha256

from bot.domain.documents import Readers
from bot.domain.errors import PermanentError, TransientError
from bot.domain.incident import Shown
from bot.domain.times.typed import zone_of
from bot.integrations.confluence.client import CONFLICT, Confluence
from bot.integrations.faults import GONE
from bot.ports import Clock
from bot.store import shown, taxonomy
from bot.store.database import Database
from bot.store.oncall import rosters
from bot.usecases.unit import Unit
from bot.views.documents.storage import Storage
from bot.views.oncall import page as view

SUBJECT, SURFACE = "confluence", "on-call page"
POLICIES = 200
TRIES = 2


class OnCallPage:
    """`number`: the page's. It is written only when it would say something else."""

    def __init__(self, confluence: Confluence, db: Database[Unit], clock: Clock, number: str) -> None:
        self._confluence, self._db, self._clock, self._number = confluence, db, clock, number

    async def write(self) -> str:
        body = await self._db.read(self._body)
        if not body:
            return "Nothing is known of on-call yet."
        digest = sha256(body.encode()).hexdigest()[:16]
        says = {"page": self._number, "digest": digest}
        if await self._db.read(shown.get, SUBJECT, SURFACE) == says:
            return "The page says it already."
        for _ in range(TRIES):
            if await self._put(body, f"Firebell: {digest}"):
                await self._db.write_behind(_keep, says)
                return "The page was written."
        raise TransientError("Somebody writes in the on-call page; it is tried again.")

    async def _put(self, body: str, message: str) -> bool:
        """Write the next version; False where somebody wrote in between."""
        try:
            page = await self._confluence.get(f"/api/v2/pages/{self._number}")
        except PermanentError as error:
            if error.code == GONE:
                sentence = "Confluence has no page CONFLUENCE_ON_CALL_PAGE_ID that Firebell may see."
                raise PermanentError(sentence, code=GONE) from error
            raise
        if page["version"].get("message") == message:
            return True
        version = {"number": int(page["version"]["number"]) + 1, "message": message}
        said = {"id": page["id"], "status": "current", "title": page["title"], "version": version}
        storage = {"representation": "storage", "value": body}
        try:
            await self._confluence.write("PUT", f"/api/v2/pages/{self._number}", {**said, "body": storage})
        except PermanentError as error:
            if error.code == CONFLICT:
                return False
            raise
        return True

    def _body(self) -> str:
        overview = rosters.overview(self._clock(), POLICIES)
        if overview.as_of.read_at is None:
            return ""
        readers = Readers(zone_of(taxonomy.load().hours.zone))
        return Storage(readers).write(view.document(overview))


def _keep(_unit: Unit, says: Mapping[str, str]) -> None:
    shown.keep(SUBJECT, Shown(SURFACE, says))
