"""Make an incident private, and let people see it."""

from bot.domain.incident import Incident
from bot.domain.rules import privacy
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def make_private(unit: Unit, number: int, named: tuple[str, ...], *, by: str, press: str = "") -> Incident:
    return work_on(
        unit,
        number,
        lambda incident, _, act: privacy.make_private(incident, named, act),
        by=by,
        press=press,
    )


def entitle(unit: Unit, number: int, people: tuple[str, ...], *, by: str, press: str = "") -> Incident:
    return work_on(
        unit,
        number,
        lambda incident, _, act: privacy.entitle(incident, people, act),
        by=by,
        press=press,
    )
