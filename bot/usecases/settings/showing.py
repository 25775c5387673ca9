"""What everybody looks at is brought to the present, where no incident changed."""

from collections.abc import Iterable

from bot.ports import Audience
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.who import homes
from bot.usecases.unit import FREEZE, Unit, home_of


def show_homes(unit: Unit) -> None:
    """Everybody who looks at App Home sees the present."""
    homes.lock()
    people = [home_of(person) for person in homes.being_looked_at(unit.now)]
    outbox.owe(_debts(unit, Audience.HOMES, people))


def show_freeze(unit: Unit) -> None:
    """Whether people may deploy is said anew."""
    outbox.owe(_debts(unit, Audience.FREEZE, [FREEZE]))


def _debts(unit: Unit, audience: Audience, subjects: Iterable[str]) -> list[Debt]:
    effects = [effect for name in unit.effects.names() if (effect := unit.effects.named(name))]
    mirrors = [one for one in effects if one.owed.audience is audience and one.owed.mirror]
    return [
        Debt(subject, one.name, one.owed.lane, None, one.owed.mirror, None, unit.now + one.owed.settle)
        for one in mirrors
        for subject in subjects
    ]
