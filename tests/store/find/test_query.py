"""What people find: the words that they remember, whatever they type, and nothing that is hidden."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from incidents import NOW, opened

from bot.domain.events import IncidentUpdated, NoteAdded, NoteChanged, NoteRemoved
from bot.domain.incident import Act, Change, Incident, Status
from bot.domain.people import Person
from bot.domain.wanted import Wanted
from bot.store import taxonomy
from bot.store.engine import words
from bot.store.find import index, query
from bot.store.incidents import saving
from bot.store.who import people
from bot.usecases.unit import Unit

HOSTILE = (
    *(
        "'",
        '"',
        "''",
        '"" OR 1',
        "*",
        "a*",
        "NEAR(a b)",
        "NOT",
        "AND OR",
        "words:x",
        "{a b}",
        "(",
        "a)",
        "^a",
    ),
    *("-a", "a:*b", "&", "|", "!", "<->", "\\", "%", "_", "\0", "a\0b", "?", "%s", "; DROP TABLE incident"),
    *("🔥", "\u202eabc", "x" * 3000, "word " * 800, "\n\n", "ﷺ", "ß", "inc-99999999999999999999", "inc-0"),
    *("0", "'a':*", "e\u0301" * 500),
)


def kept(unit: Unit, number: int, *events: Any, **differences: Any) -> Incident:
    """Write an incident, or what became of it."""
    if number:
        found = unit.take(number)
        assert found
        return unit.keep(Change(replace(found, **differences), events))
    fresh = opened(**{"id": 0, "draft": str(hash(str(differences))), **differences})
    return unit.keep(Change(fresh, ()))


def found(_unit: Unit, said: str = "", person: str = "U1", size: int = 10, **wanted: Any) -> list[int]:
    asked = Wanted(words=said, **wanted)
    page = query.find(asked, person, taxonomy.load(), NOW + timedelta(hours=1), size)
    return [one.id for one in page.incidents]


def test_it_is_found_by_every_word_that_was_said_about_it(do: Any) -> None:
    number = do(kept, 0, title="Checkout is dówn", description="The pool is exhausted, v2.41.").id
    other = do(kept, 0, title="検索が遅い Поиск медленный", description="ไม่พบสินค้า").id
    at: dict[str, Any] = vars(Act("U2", NOW))
    do(kept, number, IncidentUpdated(**at, message="Rolled back by Żaneta"))
    do(kept, number, NoteAdded(**at, note="C/1", words="kafka lagged", moment=NOW, author="U2"))
    for said in (
        "checkout",
        "CHECK",
        "down",
        "pool exhaust",
        "v2 41",
        "zaneta rolled",
        "kafka",
        "inc-1",
        "1",
    ):
        assert do(found, said) == [number], said
    for said in ("検索", "索", "ПОИСК", "поис", "สินค้า", f"inc-{other}"):
        assert do(found, said) == [other], said
    for said in ("checkout kafka zebra", "heckout", "検遅x"):
        assert do(found, said) == [], said
    do(kept, number, NoteChanged(**at, note="C/1", words="rabbit lagged"))
    assert (do(found, "kafka"), do(found, "rabbit")) == ([], [number])
    do(kept, number, NoteRemoved(**at, note="C/1"))
    assert do(found, "rabbit") == []


def test_no_words_are_syntax(do: Any) -> None:
    for said in HOSTILE:
        do(found, said)
        text = do(kept, 0, title=f"Before {said} after", description=said)
        assert text.id in do(found, "before after", size=100), said
        do(found, said)


def test_what_is_hidden_is_not_found(do: Any) -> None:
    do(lambda _unit: people.keep([Person("U9", "guest", guest=True)], NOW))
    hidden = do(kept, 0, title="Canary breach", private=True, opened_by="U1").id
    assert do(found, "canary") == [hidden]
    for person in ("U2", "U9"):
        assert (
            do(found, "canary", person) == do(found, "", person) == do(found, f"inc-{hidden}", person) == []
        )


def test_each_filter_narrows(do: Any) -> None:
    first = do(kept, 0, title="One one", priority="P3", environments=("STG",)).id
    second = do(kept, 0, title="Two two", category="network", opened_by="U2", roles={"commander": "U3"}).id
    third = do(kept, 0, title="Six six", status=Status.CLOSED, opened_at=NOW - timedelta(days=40)).id
    fourth = do(kept, 0, title="Ten ten", priority="P1").id
    for wanted, numbers in (
        ({"standing": "active"}, [fourth, second, first]),
        ({"standing": "closed"}, [third]),
        ({"standing": "to finish"}, []),
        ({"priority": "P3"}, [first]),
        ({"category": "network"}, [second]),
        ({"environment": "STG"}, [first]),
        ({"days": 30}, [fourth, second, first]),
        ({"mine": True}, [fourth, first, third]),
        ({}, [fourth, second, first, third]),
    ):
        assert do(found, **wanted) == numbers, wanted
    assert do(found, person="U3", mine=True) == [second]
    assert do(found, "two", standing="active") == [second]


def test_pages_end_where_the_incidents_do(do: Any) -> None:
    numbers = [do(kept, 0, title=f"Number {number}").id for number in range(5)][::-1]
    assert [do(found, size=2, page=page) for page in (0, 1, 2, 9)] == [
        numbers[:2],
        numbers[2:4],
        numbers[4:],
        numbers[4:],
    ]
    page = do(lambda _unit: query.find(Wanted(page=2), "U1", taxonomy.load(), NOW, 2))
    assert (page.count, page.is_first, page.is_last) == (5, False, True)


def test_what_was_there_before_the_index_is_indexed(do: Any) -> None:
    number = do(lambda _unit: saving.save(opened(id=0))).id
    assert do(lambda _unit: words.missing(10)) == [number]
    assert do(found, "checkout") == []
    assert do(lambda _unit: index.put_missing()) == 1
    assert do(lambda _unit: index.put_missing()) == 0
    assert do(found, "checkout") == [number]
