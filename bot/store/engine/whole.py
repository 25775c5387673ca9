"""A small table read whole, in one row.

SQLite lets other threads run after each row that it gives, and a busy process is slow to come back to it.
https://docs.python.org/3/library/sys.html#sys.setswitchinterval
"""

from typing import Any

from peewee import Model, fn

from bot.store.engine.current import CURRENT


def text(model: type[Model], *columns: Any) -> Any:
    """Select the columns of all rows as JSON, a list for each row; the rows come in any order."""
    rows = (
        fn.json_agg(fn.json_build_array(*columns)).cast("TEXT")
        if CURRENT.for_update
        else fn.json_group_array(fn.json_array(*columns))
    )
    return model.select(fn.COALESCE(rows, "[]").coerce(False))
