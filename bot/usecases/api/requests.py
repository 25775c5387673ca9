"""What a program asks for: the use cases of people, done by a token, and a repeat is answered as before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import policy
from bot.domain.alerts.naming import filled
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import Deed
from bot.domain.rules.closing import Ending
from bot.domain.rules.opening import Form
from bot.domain.rules.updating import Update
from bot.store import incidents, taxonomy, visible
from bot.store.queues import presses
from bot.store.who import standings
from bot.usecases.alerts.raising import going_on, raise_incident
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident
from bot.usecases.work.write_notes import add_note

_UNSEEN = (
    "This would be a private incident, and the token may not see such: it lacks the right “private”. An "
    "admin can make another one in Firebell's settings, under API tokens."
)
OTHERWISE = "This Idempotency-Key was used for another request already. Use a new key for each request."


@dataclass(frozen=True)
class Once:
    """What makes two requests one. `key`: as the program calls it, if it does; `said`: its digest."""

    key: str = ""
    said: str = ""


ANYTIME = Once()


def declare(unit: Unit, form: Form, key: str, *, by: str, once: Once = ANYTIME) -> tuple[Incident, bool]:
    """Declare, or give what goes on under this `key` of the token's; and whether it is new.

    Raises UserError as for people.
    """
    new = False

    def work() -> Incident:
        nonlocal new
        words = taxonomy.load()
        whole = filled(form, words)
        raised = going_on(key, by=by, deed=Deed.DECLARE)
        new = raised is None
        return raised.incident if raised else raise_incident(unit, whole, key, words, by=by)

    found = _done_once(unit, once, by, work)
    if not policy.sees(standings.of(by), found):
        raise UserError(_UNSEEN if new else f"This is {found.ref}, and the token may see it no more.")
    return found, new


def change(
    unit: Unit, number: int, wish: Update, ending: Ending | None, *, by: str, once: Once = ANYTIME
) -> Incident | None:
    """Update it, or end it; None where there is none that the token may see."""

    def work() -> Incident:
        if ending:
            return close_incident(unit, number, ending, by=by)
        return update_incident(unit, number, wish, by=by)

    return _done_once(unit, once, by, work) if visible.incident(number, by) else None


def note(
    unit: Unit, number: int, words: str, at: datetime | None, *, by: str, once: Once = ANYTIME
) -> Incident | None:
    """Put words on its timeline; None where there is none that the token may see."""
    if visible.incident(number, by) is None:
        return None
    return _done_once(unit, once, by, lambda: add_note(unit, number, words, at, by=by))


def _done_once(unit: Unit, once: Once, by: str, work: Callable[[], Incident]) -> Incident:
    """Raise UserError where the same key came with another request before."""
    press = f"api:{by}:{once.key}"
    given = presses.answer(press) if once.key else None
    if given and given["said"] != once.said:
        raise UserError(OTHERWISE, {"Idempotency-Key": OTHERWISE})
    earlier = incidents.get(given["incident"]) if given else None
    if earlier:
        return earlier
    found = work()
    if once.key:
        presses.keep(press, {"incident": found.id, "said": once.said}, unit.now)
    return found
