"""What we keep others from changing meanwhile.

On PostgreSQL these are locks on rows and tables. On SQLite whoever writes has the whole file already.
https://www.postgresql.org/docs/current/explicit-locking.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.store.engine import kept
from bot.store.engine.current import CURRENT

_MIGRATING = 0xF12EBE11
"""Any number that nobody else locks in the same database."""


def held(query: Any) -> Any:
    """Wait until nobody else changes these rows, and keep them."""
    return query.for_update() if CURRENT.for_update else query


def free(query: Any) -> Any:
    """Keep those of these rows that nobody else has, and pass over the others."""
    return query.for_update(skip_locked=True) if CURRENT.for_update else query


def alone(table: Any) -> None:
    """Wait until nobody else changes the table, and be the only one who does."""
    _lock(table, "EXCLUSIVE")


def by(table: Any) -> None:
    """Who writes by what the table says keeps those away who want it alone; who only reads keeps nobody."""
    if kept.writes():
        _lock(table, "ROW SHARE")


def steady(table: Any) -> None:
    """Wait until nobody changes the table, and keep it as it is."""
    _lock(table, "SHARE")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other replica is in here, and keep them out over several transactions."""
    if not CURRENT.for_update:
        yield
        return
    CURRENT.execute_sql("SELECT pg_advisory_lock(%s)", (_MIGRATING,))
    try:
        yield
    finally:
        CURRENT.execute_sql("SELECT pg_advisory_unlock(%s)", (_MIGRATING,))


def _lock(table: Any, mode: str) -> None:
    if CURRENT.for_update:
        CURRENT.execute_sql(f'LOCK TABLE "{table._meta.table_name}" IN {mode} MODE')  # noqa: SLF001 - documented
