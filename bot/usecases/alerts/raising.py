"""A program declares: once for each key that goes on, and in a storm it waits."""

from dataclasses import replace
from uuid import uuid4

from bot.domain import policy
from bot.domain.incident import API, Incident
from bot.domain.policy import Deed
from bot.domain.rules import opening
from bot.domain.rules.opening import Form
from bot.domain.tokens import name_of
from bot.store import taxonomy
from bot.store.api import keys, storms
from bot.store.who import standings
from bot.usecases.alerts.braking import brake
from bot.usecases.paging.page_people import page_if_due
from bot.usecases.ticketing.file_tickets import ticket_if_due
from bot.usecases.unit import Unit


def raise_incident(
    unit: Unit, form: Form, key: str, *, by: str, deed: Deed = Deed.DECLARE
) -> tuple[Incident, bool]:
    """Give the incident, and whether it is new. Raises UserError with a sentence per field."""
    policy.must(standings.of(by), deed)
    storms.lock()
    found = keys.going_on(name_of(by), key) if key else None
    if found:
        return found.incident, False
    named = replace(form, draft=f"{API}:{name_of(by)}:{uuid4().hex}", quick=True)
    change = brake(opening.open_incident(named, taxonomy.load(), unit.act(by)), unit.now)
    incident = ticket_if_due(unit, page_if_due(unit, unit.keep(change), by=by), by=by)
    if key:
        keys.keep(name_of(by), key, incident.id)
    return incident, True
