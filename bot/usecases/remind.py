"""Ask people for what is due, and leave them alone where they say so."""

from datetime import timedelta
from functools import partial

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident
from bot.domain.rules import reminders
from bot.domain.taxonomy import Taxonomy
from bot.domain.times.hours import next_morning
from bot.domain.times.typed import zone_of
from bot.store import dues
from bot.store.dues import Due
from bot.store.who import people
from bot.usecases.unit import Unit
from bot.usecases.working import work_on

MORNING = "morning"
PAUSES = {"30": timedelta(minutes=30), "60": timedelta(hours=1)}
"""How long somebody may want quiet, in minutes; or until the morning, where they are."""


def remind(unit: Unit, incident: Incident, due: Due) -> None:
    """Ask, if that is still wanted by now; the plan for the next time follows from it."""
    ask = dues.asks(incident, unit.now).get(due.kind)
    if ask and ask.due_at <= unit.now:
        unit.keep(reminders.remind(incident, ask, unit.act()))
    else:
        dues.plan(incident, unit.now)


def snooze(unit: Unit, number: int, pause: str, *, by: str, press: str = "") -> Incident:
    """Let what is asked for now rest. Raises UserError where nothing is asked for any more."""
    return work_on(unit, number, partial(_snooze, pause), by=by, press=press)


def _snooze(pause: str, incident: Incident, _words: Taxonomy, act: Act) -> Change:
    if pause == MORNING:
        until = next_morning(zone_of(people.get(act.by).zone).key, act.at)
    elif pause in PAUSES:
        until = act.at + PAUSES[pause]
    else:
        raise UserError("Nobody can snooze that long. Choose one of the times offered.")
    return reminders.snooze(incident, reminders.asking(dues.asks(incident, act.at)), until, act)
