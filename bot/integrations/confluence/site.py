"""What this Confluence is: the number of the space, and who we are there."""

from typing import Any

from bot.domain.errors import PermanentError
from bot.integrations.confluence.client import Confluence


class Site:
    """Asks once in its life. `space`: its key."""

    def __init__(self, confluence: Confluence, space: str) -> None:
        self._confluence, self._key = confluence, space
        self._space = self._account = ""

    async def space(self) -> str:
        """Give its number. Raises PermanentError where there is none such."""
        if not self._space:
            found = (await self._confluence.get("/api/v2/spaces", keys=self._key))["results"]
            if not found:
                sentence = f"Confluence has no space {self._key} that Firebell may see. Set CONFLUENCE_SPACE."
                raise PermanentError(sentence, code="no_space")
            self._space = str(found[0]["id"])
        return self._space

    async def account(self) -> str:
        """Give the id of the account that we act as."""
        if not self._account:
            self._account = str((await self._confluence.get("/rest/api/user/current"))["accountId"])
        return self._account


def address(page: dict[str, Any]) -> str:
    """Give where people open it."""
    links = page.get("_links") or {}
    return f"{links.get('base', '')}{links.get('webui', '')}"
