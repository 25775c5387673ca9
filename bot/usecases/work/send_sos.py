"""Call for help by name, once per press."""

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import Deed
from bot.domain.rules import sos
from bot.store import taxonomy
from bot.store.settings import calls
from bot.store.who import directory
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def send_sos(unit: Unit, number: int, key: str, words: str, *, by: str, press: str) -> Incident:
    """Raises UserError where there is no such call, they may not use it, or it would reach nobody."""
    call = taxonomy.load().sos.get(key)
    if call is None:
        raise UserError("That call for help is there no more. Choose another one.")
    reach, handles = calls.reach(call), directory.handles_of(by)
    return work_on(
        unit,
        number,
        lambda incident, _, act: sos.send_sos(incident, reach, words, handles, act),
        by=by,
        press=press,
        deed=Deed.HELP,
    )
