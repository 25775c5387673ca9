"""The texts of all rows of a group as one, with commas between: GROUP_CONCAT or STRING_AGG."""

from typing import Any

from peewee import Field, fn

from bot.store.engine.current import CURRENT


def joined(column: Field) -> Any:
    """A row for each is what takes the time where there are many."""
    return fn.STRING_AGG(column, ",") if CURRENT.for_update else fn.GROUP_CONCAT(column)
