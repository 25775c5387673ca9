"""Give somebody a role, or take it away."""

from bot.domain.incident import Incident
from bot.domain.rules.roles import give_role as rule
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def give_role(
    unit: Unit, number: int, role: str, person: str, *, by: str, press: str = "", words: str = ""
) -> Incident:
    """Give it to `person`, or to nobody where that is empty; `words` hand it over."""
    return work_on(
        unit,
        number,
        lambda incident, taxonomy, act: rule(incident, role, person, taxonomy, act, words=words),
        by=by,
        press=press,
    )
