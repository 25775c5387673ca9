"""Capitals and small letters: SQLite's own LOWER knows those of ASCII alone.

https://www.sqlite.org/lang_corefunc.html#lower
"""

from typing import Any

import peewee
from peewee import fn

from bot.store.engine.current import CURRENT


def teach(database: peewee.SqliteDatabase) -> None:
    """Let it know those of every alphabet, as Python does.

    That takes three times as long: it is for names, not for addresses.
    """
    database.register_function(str.lower, "SMALL", 1, deterministic=True)


def small(column: Any) -> Any:
    """Give what stands there in small letters, to be compared with what Python's `lower` gives."""
    return fn.LOWER(column) if CURRENT.for_update else fn.SMALL(column)
