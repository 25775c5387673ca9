"""The calls for help, and whom each would reach now."""

from bot.domain.rules.sos import Reach, may_use
from bot.domain.taxonomy import SosCall
from bot.store import taxonomy
from bot.store.who import directory


def usable(person: str) -> list[Reach]:
    """Give those that this person may use."""
    handles = directory.handles_of(person)
    return [reach(call) for call in taxonomy.load().sos.values() if may_use(call, handles)]


def reach(call: SosCall) -> Reach:
    ids = directory.ids_of([call.usergroup]) if call.usergroup else ()
    people = directory.members([call.usergroup]) if ids else ()
    return Reach(call, ids[0] if ids else "", tuple(people))
