"""Whom a name means, who cannot be forgotten yet, and that every table is gone through."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from incidents import opened

from bot.domain.errors import UserError
from bot.domain.people import Person
from bot.domain.personal.forgetting import Traces
from bot.domain.systems.accounts import Account as Other
from bot.store import tables
from bot.store.database import Database
from bot.store.engine import words
from bot.store.find import index
from bot.store.incidents import saving
from bot.store.personal import traces, walk
from bot.store.postmortem import papers
from bot.store.who import accounts, people
from bot.usecases.personal.forget_person import begin_to_forget, end_forgetting, find_anew, forget_rows
from bot.usecases.settings.link_accounts import link_account, take_accounts
from bot.usecases.unit import Unit

LEA = Person("U0LEA77", "lea", "Léa Dubois", "lea@demo.example", deleted=True)
ANA = Person("U0ANA77", "ana", "Ana Sousa", "ana@demo.example")
OTHER = Other("PLEA123", "Léa Dubois", "Lea@demo.example")


@pytest.fixture
def there(do: Callable[..., Any]) -> None:
    def fill(unit: Unit) -> None:
        people.keep([LEA, ANA], unit.now)
        accounts.keep("pagerduty", [OTHER])

    do(fill)


def known(unit: Unit, typed: str) -> Traces:
    return traces.of(typed, unit.now)


def forget(do: Callable[..., Any], typed: str) -> int:
    who = do(known, typed)
    do(begin_to_forget, who)
    found = do(lambda _: walk.found(who, walk.WALKED))
    touched = [number for table, keys in found.items() for number in do(forget_rows, table, keys, who)]
    do(find_anew, touched)
    do(end_forgetting, who, len(found))
    return sum(map(len, found.values()))


@pytest.mark.parametrize("typed", ["U0LEA77", "@lea", "LÉA DUBOIS", "léa dubois", "Lea@Demo.example"])
@pytest.mark.usefixtures("there")
def test_an_id_a_name_or_an_address_means_them_everywhere(do: Callable[..., Any], typed: str) -> None:
    assert [(one.source, one.key) for one in do(known, typed).accounts] == [
        ("slack", "U0LEA77"),
        ("pagerduty", "PLEA123"),
    ]


@pytest.mark.usefixtures("there")
def test_who_is_there_on_call_or_unclear_is_refused(do: Callable[..., Any]) -> None:
    for nobody in ("", " ", "@"):
        with pytest.raises(UserError, match=r"^Give a Slack id, an e-mail address, or a name"):
            do(known, nobody)
    with pytest.raises(UserError, match="active in Slack"):
        do(known, "ana")
    do(lambda unit: people.keep([Person("U0LEA88", "lea2", "Léa Dubois", deleted=True)], unit.now))
    with pytest.raises(UserError, match="are several: U0LEA77, U0LEA88"):
        do(known, "Léa Dubois")
    shift = {"policy": "P", "level": 1, "user": "PLEA123", "name": "Léa", "schedule": "S", "position": 1}
    do(lambda unit: tables.Shift.create(until=unit.now + timedelta(hours=1), **shift))
    with pytest.raises(UserError, match="on call in PagerDuty"):
        do(known, "lea")


@pytest.mark.usefixtures("there")
def test_what_is_linked_to_somebody_else_who_is_there_is_not_theirs(do: Callable[..., Any]) -> None:
    do(lambda unit: people.keep([Person("U1", "root", admin=True)], unit.now))
    do(link_account, "pagerduty", OTHER.key, ANA.id, by="U1", press="p")
    assert [one.source for one in do(known, "lea").accounts] == ["slack"]
    forget(do, "lea")
    assert do(lambda _: [row.key for row in tables.OtherAccount.select()]) == [OTHER.key]
    do(lambda unit: people.keep([replace(ANA, deleted=True)], unit.now))
    assert [one.key for one in do(known, "ana").accounts] == [ANA.id, OTHER.key]


@pytest.mark.usefixtures("there")
def test_rows_of_every_shape_are_written_without_them(do: Callable[..., Any]) -> None:
    def say(unit: Unit) -> None:
        at = unit.now
        tables.Audit.create(at=at, by="U0LEA77", section="x", key="k", was={"who": "LÉA Dubois"})
        tables.Shown.create(subject="on-call", surface="topic", said={"topic": "until 9: Léa Dubois"})
        tables.Health.create(name="x", since=at, last_at=at, why="lea@demo.example was refused")
        tables.TaxonomyEntry.create(section="x", key="k", position=1, said={"guide": "Ask Léa Dubois"})

    do(say)
    who = do(known, "lea")
    assert list(do(lambda _: walk.found(who, walk.OF_OTHERS))) == [tables.TaxonomyEntry]
    assert forget(do, "lea") == 3
    (row,) = do(lambda _: [one for one in tables.Audit.select() if one.section == "x"])
    assert row.by == do(lambda _: tables.Person.get(tables.Person.name == "a former member").id)
    assert row.was == {"who": "a former member"}
    assert not do(lambda _: walk.found(who, (*walk.WALKED, *walk.OWN)))


@pytest.mark.usefixtures("there")
def test_nothing_is_found_by_a_name_that_a_post_mortem_held(do: Callable[..., Any]) -> None:
    def fill(unit: Unit) -> None:
        saving.save(opened(id=0, draft="x", title="Down", description="Nothing", opened_by=ANA.id))
        papers.keep(1, "Thanks to Léa Dubois for the rollback.", unit.now)
        index.put_missing()

    do(fill)
    assert forget(do, "lea") == 1
    assert do(lambda _: papers.text(1)) == "Thanks to a former member for the rollback."
    held = tables.Incident.id
    assert not do(lambda _: tables.Incident.select().where(held.in_(words.holding(["dubois"]))).exists())


@pytest.mark.usefixtures("there")
def test_no_list_brings_them_back_until_they_are_active_again(do: Callable[..., Any]) -> None:
    forget(do, "lea")

    def lists(unit: Unit, person: Person) -> tuple[int, int]:
        people.keep([person, ANA], unit.now)
        take_accounts(unit, "pagerduty", [OTHER])
        known = tables.Person.select().where(tables.Person.id == LEA.id).count()
        return int(known), int(tables.OtherAccount.select().count())

    assert do(lists, LEA) == (0, 0)
    assert not do(lambda _: people.differs(LEA))
    assert do(lists, Person(LEA.id, LEA.name, LEA.real_name, LEA.email)) == (1, 1)


def test_who_has_a_name_in_other_letters_is_sought_some_rows_at_a_time(
    db: Database[Unit], do: Callable[..., Any]
) -> None:
    """Any row may hold it: read in one go, they would keep a server waiting longer than it waits."""
    ivan = Person("U0IVAN7", "ivan", "Иван Петров", deleted=True)
    keys = [f"k{number:04}" for number in range(2 * walk.PAGE + 1)]

    def fill(unit: Unit) -> None:
        people.keep([ivan], unit.now)
        rows = [{"at": unit.now, "by": "", "section": "x", "key": key} for key in keys]
        tables.Audit.insert_many(rows).execute()
        tables.Audit.update(was={"who": "Иван Петров"}).where(
            tables.Audit.key.in_(keys[:: walk.PAGE])
        ).execute()

    do(fill)
    who, readings = do(known, "ivan"), []

    def read(*asked: Any) -> Any:
        readings.append(asked)
        return db.read_now(*asked)

    found = walk.found(who, [tables.Audit], read)
    assert len(found[tables.Audit]) == 3
    assert found == do(lambda _: walk.found(who, [tables.Audit]))
    assert len(readings) == 4
