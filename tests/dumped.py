"""All that a database keeps, as text: what must be found nowhere is looked for here."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

AROUND = 200


def everything(database_url: str) -> str:
    """Give every row of every table of a SQLite database, with the words by which incidents are found."""
    path = Path(database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    said = json.dumps(rows, default=_text, ensure_ascii=False).casefold()
    assert "incident_words" in rows
    return said


def around(said: str, word: str) -> str:
    """Give what stands before and after a word; empty where it stands nowhere."""
    place = said.find(word.casefold())
    return said[max(0, place - AROUND) : place + AROUND] if place >= 0 else ""


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
