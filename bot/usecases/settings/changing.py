"""What every change of the settings does: it is whole and right, is written down, and is seen at once."""

from bot.domain.errors import UserError
from bot.domain.settings.checking import Fault, faults
from bot.domain.settings.difference import Difference, compare
from bot.domain.settings.parts import Document
from bot.domain.settings.shape import tidy
from bot.domain.taxonomy.document import parse
from bot.store import taxonomy
from bot.store.running import jobs
from bot.store.settings import audit
from bot.store.who.listings import CHANNELS
from bot.usecases.settings.showing import show_freeze, show_homes
from bot.usecases.unit import Unit

NAMING = {"categories", "invited", "tags", "major"}
"""The sections that name channels: a new name is looked for at once."""


def put(unit: Unit, was: Document, becomes: Document, *, by: str) -> list[Difference]:
    """Write the new settings, and give what changed. Raises UserError where they would not hold together."""
    becomes = tidy(becomes)
    found = compare(was, becomes)
    if found:
        must_hold(becomes)
        taxonomy.replace(becomes)
        audit.add(by, unit.now, found)
        show_homes(unit)
        show_freeze(unit)
        if any(one.section in NAMING for one in found):
            jobs.ask(CHANNELS)
    return found


def must_hold(document: Document) -> None:
    """Raise UserError naming every fault."""
    wrong = faults(document)
    if wrong:
        raise UserError(" ".join(_said(fault) for fault in wrong[:10]))
    parse(document)


def _said(fault: Fault) -> str:
    return f"{fault.place}: {fault.sentence}"
