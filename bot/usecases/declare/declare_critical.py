"""Declare a critical incident in a few words, and take it back while nobody has done much yet."""

from dataclasses import replace

from bot.domain.incident import ClosingReason, Incident, Link
from bot.domain.rules import channels, critical
from bot.domain.rules.closing import Ending
from bot.domain.rules.opening import incident_of
from bot.store import taxonomy
from bot.store.oncall import calling
from bot.store.queues import presses
from bot.store.who import directory
from bot.usecases.finish.close_incident import closes
from bot.usecases.finish.end_channel import let_expire
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.working import take_visible, work_on

TAKEN_BACK = "Taken back right away."


def declare_critical(
    unit: Unit,
    draft: str,
    title: str,
    *,
    by: str,
    press: str,
    channel: str = "",
    screen: Link | None = None,
) -> Incident:
    """Raises UserError where the title will not do.

    channel: the name of the one in which it was asked for. screen: where the declarer is shown what becomes
    of it. Whoever is a responder of the category or on call for it leads it, until somebody else takes the
    command.
    """
    words = taxonomy.load()
    form = critical.critical_form(draft, title, channel, words)
    would_be = incident_of(form, words.priorities[form.priority], words, unit.act(by))
    is_responder = directory.belongs(by, words.categories[form.category].responders)
    leads = is_responder or by in calling.called(would_be, unit.now)
    return open_incident(unit, replace(form, leads=leads), by=by, press=press, screen=screen)


def undo_declaration(unit: Unit, number: int, *, by: str, press: str) -> Incident:
    """Take it back, and its channel with it. Raises UserError for anybody else, and after half a minute."""
    incident = take_visible(unit, number, by=by)
    if presses.answer(press):
        return incident
    critical.must_be_fresh(incident, unit.act(by))
    rule = closes(Ending(ClosingReason.FALSE_ALARM, TAKEN_BACK))
    undone = work_on(unit, number, rule, by=by, press=press)
    let_expire(undone, unit.now)
    return unit.keep(channels.expire(undone, unit.act(by)))
