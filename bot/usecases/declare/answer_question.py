"""Say of an incident that was declared in a few words what is broken, and who is hit."""

from collections.abc import Mapping

from bot.domain.incident import Act, Change, Incident
from bot.domain.rules.updating import Update, update
from bot.domain.taxonomy import Taxonomy
from bot.usecases.paging.page_people import page_if_due
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def answer_question(
    unit: Unit,
    number: int,
    *,
    by: str,
    press: str,
    category: str = "",
    impacts: Mapping[str, str] | None = None,
) -> Incident:
    """`impacts` are added to those that are known; the priority stays, as nobody chose another one."""

    def answer(incident: Incident, taxonomy: Taxonomy, act: Act) -> Change:
        chosen = impacts or {}
        if category in {"", incident.category} and {**incident.impacts, **chosen} == dict(incident.impacts):
            return Change(incident, ())
        return update(incident, Update(category=category, impacts=chosen), taxonomy, act)

    return page_if_due(unit, work_on(unit, number, answer, by=by, press=press), by=by)
