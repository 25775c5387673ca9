"""A program declares: once for each key that goes on, and in a storm it waits."""

from dataclasses import replace
from uuid import uuid4

from bot.domain import policy
from bot.domain.incident import API, Incident
from bot.domain.policy import Deed
from bot.domain.rules import opening
from bot.domain.rules.opening import Form
from bot.domain.taxonomy import Taxonomy
from bot.domain.tokens import name_of
from bot.store.api import keys, storms
from bot.store.api.keys import Raised
from bot.store.who import standings
from bot.usecases.alerts.braking import brake
from bot.usecases.called_for import call_for
from bot.usecases.unit import Unit


def going_on(key: str, *, by: str, deed: Deed) -> Raised | None:
    """Give what goes on under this key of the token's; nothing else begins meanwhile.

    Raises UserError where the token may not do that.
    """
    policy.must(standings.of(by), deed)
    storms.lock()
    return keys.going_on(name_of(by), key) if key else None


def raise_incident(unit: Unit, form: Form, key: str, words: Taxonomy, *, by: str) -> Incident:
    """Declare it; ask first for what goes on. Raises UserError with a sentence per field."""
    named = replace(form, draft=f"{API}:{name_of(by)}:{uuid4().hex}", quick=True)
    incident = unit.keep(brake(opening.open_incident(named, words, unit.act(by)), unit.now))
    if key:
        keys.keep(name_of(by), key, incident)
    return call_for(unit, incident, by=by)
