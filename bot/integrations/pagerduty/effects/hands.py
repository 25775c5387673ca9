"""What every effect on PagerDuty works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.paging import Page, Seen
from bot.domain.paging.source import FIRST
from bot.integrations.faults import GONE
from bot.integrations.pagerduty.client import PagerDuty
from bot.integrations.pagerduty.naming import called
from bot.integrations.pagerduty.reading import seen_of
from bot.ports import Clock, Effect, Run
from bot.store.database import Database
from bot.store.oncall import contacts, services
from bot.store.who import identities, people
from bot.usecases.unit import Unit

NOT_FOUND = {GONE, "2100"}
"""What PagerDuty says of what it has no more: https://developer.pagerduty.com/docs/errors

It says so too of what was made just now, and of all that is another account's while the key is that one's.
"""

TRIES = 5
"""How often it is looked for before it is gone."""


@dataclass(frozen=True)
class Hands:
    pagerduty: PagerDuty
    db: Database[Unit]
    clock: Clock


class PagerDutyEffects:
    """Methods marked with ports.on become effects, of each account its own: none waits for another."""

    source = FIRST

    def __init__(self, hands: Hands) -> None:
        self.pagerduty, self.db, self.clock = hands.pagerduty, hands.db, hands.clock
        self.source = hands.pagerduty.source

    def adapt(self, effect: Effect) -> Effect:
        """Give it the account's mark, behind its name and its lane."""
        name, lane = (f"{one}{self.source.mark}" for one in (effect.name, effect.owed.lane))

        def when(event: Event) -> bool:
            return self._cares(event) and effect.owed.when(event)

        return replace(effect, name=name, owed=replace(effect.owed, lane=lane, when=when))

    @contextmanager
    def _looking(self, run: Run) -> Iterator[None]:
        """Use inside what should be there: what is not found may be found in a while."""
        try:
            yield
        except PermanentError as error:
            if error.code not in NOT_FOUND or run.attempt >= TRIES:
                raise
            raise TransientError(str(error)) from error

    def _cares(self, event: Event) -> bool:
        """What is about a service is about its account; what is not may be about pages of all of them."""
        service = getattr(event, "service", None)
        return service is None or self.source.has_name(service)

    def _pages(self, incident: Incident) -> list[Page]:
        """Give those that are there."""
        return [page for page in incident.pages if page.id and self.source.has_id(page.id)]

    def _path(self, page: str) -> str:
        return f"/incidents/{self.source.id_there(page)}"

    def _seen(self, said: dict[str, Any], service_state: str) -> Seen:
        return called(self.source, seen_of(said, service_state))

    async def _sender(self, person: str) -> str:
        """Give the address of who acts, where they are a user there; empty: Firebell itself."""
        return await self.db.read(_address, self.source.system, person) if person else ""

    async def _service(self, name: str) -> tuple[str, str]:
        """Give a service's id and state. Raises PermanentError where PagerDuty has none of this name.

        The last sync knows it; only what is newer than that is asked for.
        """
        known = await self.db.read(services.find, name)
        if known:
            return self.source.id_there(known.id), known.status
        there = self.source.name_there(name)
        async for page in self.pagerduty.read_all("/services", "services", query=there):
            for one in page:
                if one["name"] == there:
                    return str(one["id"]), str(one["status"])
        raise PermanentError(
            f"{self.source.title} has no service called {name}. An admin can name another one in the "
            "settings of the category, then press Retry.",
            code="no_service",
        )

    async def _look(self, page: Page, *, patient: bool = False) -> Seen | None:
        """Read one as it is now; None where it is there no more. patient: what pages people goes first."""
        read = self.pagerduty.read if patient else self.pagerduty.get
        try:
            answer = await read(self._path(page.id), **{"include[]": ["services"]})
        except PermanentError as error:
            if error.code in NOT_FOUND:
                return None
            raise
        return self._seen(answer["incident"], state_of_service(answer["incident"]))


def state_of_service(said: dict[str, Any]) -> str:
    """Give the state of the service where the whole of it was included."""
    return str((said.get("service") or {}).get("status") or "")


def title_of(incident: Incident, *, restricted: bool) -> str:
    """Give what the page is called: nothing of a private one goes to where others may read it."""
    if incident.private and not restricted:
        return f"{incident.ref}, private incident"
    return f"{incident.ref}: {incident.title}"


def in_slack(address: str) -> str:
    """Lead who is called to where it is worked on."""
    return f"In Slack: {address}" if address else ""


def _address(system: str, person: str) -> str:
    """Give the one that they have there, which may be another one than in Slack."""
    key = identities.keys(system, [person]).get(person, "")
    there = contacts.get(key) if key else None
    return there.email if there else people.get(person).email if key else ""
