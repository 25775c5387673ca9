"""One of PagerDuty's lists, read page by page to its end or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain import oncall
from bot.domain.errors import PermanentError, TransientError
from bot.domain.oncall import Thing
from bot.domain.paging.source import Source
from bot.integrations.pagerduty.client import TOO_MANY, PagerDuty, Spot
from bot.integrations.pagerduty.directory import things
from bot.integrations.pagerduty.naming import called
from bot.ports import Progress
from bot.store.database import Database
from bot.store.who.listings import Place
from bot.usecases.directory import listing, pagerduty
from bot.usecases.unit import Unit

ASIDE = 30.0
"""Seconds after which it is looked at again where somebody else was reading."""


@dataclass(frozen=True)
class Listed:
    """`name`: what its answers call it, and the end of its address. `read`: reads one of it."""

    name: str
    kind: type[Thing]
    read: Callable[[Mapping[str, Any]], Thing]
    params: Mapping[str, Any] = field(default_factory=dict)


POLICIES = Listed("escalation_policies", oncall.Policy, things.policy_of)
SERVICES = Listed("services", oncall.Service, things.service_of)
SCHEDULES = Listed("schedules", oncall.Schedule, things.schedule_of)
TEAMS = Listed("teams", oncall.Team, things.team_of)
CONTACTS = Listed("users", oncall.Contact, things.contact_of, {"include[]": ["contact_methods"]})


@dataclass(frozen=True)
class Lists:
    pagerduty: PagerDuty
    db: Database[Unit]
    progress: Progress

    @property
    def source(self) -> Source:
        return self.pagerduty.source

    async def read(self, one: Listed) -> int:
        """Make ours equal to it; go on where it was cut off. Give how many there are.

        Raises TransientError where somebody else is reading it too.
        """
        place = await self.db.write_behind(listing.begin, self.source.job(f"pagerduty {one.name}"))
        try:
            place = place if place.is_read else await self._turn_all(one, place)
        except PermanentError as error:
            if error.code == TOO_MANY:
                await self.db.write_behind(listing.begin_anew, place)
            raise
        await self.db.write_behind(pagerduty.end_list, place, one.kind, self.source)
        return place.count

    async def _turn_all(self, one: Listed, place: Place) -> Place:
        spot = Spot.of(place.cursor)
        async for page in self.pagerduty.read_all(f"/{one.name}", one.name, spot, **one.params):
            things = tuple(called(self.source, one.read(said)) for said in page)
            place = await self._keep(one, place, things, spot.text)
            self.progress(place.count, None)
        return await self._keep(one, place, (), "")

    async def _keep(self, one: Listed, place: Place, page: tuple[Thing, ...], cursor: str) -> Place:
        turned = await self.db.write_behind(pagerduty.keep_page, place, one.kind, page, cursor, self.source)
        if turned is None:
            words = f"Somebody else is reading the {one.name} of {self.source.title} too."
            raise TransientError(words, retry_after=ASIDE)
        return turned
