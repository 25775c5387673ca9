"""Everybody in the workspace, a page at a time."""

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain.errors import PermanentError
from bot.domain.people import Person
from bot.integrations.slack.client import Slack
from bot.ports import Progress
from bot.store.database import Database
from bot.store.who import people
from bot.store.who.listings import Place
from bot.usecases.directory import listing
from bot.usecases.unit import Unit
from bot.views.profile import person_of

log = structlog.get_logger()

NAME = "slack people"
PAGE = 900
"""People of one page: Slack gives up to 1,000, and few pages are what its limits allow.

https://docs.slack.dev/reference/methods/users.list
"""

LOST_CURSOR = "invalid_cursor"


@dataclass(frozen=True)
class People:
    slack: Slack
    db: Database[Unit]
    team: str
    progress: Progress
    page: int = PAGE

    async def read(self) -> str:
        """Read names, zones, and who is an admin, a guest or a stranger; go on where it was cut off."""
        place = await self.db.write_behind(listing.begin, NAME)
        turned = place if place.is_read else await self._turn_all(place)
        if turned is None:
            return "Somebody else is reading the people."
        place = turned
        await self._sweep(place)
        await self.db.write_behind(listing.end, place)
        census = await self.db.read(people.census)
        log.info("people_read", action="read_people", listed=place.count, **_keys(census))
        said = [(name, count) for name, count in census.items() if count]
        return ", ".join(f"{count} {_ONE.get(name, name) if count == 1 else name}" for name, count in said)

    async def _turn_all(self, place: Place) -> Place | None:
        """Keep every page; while one is being written, the next one is on its way."""
        coming = asyncio.create_task(self._ask(place.cursor))
        try:
            while not place.is_read:
                try:
                    page = await coming
                except PermanentError as error:
                    if error.code != LOST_CURSOR or not place.cursor:
                        raise
                    place = await self.db.write_behind(listing.begin_anew, place)
                    coming = asyncio.create_task(self._ask(place.cursor))
                    continue
                cursor = _next(page)
                if cursor:
                    coming = asyncio.create_task(self._ask(cursor))
                turned = await self.db.write_behind(listing.keep_people, place, self._page(page), cursor)
                if turned is None:
                    return None
                place = turned
                self.progress(place.count, None)
            return place
        finally:
            coming.cancel()

    async def _ask(self, cursor: str) -> dict[str, Any]:
        return await self.slack.call("users.list", limit=self.page, cursor=cursor or None)

    def _page(self, page: dict[str, Any]) -> tuple[Person, ...]:
        return tuple(person_of(member, self.team) for member in page["members"])

    async def _sweep(self, place: Place) -> None:
        after: int | None = 0
        while after is not None:
            after = await self.db.write_behind(listing.sweep_people, place, after)


def _next(page: dict[str, Any]) -> str:
    return str(page.get("response_metadata", {}).get("next_cursor") or "")


_ONE = {
    "people": "person",
    "guests": "guest",
    "bots": "bot",
    "e-mail addresses of more than one": "e-mail address of more than one",
}


def _keys(census: dict[str, int]) -> dict[str, int]:
    return {name.replace(" ", "_").replace("-", "_"): count for name, count in census.items()}
