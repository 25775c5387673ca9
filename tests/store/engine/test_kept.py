"""What a transaction reads again and again is asked for once, and never older than the transaction."""

from typing import Any

from bot.store.database import Database
from bot.store.engine import kept


def test_it_is_asked_for_once_in_a_transaction_and_anew_in_the_next(db: Database[Any]) -> None:
    asked: list[int] = []

    def query() -> int:
        asked.append(len(asked))
        return asked[-1]

    def twice(*_: Any) -> tuple[int, int]:
        return kept.once(query), kept.once(query)

    assert db.write_now(twice) == (0, 0)
    assert db.read_now(twice) == (1, 1)
    assert db.write_now(twice) == (2, 2)


def test_what_the_transaction_changes_is_asked_for_again(db: Database[Any]) -> None:
    present = ["old"]

    def query() -> str:
        return present[0]

    def change(_: Any) -> tuple[str, str]:
        before = kept.once(query)
        present[0] = "new"
        kept.forget(query)
        return before, kept.once(query)

    assert db.write_now(change) == ("old", "new")


def test_outside_of_a_transaction_nothing_is_kept() -> None:
    asked: list[str] = []

    def query() -> None:
        asked.append("asked")

    kept.once(query)
    kept.forget(query)
    kept.once(query)
    assert len(asked) == 2
