"""The runbooks in a folder, or below a page: their titles, labels and addresses.

https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-search/
"""

from typing import Any

from bot.domain.postmortem.runbooks import Runbook
from bot.integrations.confluence.client import Confluence
from bot.store.database import Database
from bot.usecases.postmortem.keep_runbooks import keep_runbooks
from bot.usecases.unit import Unit

EXPANDED = "content.metadata.labels,content.version"
"""Putting a label on makes no new version, so all are listed each time, with what is to be known of each."""


class Runbooks:
    """`folder`: its number."""

    def __init__(self, confluence: Confluence, db: Database[Unit], folder: str) -> None:
        self._confluence, self._db, self._folder = confluence, db, folder

    async def read(self) -> str:
        """Keep what the whole listing names; one that was cut off changes nothing."""
        query = f"ancestor = {self._folder} AND type = page ORDER BY title"
        asked = {"cql": query, "expand": EXPANDED, "excerpt": "none"}
        found = [self._read(one) async for one in self._confluence.read_all("/rest/api/search", **asked)]
        return await self._db.write_behind(keep_runbooks, found)

    def _read(self, said: dict[str, Any]) -> Runbook:
        page = said["content"]
        labels = ((page.get("metadata") or {}).get("labels") or {}).get("results") or ()
        return Runbook(
            str(page["id"]),
            str(page["title"]),
            f"{self._confluence.url}{said['url']}",
            tuple(str(one["name"]) for one in labels),
            int((page.get("version") or {}).get("number") or 0),
        )
