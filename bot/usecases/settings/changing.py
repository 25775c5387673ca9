"""What every change of the settings does: it is whole and right, is written down, and is seen at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.errors import UserError
from bot.domain.settings.checking import Document, Fault, faults
from bot.domain.settings.difference import Difference, compare
from bot.domain.settings.shape import tidy
from bot.domain.taxonomy.document import parse
from bot.ports import Audience
from bot.store import taxonomy
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.settings import audit
from bot.store.who import homes
from bot.usecases.unit import FREEZE, Unit, home_of


def put(unit: Unit, was: Document, becomes: Mapping[str, Mapping[str, Any]], *, by: str) -> list[Difference]:
    """Write the new settings, and give what changed. Raises UserError where they would not hold together."""
    becomes = tidy(becomes)
    found = compare(was, becomes)
    if found:
        must_hold(becomes)
        taxonomy.replace(becomes)
        audit.add(by, unit.now, found)
        _show(unit)
    return found


def must_hold(document: Document) -> None:
    """Raise UserError naming every fault."""
    wrong = faults(document)
    if wrong:
        raise UserError(" ".join(_said(fault) for fault in wrong[:10]))
    parse(document)


def _said(fault: Fault) -> str:
    return f"{fault.place}: {fault.sentence}"


def _show(unit: Unit) -> None:
    """Screens that people look at, and whether people may deploy, follow from the settings too."""
    homes.lock()
    people = [home_of(person) for person in homes.being_looked_at(unit.now)]
    outbox.owe(
        [
            *_debts(unit, Audience.HOMES, people),
            *_debts(unit, Audience.FREEZE, [FREEZE]),
        ]
    )


def _debts(unit: Unit, audience: Audience, subjects: Iterable[str]) -> list[Debt]:
    effects = [effect for name in unit.effects.names() if (effect := unit.effects.named(name))]
    return [
        Debt(
            subject,
            effect.name,
            effect.owed.lane,
            None,
            effect.owed.mirror,
            None,
            unit.now + effect.owed.settle,
        )
        for effect in effects
        if effect.owed.audience is audience and effect.owed.mirror
        for subject in subjects
    ]
