"""The words of each incident, to be searched: FTS5 on SQLite, full text on PostgreSQL.

Words come apart already, so neither parses any text: what people type can be no syntax.
https://www.sqlite.org/fts5.html#ascii_tokenizer and https://www.postgresql.org/docs/current/textsearch-controls.html
"""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SQL

from bot.store.engine.current import CURRENT

PAGES = 100
"""What is merged in one transaction: about 10 ms."""


def put(incident: int, words: Sequence[str]) -> None:
    """From now on it is found by these words, and no others."""
    if CURRENT.for_update:
        CURRENT.execute_sql(
            "INSERT INTO incident_words (incident_id, words) VALUES (%s, array_to_tsvector(%s::text[])) "
            "ON CONFLICT (incident_id) DO UPDATE SET words = excluded.words",
            (incident, list(words)),
        )
    else:
        row = (incident, " ".join(words))
        CURRENT.execute_sql("INSERT OR REPLACE INTO incident_words (rowid, words) VALUES (?, ?)", row)


def holding(beginnings: Iterable[str]) -> Any:
    """Select the ids of the incidents that hold, for each of these, a word that begins like it."""
    if CURRENT.for_update:
        asked = " & ".join(f"'{word}':*" for word in beginnings)
        return SQL("(SELECT incident_id FROM incident_words WHERE words @@ %s::tsquery)", [asked])
    asked = " ".join(f'"{word}"*' for word in beginnings)
    return SQL("(SELECT rowid FROM incident_words WHERE incident_words MATCH ?)", [asked])


def tidy(*, begin: bool) -> bool:
    """Merge some of the index, which keeps words long after the row that held them was written anew.

    begin: the first of a few calls. False where nothing is left to merge. PostgreSQL's own vacuum does it.
    https://www.sqlite.org/fts5.html#the_merge_command
    """
    if CURRENT.for_update:
        return False
    merge = "INSERT INTO incident_words (incident_words, rank) VALUES ('merge', ?)"
    before = _changes()
    CURRENT.execute_sql(merge, (-PAGES if begin else PAGES,))
    return _changes() - before > 1


def missing(limit: int) -> list[int]:
    """Give the ids of incidents that cannot be found by any word yet."""
    asked = (
        "SELECT id FROM incident WHERE id NOT IN (SELECT incident_id FROM incident_words) LIMIT %s"
        if CURRENT.for_update
        else "SELECT id FROM incident WHERE id NOT IN (SELECT rowid FROM incident_words) LIMIT ?"
    )
    return [row[0] for row in CURRENT.execute_sql(asked, (limit,)).fetchall()]


def _changes() -> int:
    return int(CURRENT.execute_sql("SELECT total_changes()").fetchone()[0])
