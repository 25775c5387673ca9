"""Declare an incident."""

from dataclasses import replace

from bot.domain import policy
from bot.domain.incident import Change, Incident, Link, LinkKind
from bot.domain.policy import Deed
from bot.domain.rules import opening
from bot.domain.rules.opening import Form
from bot.store import incidents, taxonomy
from bot.store.declare import drafts
from bot.store.queues import presses
from bot.store.who import standings
from bot.usecases.called_for import call_for
from bot.usecases.unit import Unit


def open_incident(unit: Unit, form: Form, *, by: str, press: str, screen: Link | None = None) -> Incident:
    """Declare what `form` says, once per press and once per draft.

    screen: where the declarer is shown what becomes of it. Raises UserError with a sentence per field, or
    where they may not declare.
    """
    earlier = _opened_by(press) or incidents.by_draft(form.draft)
    if earlier:
        return earlier
    policy.must(standings.of(by), Deed.DECLARE)
    change = opening.open_incident(_with_free_origin(form), taxonomy.load(), unit.act(by))
    incident = unit.keep(shown_in(screen, change) if screen else change)
    incident = call_for(unit, incident, by=by, declined=not form.pages)
    presses.keep(press, {"incident": incident.id}, unit.now)
    drafts.settle(form.draft, by, incident.id, unit.now)
    return incident


def _opened_by(press: str) -> Incident | None:
    given = presses.answer(press)
    return incidents.get(given["incident"]) if given else None


def _with_free_origin(form: Form) -> Form:
    """A message belongs to the first incident that was declared from it; the next one begins without."""
    taken = form.origin and incidents.by_link(LinkKind.ORIGIN, form.origin.key)
    return replace(form, origin=None) if taken else form


def shown_in(screen: Link, change: Change) -> Change:
    """The screen is known from the start and is nothing to tell on the timeline."""
    links = {**change.incident.links, screen.kind: screen}
    return replace(change, incident=replace(change.incident, links=links))
