"""What another system told and was given up is taken once more, as if it had just come."""

from bot.domain.errors import UserError
from bot.store.queues import inbox, presses
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.unit import Unit


def replay_telling(unit: Unit, number: int) -> None:
    """Raise UserError where nothing of that number was given up."""
    if not inbox.revive(number, unit.now):
        raise UserError(f"Nothing of number {number} was given up. `firebell status` names what was.")


def press_replay(unit: Unit, number: int, *, by: str, press: str) -> None:
    """An admin asks for it, once per press."""
    must_be_admin(by)
    if not presses.answer(press):
        replay_telling(unit, number)
        presses.keep(press, {"telling": number}, unit.now)
