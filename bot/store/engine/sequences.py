"""The numbers that new rows get.

SQLite gives the one after the highest by itself. PostgreSQL counts, whatever was written besides.
https://www.postgresql.org/docs/current/functions-sequence.html
"""

from typing import Any

from peewee import AutoField, fn

from bot.store.engine.current import CURRENT


def follow(table: Any) -> None:
    """Let the next number be the one after the highest that is there."""
    key = table._meta.primary_key  # noqa: SLF001 - documented
    highest = table.select(fn.MAX(key)).scalar() if isinstance(key, AutoField) else None
    if highest and CURRENT.for_update:
        name = f'"{table._meta.table_name}"'  # noqa: SLF001 - documented
        CURRENT.execute_sql(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", (name, key.column_name, highest)
        )
