"""Say when something happened, that nobody knows, or nothing about it any more."""

from bot.domain.gate import Gate
from bot.domain.incident import Incident
from bot.domain.rules import key_events
from bot.domain.rules.key_events import Said
from bot.store import gates
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def set_key_events(unit: Unit, number: int, said: Said, *, by: str, press: str = "") -> Gate:
    """Give what is known then. Raises UserError with a sentence for each that cannot be."""
    known: Incident = work_on(
        unit,
        number,
        lambda incident, taxonomy, act: key_events.say(incident, said, taxonomy, act),
        by=by,
        press=press,
    )
    return gates.of(known, by, unit.now)
