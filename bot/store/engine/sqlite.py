"""SQLite: one writer thread, whose transactions begin IMMEDIATE, and reader threads that cannot write."""

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import peewee
from filelock import FileLock, Timeout

from bot.domain.errors import UserError
from bot.store.engine import kept, letters
from bot.store.engine.current import CURRENT

T = TypeVar("T")

PREFIX = "sqlite:///"
NO_FILE = (PREFIX, f"{PREFIX}:memory:")
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "normal",
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,  # what is forgotten leaves the file too
}
MOMENT = 1.0
_ONE_MOMENT = "DEFERRED"
"""All queries of one reading see the same moment: https://sqlite.org/isolation.html."""
URGENT, BEHIND = 2, 1
"""Threads that read: what the worker looks at never keeps people waiting."""
IN_A_ROW = 8
"""Urgent writes, before one that waits behind has its turn: in a rush too, pages must go out.

What waits behind writes down what came of deliveries, which takes as long as several presses.
"""


class Sqlite:
    """A file, and a lock beside it that proves that one Firebell at most runs on it.

    A command that only reads and writes in short transactions may come beside it: SQLite keeps their order.
    """

    shared = False

    def __init__(self, url: str) -> None:
        self.path = Path(url.removeprefix(PREFIX))
        self._lock = FileLock(f"{self.path}.lock")
        self._is_open = False
        self._writer = _Writer(self._connect(_PRAGMAS))
        self._readers, self._lookers = (
            ThreadPoolExecutor(count, name, self._become_reader)
            for count, name in ((URGENT, "reader"), (BEHIND, "looker"))
        )
        self._reading = self._connect({**_PRAGMAS, "query_only": 1})

    def open(self, *, beside: bool = False) -> bool:
        """Take the file for this process, and say whether it is nobody else's.

        Raises UserError where it cannot, or another Firebell has it and this one is not to come beside it.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._take(beside=beside)
            self.path.touch(0o600)  # who it belongs to reads it alone; what SQLite puts beside it is as it is
            # SQLite opens what can only be read too, and fails at the first write.
            if not os.access(self.path, os.W_OK):
                raise self._unusable("it can only be read")
            self._writer.start()
            self._is_open = True
            self.write(lambda database: database.connect(reuse_if_open=True), urgent=True).result()
        except Timeout:
            if not Path(self._lock.lock_file).exists():
                raise self._unusable(f"{self._lock.lock_file} cannot be written") from None
            sentence = (
                f"Another Firebell works on {self.path}. Stop it, or give this one another DATABASE_URL."
            )
            raise UserError(sentence) from None
        except (OSError, peewee.DatabaseError) as error:
            raise self._unusable(str(error)) from None
        return self._lock.is_locked

    def _unusable(self, why: str) -> UserError:
        return UserError(
            f"{self.path} cannot be used as a database: {why}. See that it and its folder can be written, "
            "or give another DATABASE_URL."
        )

    def share(self) -> None:
        """From now on a Firebell may take it too."""
        self._lock.release()

    def close(self, *, finish: bool = True) -> None:
        """End what is under way, then let the file go. finish: also what still waits for its turn."""
        if not self._is_open:
            return
        self._is_open = False
        self._writer.stop(finish=finish)
        for readers, count in ((self._readers, URGENT), (self._lookers, BEHIND)):
            together = threading.Barrier(count)
            for closed in [readers.submit(self._end_reading, together) for _ in range(count)]:
                closed.result()
            readers.shutdown(cancel_futures=not finish)
        self._lock.release()

    def write(self, work: Callable[[peewee.Database], T], *, urgent: bool) -> Future[T]:
        return self._writer.submit(work, urgent=urgent)

    def read(self, query: Callable[[], T], *, urgent: bool = True) -> Future[T]:
        return (self._readers if urgent else self._lookers).submit(self._look, query)

    def save_to(self, path: Path) -> bool:
        """Write all of it into a file that stands alone, as it is at this moment, while others work on.

        Raises UserError where what was written is not sound. https://sqlite.org/backup.html
        """
        with closing(sqlite3.connect(path)) as copy, self._reading.connection_context():
            source: sqlite3.Connection = self._reading.connection()  # type: ignore[no-untyped-call]
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise UserError(f"The copy of {self.path} is not sound: {found}.")
        return True

    @contextmanager
    def moment(self) -> Iterator[peewee.Database]:
        """Give it to the thread that asks, as it is now, until that has done."""
        with self._reading.connection_context(), self._reading.atomic(_ONE_MOMENT):
            yield self._reading

    def _look(self, query: Callable[[], T]) -> T:
        with kept.transaction(), self._reading.atomic(_ONE_MOMENT):
            return query()

    def _take(self, *, beside: bool) -> None:
        """A command holds the lock only for a moment, so a Firebell waits that long."""
        try:
            self._lock.acquire(timeout=0 if beside else MOMENT)
        except Timeout:
            if not beside:
                raise

    def _connect(self, pragmas: dict[str, Any]) -> peewee.SqliteDatabase:
        database = peewee.SqliteDatabase(str(self.path), pragmas=pragmas, lock_type="IMMEDIATE")
        letters.teach(database)
        return database

    def _become_reader(self) -> None:
        CURRENT.obj = self._reading

    def _end_reading(self, together: threading.Barrier) -> None:
        """Each thread has a connection: none closes twice while another does not at all."""
        together.wait()
        self._reading.close()


class _Writer:
    """One thread that writes: urgent work first, but not for ever, otherwise in the order of its coming."""

    def __init__(self, database: peewee.SqliteDatabase) -> None:
        self._database = database
        self._urgent: deque[Callable[[], None]] = deque()
        self._behind: deque[Callable[[], None]] = deque()
        self._in_a_row = 0
        self._ends = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, finish: bool) -> None:
        with self._changed:
            if not finish:
                self._urgent.clear()
                self._behind.clear()
            self._ends = True
            self._changed.notify()
        self._thread.join()

    def submit(self, work: Callable[[peewee.Database], T], *, urgent: bool) -> Future[T]:
        done: Future[T] = Future()

        def step() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                done.set_result(work(self._database))
            except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
                done.set_exception(error)

        with self._changed:
            (self._urgent if urgent else self._behind).append(step)
            self._changed.notify()
        return done

    def _work(self) -> None:
        CURRENT.obj = self._database
        while step := self._next():
            step()
        self._database.close()

    def _next(self) -> Callable[[], None] | None:
        """Give whose turn it is; None where nothing waits and nothing is to come."""
        with self._changed:
            self._changed.wait_for(lambda: self._urgent or self._behind or self._ends)
            if self._urgent and not (self._behind and self._in_a_row >= IN_A_ROW):
                self._in_a_row += 1
                return self._urgent.popleft()
            self._in_a_row = 0
            return self._behind.popleft() if self._behind else None
