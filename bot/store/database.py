"""One database, worked on by threads of its own, so that a slow one never stops the event loop."""

import asyncio
import errno
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar

import peewee
import structlog

from bot.domain.errors import UserError
from bot.store.engine import kept, postgres, sqlite

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

log = structlog.get_logger()

TRIES = 3
RACES = {"40P01", "40001"}
"""Two transactions stood in each other's way, and this one had to give way.

https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
"""


FAILURES = (OSError, sqlite3.Error, peewee.DatabaseError)
"""How a database fails, and the disk below it."""

_OF_DISKS = ("SQLITE_FULL", "SQLITE_IOERR")
_NO_ROOM = "A disk could not be written: {}. See that it has room, and try again."
_REFUSALS = {
    "53100": "PostgreSQL's disk is full. Make room on its server, and try again.",
    "25006": (
        "PostgreSQL lets nothing be written: it is a standby, or set to read only. See that DATABASE_URL "
        "leads to the primary (with several hosts, add target_session_attrs=read-write), and try again."
    ),
}
"""By SQLSTATE."""


class Engine(Protocol):
    """How one kind of database is worked on. `shared`: others may work on it at the same time."""

    shared: bool

    def open(self, *, beside: bool = False) -> bool: ...

    def share(self) -> None: ...

    def close(self, *, finish: bool = True) -> None: ...

    def write(self, work: Callable[[peewee.Database], T], *, urgent: bool) -> Future[T]: ...

    def read(self, query: Callable[[], T], *, urgent: bool = True) -> Future[T]: ...

    def save_to(self, path: Path) -> bool: ...

    def moment(self) -> AbstractContextManager[peewee.Database]: ...


class Database(Generic[U]):
    """Runs plain functions in transactions. `unit` makes what each writing function gets first."""

    def __init__(self, url: str, unit: Callable[[], U]) -> None:
        self.engine = _engine(url)
        self._unit = unit
        self._listeners: list[Callable[[], None]] = []

    @property
    def shared(self) -> bool:
        """Whether other replicas may work on it too."""
        return self.engine.shared

    def open(self, *, beside: bool = False) -> bool:
        """Make it ready for work, and say whether its tables may be changed now.

        beside: also where a Firebell runs on it, which is for commands. Raises UserError where it cannot be.
        """
        return self.engine.open(beside=beside)

    def share(self) -> None:
        """A Firebell may begin to run on it beside this command."""
        self.engine.share()

    def close(self) -> None:
        """Finish what is under way, then let it go."""
        self.engine.close()

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Call `wake` on the event loop after each commit of this process."""
        loop = asyncio.get_running_loop()

        def call() -> None:
            loop.call_soon_threadsafe(wake)

        self._listeners.append(call)

    def write(
        self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs
    ) -> asyncio.Future[T]:
        """Run `work(unit, ...)` in one transaction, before what waits behind."""
        step = self._transaction(work, *args, **named)
        return asyncio.wrap_future(self.engine.write(step, urgent=True))

    def write_behind(
        self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs
    ) -> asyncio.Future[T]:
        """Like write, when nobody waits for it."""
        step = self._transaction(work, *args, **named)
        return asyncio.wrap_future(self.engine.write(step, urgent=False))

    def read(self, query: Callable[P, T], *args: P.args, **named: P.kwargs) -> asyncio.Future[T]:
        """Run `query(...)` where it cannot write."""
        return asyncio.wrap_future(self.engine.read(lambda: query(*args, **named)))

    def read_behind(self, query: Callable[P, T], *args: P.args, **named: P.kwargs) -> asyncio.Future[T]:
        """Like read, when nobody waits for it."""
        return asyncio.wrap_future(self.engine.read(lambda: query(*args, **named), urgent=False))

    def write_now(self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Like write, for who has no event loop: waits."""
        return self.engine.write(self._transaction(work, *args, **named), urgent=True).result()

    def read_now(self, query: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Like read, for who has no event loop: waits."""
        return self.engine.read(lambda: query(*args, **named)).result()

    def run(self, work: Callable[[peewee.Database], T]) -> T:
        """Run `work` on a writing connection and wait: for what comes before the event loop serves."""
        return self.engine.write(work, urgent=True).result()

    def _transaction(
        self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs
    ) -> Callable[[peewee.Database], T]:
        """Who loses a race begins again, and so finds what the winner wrote."""

        def step(database: peewee.Database) -> T:
            for tries_left in reversed(range(TRIES)):
                try:
                    with kept.transaction(writes=True), database.atomic():
                        answer = work(self._unit(), *args, **named)
                    break
                except peewee.DatabaseError as error:
                    if not (tries_left and _lost_a_race(error)):
                        raise
                    log.info("begun_again", action="transact", why=type(error).__name__)
            for wake in self._listeners:
                wake()
            return answer

        return step


def _engine(url: str) -> Engine:
    if url.startswith(postgres.PREFIXES):
        return postgres.Postgres(url)
    if url.startswith(sqlite.PREFIX) and url not in sqlite.NO_FILE:
        return sqlite.Sqlite(url)
    raise UserError(
        "DATABASE_URL cannot be read. Give it as sqlite:///data/firebell.db or as "
        "postgresql://user:password@host/database."
    )


def is_away(error: object) -> bool:
    """Tell whether this is how a database fails that cannot be asked now."""
    return isinstance(error, peewee.OperationalError | peewee.InterfaceError)


def unwritten(error: BaseException | None) -> str:
    """Say why nothing could be written, and what to do, where that began it; what failed after says less.

    https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    while error:
        vendors = error.args[0] if isinstance(error, peewee.DatabaseError) and error.args else error
        said = _REFUSALS.get(getattr(vendors, "sqlstate", None) or "", "")
        if said:
            return said
        if getattr(vendors, "sqlite_errorname", "").startswith(_OF_DISKS):
            return _NO_ROOM.format(vendors)
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EFBIG}:
            return _NO_ROOM.format(os.strerror(error.errno))
        error = error.__context__
    return ""


def _lost_a_race(error: peewee.DatabaseError) -> bool:
    """Tell whether somebody else wrote the same at the same time."""
    vendors = error.args[0] if error.args else None
    return isinstance(error, peewee.IntegrityError) or getattr(vendors, "sqlstate", None) in RACES
