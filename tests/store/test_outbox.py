"""What is owed is claimed in order, once, and only when it can run."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from harness import FORM

from bot.domain.errors import UserError
from bot.domain.incident import Link, LinkKind
from bot.domain.rules.links import add_link, rename_channel
from bot.store.queues import claims, outbox
from bot.store.queues.outbox import Debt
from bot.usecases.open_incident import open_incident
from bot.usecases.record_outcome import give_up_delivery, record_outcome, retry_delivery
from bot.usecases.unit import Unit

NEVER = datetime(2100, 1, 1, tzinfo=UTC)


def claim(unit: Unit) -> list[claims.Claim]:
    return claims.claim("w1", unit.now, 10)


def rename(unit: Unit, name: str) -> None:
    incident = unit.take(1)
    assert incident
    unit.keep(rename_channel(incident, name, unit.act()))


def link(unit: Unit) -> None:
    incident = unit.take(1)
    assert incident
    unit.keep(add_link(incident, Link(LinkKind.CHANNEL, "C1", name="a"), unit.act()))


def owed(_unit: Unit) -> dict[str, int]:
    return outbox.pending("inc-1")


def test_what_needs_a_link_waits_until_it_is_there(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    (first,) = do(claim)
    assert (first.effect, first.attempt) == ("make", 1)
    do(record_outcome, first, Link(LinkKind.CHANNEL, "C1"))
    (second,) = do(claim)
    assert second.effect == "show"


def test_runs_of_a_mirror_that_have_not_begun_are_one(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    do(link)
    for name in ("b", "c", "d"):
        do(rename, name)
    claimed = do(claim)
    assert sorted(one.effect for one in claimed) == ["make", "show"]
    do(rename, "e")
    do(rename, "f")
    assert do(claim) == [], "the next run waits for the one that has begun"
    for one in claimed:
        do(record_outcome, one, None)
    assert [one.effect for one in do(claim)] == ["show"]


def test_what_only_waits_for_something_better_begins_now_and_what_was_tried_keeps_its_time(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    (first,) = do(claim)
    do(lambda unit: claims.put_back(first, unit.now + timedelta(hours=1), "away", failed=True))
    do(lambda unit: outbox.hurry("inc-1", ["make"], unit.now))
    assert do(claim) == []
    late = [Debt("inc-1", name, name, None, False, None, NEVER) for name in ("tell", "other")]
    do(lambda _: outbox.owe(late))
    do(lambda unit: outbox.hurry("inc-1", ["tell"], unit.now))
    assert [one.effect for one in do(claim)] == ["tell"]


def test_the_last_run_says_whether_it_is_over(do: Any) -> None:
    """One that was given up is over too, until it is tried again."""
    do(open_incident, FORM, by="U1", press="t1")
    (first,) = do(claim)
    assert not do(lambda _: outbox.is_over("inc-1", "make"))
    do(give_up_delivery, first, "It does not work.")
    assert do(lambda _: outbox.is_over("inc-1", "make"))
    do(lambda unit: outbox.owe([Debt("inc-1", "make", "make", None, False, None, unit.now)]))
    assert not do(lambda _: outbox.is_over("inc-1", "make"))
    assert not do(lambda _: outbox.is_over("inc-1", "tell"))


def test_an_attempt_counts_before_the_call_and_a_gone_worker_s_claim_comes_back(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    (first,) = do(claim)
    assert do(claim) == []
    do(lambda unit: claims.release_all(unit.now))
    (again,) = do(claim)
    assert (again.id, again.attempt) == (first.id, 2)
    assert again.first_at == first.first_at


def test_what_is_put_back_waits_for_its_time(do: Any, clock: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    (first,) = do(claim)
    do(lambda unit: claims.put_back(first, unit.now + (unit.now - unit.now), "now", failed=True))
    (second,) = do(claim)
    assert second.failures == 1
    clock.pass_(1)
    later = clock.now
    clock.pass_(-1)
    do(lambda _unit: claims.put_back(second, later, "later", failed=False))
    assert do(claim) == []
    assert do(lambda unit: claims.next_due(unit.now)) == later
    clock.pass_(2)
    (third,) = do(claim)
    assert (third.attempt, third.failures) == (3, 1)


def test_a_failure_is_told_and_a_person_can_have_it_tried_again_once(do: Any) -> None:
    do(open_incident, FORM, by="U1", press="t1")
    (first,) = do(claim)
    do(give_up_delivery, first, "Slack says restricted_action")
    assert do(lambda _unit: outbox.failures("inc-1")) == [(first.id, "make", "Slack says restricted_action")]
    do(open_incident, replace(FORM, draft="d2"), by="U1", press="t3")
    with pytest.raises(UserError, match="Nothing is left to do here"):
        do(retry_delivery, 2, first.id, by="U2", press="t4")
    do(retry_delivery, 1, first.id, by="U2", press="t2")
    do(retry_delivery, 1, first.id, by="U2", press="t2")
    again = do(claim)[0]
    assert (again.id, again.attempt, again.failures) == (first.id, 2, 0)


def test_the_same_press_and_the_same_draft_open_one_incident(do: Any) -> None:
    first = do(open_incident, FORM, by="U1", press="t1")
    assert do(open_incident, FORM, by="U1", press="t1").id == first.id
    assert do(open_incident, FORM, by="U1", press="t2").id == first.id
    assert do(owed) == {"make": 0, "show": 0}
