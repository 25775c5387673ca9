"""Declare a critical incident in a few words, and take it back while nobody has done much yet."""

from dataclasses import replace

from bot.domain.incident import ClosingReason, Incident
from bot.domain.rules import critical
from bot.domain.rules.closing import Ending
from bot.store import taxonomy
from bot.store.queues import presses
from bot.store.who import directory
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.working import take_visible

FALSE_ALARM = "A false alarm, taken back right away."


def declare_critical(
    unit: Unit, draft: str, title: str, *, by: str, press: str, channel: str = "", screen: str = ""
) -> Incident:
    """channel: the name of the one in which it was asked for. Raises UserError where the title will not do.

    Whoever is a responder of the category leads it, until somebody else takes the command.
    """
    words = taxonomy.load()
    form = critical.critical_form(draft, title, channel, words)
    leads = bool(directory.handles_of(by) & set(words.categories[form.category].responders))
    return open_incident(unit, replace(form, leads=leads), by=by, press=press, screen=screen)


def undo_declaration(unit: Unit, number: int, *, by: str, press: str) -> Incident:
    """Take it back. Raises UserError for anybody else, and after half a minute."""
    incident = take_visible(unit, number, by=by)
    if presses.answer(press):
        return incident
    critical.must_be_fresh(incident, unit.act(by))
    ending = Ending(ClosingReason.FALSE_POSITIVE, FALSE_ALARM)
    return close_incident(unit, number, ending, by=by, press=press)
