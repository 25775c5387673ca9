"""What this process does not know how to do stays owed: others may know, and in the end a person is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from first_start import opened

from bot.delivery.attempts import UNKNOWN, Attempts
from bot.delivery.pace import Pace
from bot.domain.errors import TransientError
from bot.domain.events import DeliveryFailed, IncidentOpened
from bot.domain.people import Person
from bot.domain.rules.opening import Form
from bot.ports import Effects, Run, on
from bot.store import timeline
from bot.store.database import Database
from bot.store.queues import claims, outbox
from bot.store.queues.outbox import Debt
from bot.store.tables import Delivery
from bot.store.who import people
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
FORM = Form(
    draft="d",
    title="Checkout is down",
    description="It answers 500",
    category="payment",
    environments=("PRD",),
    priority="P1",
)


class Telling:
    def __init__(self) -> None:
        self.attempts: list[int] = []

    @on(IncidentOpened)
    async def tell(self, run: Run) -> None:
        self.attempts.append(run.attempt)


class Breaking:
    @on(IncidentOpened)
    async def tell(self, _run: Run) -> None:
        raise ZeroDivisionError


class Away:
    @on(IncidentOpened)
    async def tell(self, _run: Run) -> None:
        raise TransientError("It does not answer.")


class AwayInHaste:
    @on(IncidentOpened, soon=True)
    async def tell(self, _run: Run) -> None:
        raise TransientError("It does not answer.")


@pytest.fixture
def db(database_url: str) -> Iterator[Database[Unit]]:
    with opened(database_url, clock=lambda: NOW) as db:
        db.write_now(lambda unit: people.keep([Person("U1", "ana")], unit.now))
        db.write_now(open_incident, FORM, by="U1", press="p")
        yield db


async def test_it_is_left_to_whoever_knows_it(db: Database[Unit]) -> None:
    _owe(db)
    assert await _attempt(db, Effects()) == ("waiting", 1, UNKNOWN)
    effects, telling = Effects(), Telling()
    effects.add(telling)
    assert await _attempt(db, effects) == ("done", 1, "")
    assert telling.attempts == [2], "who comes later looks first whether it was done already"


async def test_in_the_end_it_fails_aloud_and_can_be_tried_again(db: Database[Unit]) -> None:
    _owe(db)
    assert await _attempt(db, Effects(), Pace(attempts=1)) == ("failed", 0, UNKNOWN)
    (failed,) = [one for one in db.read_now(timeline.of, 1) if isinstance(one, DeliveryFailed)]
    assert (failed.effect, failed.reason) == ("tell", UNKNOWN)
    db.write_now(lambda unit: outbox.revive(failed.delivery, "inc-1", unit.now))
    assert (await _attempt(db, Effects()))[0] == "waiting"


async def test_what_only_shows_how_things_stand_ends_quietly(db: Database[Unit]) -> None:
    _owe(db, mirror=True)
    assert (await _attempt(db, Effects()))[0] == "waiting", "another replica may know it"
    assert (await _attempt(db, Effects(), Pace(attempts=1)))[0] == "done"
    assert not [one for one in db.read_now(timeline.of, 1) if isinstance(one, DeliveryFailed)]


async def test_our_own_fault_is_told_soon_however_patient_the_effect(db: Database[Unit]) -> None:
    effects = Effects()
    effects.add(Breaking())
    _owe(db)
    state, _, reason = await _attempt(db, effects, Pace(attempts=1))
    assert (state, "ZeroDivisionError" in reason) == ("failed", True)


@pytest.mark.parametrize(("source", "end"), [(Away(), "waiting"), (AwayInHaste(), "failed")])
async def test_who_does_not_answer_is_waited_for_unless_it_helps_only_soon(
    db: Database[Unit], source: object, end: str
) -> None:
    effects = Effects()
    effects.add(source)
    _owe(db)
    state, failures, _ = await _attempt(db, effects, Pace(attempts=1))
    assert (state, failures) == (end, int(end == "waiting"))


async def test_what_failed_thousands_of_times_within_a_day_is_still_tried_again(db: Database[Unit]) -> None:
    effects = Effects()
    effects.add(Away())
    _owe(db)
    db.write_now(lambda _unit: Delivery.update(failures=2000).execute())
    assert (await _attempt(db, effects))[:2] == ("waiting", 2001)


def _owe(db: Database[Unit], *, mirror: bool = False) -> None:
    debt = Debt("inc-1", "tell", "tell", None, mirror=mirror, needs=None, due_at=NOW)
    db.write_now(lambda _unit: outbox.owe([debt]))


async def _attempt(db: Database[Unit], effects: Effects, pace: Pace | None = None) -> tuple[str, int, str]:
    """Make the next attempt, and give what became of it: state, failures, reason."""
    later = NOW + timedelta(hours=1)
    (claim,) = await db.write(lambda _unit: claims.claim("w", later, 5))
    await Attempts(db, lambda: later, pace or Pace()).see_through(claim, effects)
    row = db.read_now(lambda: Delivery.get_by_id(claim.id))
    return row.state, row.failures, row.reason
