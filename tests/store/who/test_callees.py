"""Whom an incident calls: the same number of questions however many people, and nobody who cannot come."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from incidents import opened

from bot.domain.people import Person
from bot.store import taxonomy
from bot.store.who import callees, directory, people
from bot.store.who.directory import Group

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def crowd(do: Any, count: int) -> None:
    """So many people in the category's usergroup and the wide one, half each."""
    ids = [f"U{number:05}" for number in range(count)]
    do(lambda _: people.keep([Person(one, one, email=f"{one}@x.example".lower()) for one in ids], NOW))
    halves = (ids[::2], ids[1::2])
    groups = [
        Group("S1", "oncall-payments", "On call", tuple(halves[0])),
        Group("S2", "leadership", "Leadership", tuple(halves[1])),
    ]
    do(lambda _: directory.replace_usergroups(groups, NOW))


def asked(do: Any, caplog: pytest.LogCaptureFixture, incident: Any) -> tuple[tuple[str, ...], int]:
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        called = do(lambda _: callees.of(incident))
    return called, sum("SELECT" in str(one.args or one.msg) for one in caplog.records)


def test_a_p1_with_1000_people_asks_as_often_as_one_with_10(
    do: Any, caplog: pytest.LogCaptureFixture
) -> None:
    p1 = opened(priority="P1", category="payment", opened_by="U00000")
    crowd(do, 10)
    few, questions = asked(do, caplog, p1)
    crowd(do, 1000)
    many, same = asked(do, caplog, p1)
    assert (len(few), len(many)) == (10, 1000)
    assert questions == same <= 9


def test_a_drill_calls_who_was_chosen_and_nobody_else(do: Any) -> None:
    crowd(do, 10)
    drill = opened(priority="P1", category="payment", opened_by="U00000", named=("U00003",), drill=True)
    assert do(lambda _: callees.of(drill)) == ("U00000", "U00003")
    assert len(do(lambda _: callees.of(replace(drill, drill=False)))) == 10


def test_the_usergroup_for_what_is_declared_in_a_hurry_comes_to_public_ones_alone(do: Any) -> None:
    crowd(do, 4)
    do(lambda _: directory.replace_usergroups([Group("S3", "managers", "Managers", ("U00003",))], NOW))
    major = {"category": "other", "usergroup": "managers"}
    do(lambda _: taxonomy.replace({**taxonomy.document(), "major": major}))
    quick = opened(category="other", opened_by="U9", draft="quick:1")
    for incident, comes in (
        (quick, True),
        (replace(quick, draft="1"), False),
        (replace(quick, private=True), False),
        (replace(quick, drill=True), False),
    ):
        assert ("U00003" in do(lambda _, one=incident: callees.of(one))) is comes


def test_who_cannot_come_is_not_called(do: Any) -> None:
    crowd(do, 4)
    changed = [Person("U00000", "gone", deleted=True), Person("U00002", "app", bot=True)]
    changed.append(Person("U00001", "vera", stranger=True))
    do(lambda _: people.keep(changed, NOW))
    p1 = opened(priority="P1", category="payment", opened_by="U9")
    assert do(lambda _: callees.of(p1)) == ("U9", "U00003")


def test_addresses_become_people_and_those_of_nobody_are_named(do: Any) -> None:
    crowd(do, 4)
    twins = [Person("U8", "a", email="twin@x.example"), Person("U9", "b", email="twin@x.example")]
    do(lambda _: people.keep(twins, NOW))
    answers = ("U00001", " U00001@X.example", "", "u00002@x.example", "twin@x.example", "who@else.example")
    public = opened(priority="P1", category="payment", opened_by="U00000")
    called = do(lambda _: callees.settle(public, answers))
    assert called.people == ("U00001", "U00002")
    assert called.absent == ("twin@x.example", "who@else.example")


def test_of_a_private_one_only_the_entitled(do: Any) -> None:
    crowd(do, 4)
    private = replace(opened(priority="P1", category="payment", opened_by="U00001"), private=True)
    called = do(lambda _: callees.settle(private, ("U00003", "U00002", "U00001", "who@else.example")))
    assert called.people == ("U00002", "U00001")
    assert called.absent == ()
