"""SQLite: one writer thread, whose transactions begin IMMEDIATE, and two reader threads that cannot write."""

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import peewee
from filelock import FileLock, Timeout

from bot.domain.errors import UserError
from bot.store.engine.current import CURRENT

T = TypeVar("T")

PREFIX = "sqlite:///"
_PRAGMAS = {"journal_mode": "wal", "synchronous": "normal", "foreign_keys": 1, "busy_timeout": 10_000}
_URGENT, _BEHIND, _LAST = range(3)


class Sqlite:
    """A file, and a lock beside it that proves that nobody else works on it."""

    shared = False

    def __init__(self, url: str) -> None:
        self.path = Path(url.removeprefix(PREFIX))
        self._lock = FileLock(f"{self.path}.lock")
        self._writer = _Writer(self._connect(_PRAGMAS))
        self._readers = ThreadPoolExecutor(2, "reader", self._become_reader)
        self._reading = self._connect({**_PRAGMAS, "query_only": 1})

    def open(self) -> None:
        """Take the file for this process. Raises UserError where it cannot, or another Firebell has it."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            self._writer.start()
            self.write(lambda database: database.connect(reuse_if_open=True), urgent=True).result()
        except Timeout:
            sentence = (
                f"Another Firebell works on {self.path}. Stop it, or give this one another DATABASE_URL."
            )
            raise UserError(sentence) from None
        except (OSError, peewee.DatabaseError) as error:
            raise UserError(
                f"{self.path} cannot be used as a database: {error}. See that its folder can be written, or "
                "give another DATABASE_URL."
            ) from None

    def close(self, *, finish: bool = True) -> None:
        """End what is under way, then let the file go. finish: also what still waits for its turn."""
        if not self._lock.is_locked:
            return
        self._writer.stop(finish=finish)
        self._readers.submit(self._reading.close).result()
        self._readers.shutdown(cancel_futures=not finish)
        self._lock.release()

    def write(self, work: Callable[[peewee.Database], T], *, urgent: bool) -> Future[T]:
        return self._writer.submit(_URGENT if urgent else _BEHIND, work)

    def read(self, query: Callable[[], T]) -> Future[T]:
        return self._readers.submit(query)

    def _connect(self, pragmas: dict[str, Any]) -> peewee.SqliteDatabase:
        return peewee.SqliteDatabase(str(self.path), pragmas=pragmas, lock_type="IMMEDIATE")

    def _become_reader(self) -> None:
        CURRENT.obj = self._reading


class _Writer:
    """One thread that writes: urgent work first, otherwise in the order in which it came."""

    def __init__(self, database: peewee.SqliteDatabase) -> None:
        self._database = database
        self._waiting: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, finish: bool) -> None:
        if not finish:
            with self._waiting.mutex:
                self._waiting.queue.clear()
        self._waiting.put((_LAST, 0, None))
        self._thread.join()

    def submit(self, rank: int, work: Callable[[peewee.Database], T]) -> Future[T]:
        done: Future[T] = Future()

        def step() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                done.set_result(work(self._database))
            except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
                done.set_exception(error)

        self._waiting.put((rank, next(self._numbers), step))
        return done

    def _work(self) -> None:
        CURRENT.obj = self._database
        while (step := self._waiting.get()[2]) is not None:
            step()
        self._database.close()
