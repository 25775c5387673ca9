"""People, accounts and usergroups are found however their names are typed, on each kind of database."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.people import Person
from bot.domain.systems.accounts import Account
from bot.store.settings import known
from bot.store.who import accounts, directory, people
from bot.store.who.directory import Group

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["Émilie Dupont", "émilie dupont", "ÉMILIE DUPONT", "Emilie", "ŁUCJA"])
def test_a_person_is_found_by_name(do: Any, typed: str) -> None:
    do(lambda _: people.keep([Person("U2", "emilie", "Émilie Dupont"), Person("U3", "łucja")], NOW))
    assert [one.id for one in do(lambda _: people.called(typed))] == ["U3" if typed == "ŁUCJA" else "U2"]


@pytest.mark.parametrize("typed", ["émilie", "ÉMI", "Émilie D"])
def test_an_account_elsewhere_is_found_by_a_part_of_its_name(do: Any, typed: str) -> None:
    do(lambda _: accounts.keep("pagerduty", [Account("P2", "Émilie Dupont", "Emilie@x.example")]))
    assert [one.account.key for one in do(lambda _: accounts.search(typed))] == ["P2"]


def test_a_usergroup_is_found_by_a_part_of_its_name(do: Any) -> None:
    do(lambda _: directory.keep_usergroups([Group("S1", "emeutes", "Équipe Émeutes", ("U1",))], NOW))
    assert do(lambda _: known.usergroups("ÉQUIPE")) == [("emeutes", "Équipe Émeutes")]


def test_a_usergroup_is_followed_only_where_no_other_has_its_name_then_or_now(do: Any) -> None:
    first, second = (Group(number, handle, handle, ()) for number, handle in (("S1", "a"), ("S2", "b")))
    do(lambda _: directory.keep_usergroups([first, second], NOW))

    def renamed(*called: tuple[str, str]) -> dict[str, str]:
        groups = [Group(number, handle, handle, ()) for number, handle in called]
        found: dict[str, str] = do(lambda _: directory.renamed(groups))
        return found

    assert renamed(("S1", "a"), ("S2", "b"), ("S3", "c")) == {}
    assert renamed(("S1", "c")) == {"a": "c"}
    assert renamed(("S1", "b"), ("S2", "c")) == {"a": "b", "b": "c"}
    assert renamed(("S1", "b")) == {}, "S2 has it, as far as we know"
    assert renamed(("S1", "c"), ("S3", "a")) == {}, "another one is called so now"
