"""What every use case about one incident does: take it, ask whether one may, change it, once per press."""

from collections.abc import Callable

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident
from bot.domain.paging.asking import ask_again
from bot.domain.paging.reading import calls_again
from bot.domain.policy import Deed, Standing
from bot.domain.taxonomy import Taxonomy
from bot.domain.tokens import is_token
from bot.store import taxonomy
from bot.store.queues import presses
from bot.store.who import standings
from bot.usecases.alerts.freeing import free
from bot.usecases.unit import Unit

Rule = Callable[[Incident, Taxonomy, Act], Change]
"""What becomes of the incident."""


def work_on(
    unit: Unit, number: int, rule: Rule, *, by: str, press: str = "", deed: Deed = Deed.WORK
) -> Incident:
    """Apply `rule`, once per press. Raises UserError where they may not, or the rule says no."""
    incident, standing = _taken(unit, number, by, press)
    if press and presses.answer(press):
        return incident
    policy.must(standing, deed, incident)
    if press:
        presses.keep(press, {"incident": number}, unit.now)
    words, act = taxonomy.load(), unit.act(by)
    change = rule(incident, words, act)
    if unit.can_page:
        again = ask_again(incident, change.incident, words, act)
        if again.events or calls_again(incident, change.incident, words.services):
            must_page(standing, change.incident)
        change = change.then(again)
    return unit.keep(free(unit, change, words, act))


def must_page(standing: Standing, incident: Incident) -> None:
    """Raise UserError where somebody would call people by something else who may not page.

    What a program tells pages, and so does what the settings page by themselves: that is no person's page.
    """
    refusal = "" if is_token(standing.person.id) else policy.why_not(standing.unreserved, Deed.PAGE, incident)
    if refusal:
        raise UserError(f"That would page people. {refusal}")


def take_visible(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Take the incident to change it. Raises UserError alike where there is none and where it is hidden.

    A repeat of a press that hid it from them is no refusal.
    """
    return _taken(unit, number, by, press)[0]


def _taken(unit: Unit, number: int, by: str, press: str) -> tuple[Incident, Standing]:
    incident = unit.take(number)
    if incident is None:
        raise UserError(policy.hidden(number))
    standing = standings.of(by, incident)
    if not policy.sees(standing, incident) and not (press and presses.answer(press)):
        raise UserError(policy.hidden(number))
    return incident, standing
