"""Give the phone numbers of who is on call to who may page them; that they looked is kept."""

from bot.domain.incident import Act, Change, Incident
from bot.domain.oncall.reach import Reach
from bot.domain.paging import asking
from bot.domain.policy import Deed
from bot.domain.taxonomy import Taxonomy
from bot.store.oncall import contacts, rosters
from bot.usecases.unit import Unit
from bot.usecases.working import work_on

MOST = 10


def show_phones(
    unit: Unit, number: int, service: str, *, by: str, press: str
) -> tuple[Incident, list[Reach]]:
    """Raise UserError where they may not page, or no number is known."""
    found = reaches(unit, service)
    names = tuple(dict.fromkeys(one.turn.name for one in found if one.phones))

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return asking.show_phones(incident, service, names, act)

    return work_on(unit, number, rule, by=by, press=press, deed=Deed.PAGE), found


def reaches(unit: Unit, service: str) -> list[Reach]:
    """Read who is on call, the first level first, each once."""
    turns = {
        duty.now.user: (level.number, duty.now)
        for level in reversed(rosters.of_service(service, unit.now))
        for duty in level.duties
    }
    ordered = sorted(turns.values(), key=lambda one: one[0])[:MOST]
    return [Reach(level, turn, contacts.phones(turn.user)) for level, turn in ordered]
