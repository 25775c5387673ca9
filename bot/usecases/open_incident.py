"""Declare an incident."""

from dataclasses import replace

from bot.domain.incident import Change, Incident, Link, LinkKind
from bot.domain.rules import opening
from bot.domain.rules.opening import Form
from bot.store import incidents, taxonomy
from bot.store.queues import presses
from bot.usecases.unit import Unit


def open_incident(unit: Unit, form: Form, *, by: str, press: str, screen: str = "") -> Incident:
    """Declare what `form` says, once per press and once per draft.

    screen: the id of the view in which the declarer waits. Raises UserError with a sentence per field.
    """
    earlier = _opened_by(press) or incidents.by_draft(form.draft)
    if earlier:
        return earlier
    change = opening.open_incident(form, taxonomy.load(), unit.act(by))
    incident = unit.keep(_shown_in(screen, change) if screen else change)
    presses.keep(press, {"incident": incident.id}, unit.now)
    return incident


def _opened_by(press: str) -> Incident | None:
    given = presses.answer(press)
    return incidents.get(given["incident"]) if given else None


def _shown_in(screen: str, change: Change) -> Change:
    """The screen is known from the start and is nothing to tell on the timeline."""
    shown = Link(LinkKind.FORM, screen)
    return replace(change, incident=replace(change.incident, links={LinkKind.FORM: shown}))
