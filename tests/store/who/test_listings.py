"""A reading that was cut off goes on where it was, and only a whole one lets anybody go."""

import random
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.people import Person
from bot.store.who import listings, people
from bot.store.who.seen import Seen
from bot.usecases.directory import listing

NAME = "slack people"


def page(*numbers: int) -> tuple[Person, ...]:
    return tuple(Person(f"U{number}", f"u{number}", email=f"u{number}@x.example") for number in numbers)


def there(do: Any, *numbers: int) -> list[int]:
    found = do(lambda _: people.several(f"U{number}" for number in numbers))
    return [number for number in numbers if f"U{number}" in found and not found[f"U{number}"].deleted]


def sweep(do: Any, place: Any) -> None:
    assert do(listing.sweep_people, place, 0) is None
    do(listing.end, place)


def test_it_goes_on_at_the_page_where_it_was_cut_off(do: Any, clock: Any) -> None:
    place = do(listing.begin, NAME)
    turned = do(listing.keep_people, place, page(1, 2), "second")
    clock.pass_(600)
    again = do(listing.begin, NAME)
    assert (again.run, again.cursor, again.count) == (turned.run, "second", 2)
    last = do(listing.keep_people, again, page(3), "")
    assert last.is_read
    sweep(do, last)
    assert there(do, 1, 2, 3) == [1, 2, 3]


def test_an_old_cursor_is_not_trusted(do: Any, clock: Any) -> None:
    place = do(listing.begin, NAME)
    do(listing.keep_people, place, page(1), "second")
    clock.pass_(listings.FRESH.total_seconds() + 1)
    again = do(listing.begin, NAME)
    assert (again.run, again.cursor, again.count) == (place.run + 1, "", 0)


def test_who_is_missing_goes_only_after_a_whole_reading(do: Any, clock: Any) -> None:
    first = do(listing.keep_people, do(listing.begin, NAME), page(1, 2, 3), "")
    sweep(do, first)
    clock.pass_(60)
    cut = do(listing.keep_people, do(listing.begin, NAME), page(1), "second")
    assert there(do, 1, 2, 3) == [1, 2, 3]
    do(lambda unit: people.keep(page(9), unit.now))  # came meanwhile, too late for the list
    whole = do(listing.keep_people, cut, page(3), "")
    sweep(do, whole)
    assert there(do, 1, 2, 3, 9) == [1, 3, 9]


def test_two_who_read_the_same_list_turn_each_page_once(do: Any) -> None:
    do(listing.keep_people, do(listing.begin, NAME), page(0), "first")
    mine, theirs = do(listing.begin, NAME), do(listing.begin, NAME)
    assert do(listing.keep_people, mine, page(1), "second")
    assert do(listing.keep_people, theirs, page(1), "second") is None


def test_strangers_are_in_no_list_and_stay(do: Any, clock: Any) -> None:
    do(lambda unit: people.keep([Person("U7", "vera", stranger=True)], unit.now))
    clock.pass_(60)
    place = do(listing.keep_people, do(listing.begin, NAME), page(1), "")
    sweep(do, place)
    assert there(do, 7) == [7]


def test_an_unchanged_page_writes_nothing_and_a_changed_one_what_changed(do: Any, clock: Any) -> None:
    do(lambda unit: people.keep(page(*range(500)), unit.now))
    clock.pass_(60)
    same = do(lambda unit: people.keep(page(*range(500)), unit.now))
    assert (same.written, len(same.numbers)) == (0, 500)
    moved = (*page(*range(499)), Person("U499", "new name"))
    assert do(lambda unit: people.keep(moved, unit.now)).written == 1


def test_a_page_may_name_somebody_twice(do: Any) -> None:
    assert do(lambda unit: people.keep((*page(1), *page(1)), unit.now)).written == 1


def test_who_was_seen_is_one_bit_each() -> None:
    dice = random.Random(3)  # noqa: S311 - no secret hangs on it
    numbers = set(dice.sample(range(100_000), 50_000))
    seen = Seen()
    seen.add(numbers)
    assert len(seen.text) < 20_000
    kept = Seen(seen.text)
    assert all((number in kept) == (number in numbers) for number in range(100_100))


def test_a_cursor_that_means_nothing_any_more_is_given_up(do: Any) -> None:
    place = do(listing.keep_people, do(listing.begin, NAME), page(1), "second")
    anew = do(listing.begin_anew, place)
    assert (anew.run, anew.cursor) == (place.run + 1, "")


@pytest.mark.parametrize("minutes", [1, 59])
def test_members_who_left_a_channel_go_with_its_last_page(do: Any, clock: Any, minutes: int) -> None:
    from bot.store.who import channels, directory

    do(lambda _: channels.keep("C1", "payments"))
    name = "members of C1"
    do(listing.keep_members, do(listing.begin, name), "C1", ("U1", "U2"), "")
    clock.pass_(timedelta(minutes=minutes).total_seconds())
    place = do(listing.keep_members, do(listing.begin, name), "C1", ("U2",), "second")
    assert do(lambda _: directory.members(["#payments"])) == ("U1", "U2")
    do(listing.keep_members, place, "C1", ("U3",), "")
    assert do(lambda _: directory.members(["#payments"])) == ("U2", "U3")
