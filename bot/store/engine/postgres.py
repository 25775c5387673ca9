"""PostgreSQL: threads that take a connection from a pool for each unit of work, beside other replicas."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import peewee
from playhouse.pool import PooledPostgresqlDatabase

from bot.domain.errors import UserError
from bot.store.engine import kept
from bot.store.engine.current import CURRENT

T = TypeVar("T")

PREFIXES = ("postgresql://", "postgres://")
URGENT, BEHIND, READERS, LOOKERS = 3, 1, 3, 1
"""Threads of each kind. What waits behind has one of its own, so that it never keeps the urgent waiting."""

IMPATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,
}
"""How soon a server that is gone counts as gone, unless the URL says otherwise.

https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
"""

UNREADABLE = (
    "PostgreSQL cannot be used: DATABASE_URL leads to no database. See that it runs, and that the URL is "
    "postgresql://user:password@host/database, with special characters of the password as %40 and the like."
)

FROZEN = "10s"
"""How long the server lets a transaction stand still: a replica that froze or vanished keeps no lock longer.

https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT
"""

_ONE_MOMENT = "REPEATABLE READ READ ONLY"
"""All queries of one reading see the same moment, and none can write."""


class _Adapter(peewee.Psycopg3Adapter):
    """Says once to each new connection what holds for all that it will do."""

    def connect(self, db: peewee.Database, **params: Any) -> Any:
        connect: Any = super().connect
        connection = connect(db, autocommit=True, **params)
        connection.execute(f"SET idle_in_transaction_session_timeout = '{FROZEN}'")
        return connection


class _Pool(PooledPostgresqlDatabase):  # type: ignore[misc] # playhouse ships no types
    psycopg3_adapter = _Adapter


class Postgres:
    """A connection that was lost is noticed when it is taken from the pool, and another one is made."""

    shared = True

    def __init__(self, url: str) -> None:
        self._pool = _Pool(
            "postgresql://" + url.partition("://")[2],
            max_connections=URGENT + BEHIND + READERS + LOOKERS,
            prefer_psycopg3=True,
            **_impatience(url),
        )
        kinds = ((URGENT, "urgent"), (BEHIND, "behind"), (READERS, "reader"), (LOOKERS, "looker"))
        self._urgent, self._behind, self._readers, self._lookers = (
            ThreadPoolExecutor(count, name, partial(setattr, CURRENT, "obj", self._pool))
            for count, name in kinds
        )

    def open(self, *, beside: bool = False) -> bool:  # noqa: ARG002 - whoever comes is beside others
        """See that it answers. Raises UserError where it does not."""
        try:
            with self._pool.connection_context():
                return True
        except peewee.ImproperlyConfigured:
            raise UserError(
                "PostgreSQL needs its driver. Install it: .venv/bin/pip install 'psycopg[binary]'."
            ) from None
        except peewee.PeeweeException as error:
            raise UserError(_cure(str(error))) from None

    def share(self) -> None:
        """It is shared anyway."""

    def close(self, *, finish: bool = True) -> None:
        """End what is under way. finish: also what still waits for its turn."""
        for threads in (self._urgent, self._behind, self._readers, self._lookers):
            threads.shutdown(cancel_futures=not finish)
        self._pool.close_all()

    def write(self, work: Callable[[peewee.Database], T], *, urgent: bool) -> Future[T]:
        return (self._urgent if urgent else self._behind).submit(self._on_connection, work)

    def read(self, query: Callable[[], T], *, urgent: bool = True) -> Future[T]:
        return (self._readers if urgent else self._lookers).submit(self._look, query)

    def _on_connection(self, work: Callable[[peewee.Database], T]) -> T:
        with self._pool.connection_context():
            return work(self._pool)

    def save_to(self, path: Path) -> bool:  # noqa: ARG002 - it is no file
        """Say that it cannot be had as a file."""
        return False

    @contextmanager
    def moment(self) -> Iterator[peewee.Database]:
        """Give it to the thread that asks, as it is now, until that has done."""
        with self._pool.connection_context(), self._pool.atomic(_ONE_MOMENT):
            yield self._pool

    def _look(self, query: Callable[[], T]) -> T:
        with kept.transaction(), self.moment():
            return query()


def _impatience(url: str) -> dict[str, int]:
    try:
        said = parse_qs(urlsplit(url).query)
    except ValueError:
        raise UserError(UNREADABLE) from None
    return {name: value for name, value in IMPATIENCE.items() if name not in said}


def _cure(said: str) -> str:
    """Repeat the driver's words only where it got as far as a server: others may quote the password."""
    _, reached, reason = said.splitlines()[0].rstrip(".").partition(": connection to server")
    if not reached:
        return UNREADABLE
    reason = f"the connection to the server{reason}"
    return (
        f"PostgreSQL cannot be used: {reason}. See that it runs, and that DATABASE_URL names the right host, "
        "user, password and database."
    )
