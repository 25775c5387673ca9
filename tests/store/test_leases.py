"""What a worker claimed that lives no more, another one takes over; and the dead change nothing any more."""

from typing import Any

from harness import FORM

from bot.domain.incident import Link, LinkKind
from bot.store import incidents
from bot.store.queues import claims, leases, outbox
from bot.usecases.open_incident import open_incident
from bot.usecases.record_outcome import give_up_delivery, record_outcome
from bot.usecases.unit import Unit


def claimed(do: Any, worker: str) -> list[claims.Claim]:
    found: list[claims.Claim] = do(lambda unit: claims.claim(worker, unit.now, 10))
    return found


def lives(worker: str, seconds: float) -> Any:
    return lambda _unit: leases.renew(worker, seconds)


def bury(_unit: Unit) -> int:
    return leases.bury()


def test_as_long_as_a_worker_lives_its_claims_are_its_own(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    do(lives("w1", 60))
    do(lives("w2", 60))
    assert claimed(do, "w1")
    assert do(bury) == 0
    assert claimed(do, "w2") == []


def test_a_dead_one_s_claims_are_taken_over_and_what_it_says_later_is_not_heard(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    do(lives("w1", 60))
    (first,) = claimed(do, "w1")
    do(lives("w1", -1))
    do(lives("w2", 60))
    assert do(bury) == 1
    do(record_outcome, first, Link(LinkKind.CHANNEL, "C1"))
    (again,) = claimed(do, "w2")
    assert (again.id, again.attempt) == (first.id, 2)
    do(give_up_delivery, first, "too late")
    do(record_outcome, again, Link(LinkKind.CHANNEL, "C2"))
    incident = do(lambda _unit: incidents.get(1))
    assert incident.links[LinkKind.CHANNEL].key == "C2"
    assert do(lambda _unit: outbox.failures("inc-1")) == []
