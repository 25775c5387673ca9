"""One database, worked on by threads of its own, so that a slow disk never stops the event loop.

SQLite: one writer thread, whose transactions begin IMMEDIATE, and two reader threads that cannot write.
"""

import asyncio
import itertools
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import peewee
from filelock import FileLock, Timeout

from bot.domain.errors import UserError

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

_PRAGMAS = {"journal_mode": "wal", "synchronous": "normal", "foreign_keys": 1, "busy_timeout": 10_000}
URGENT, BEHIND = 0, 1


class _Current(peewee.DatabaseProxy):
    """The database of the thread that asks: several can be open in one process."""

    __slots__ = ("_of_thread",)

    def __init__(self) -> None:
        self._of_thread = threading.local()
        super().__init__()

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)  # the proxy's own knows only its own slots

    @property
    def obj(self) -> Any:
        return getattr(self._of_thread, "database", None)

    @obj.setter
    def obj(self, database: Any) -> None:
        self._of_thread.database = database


CURRENT = _Current()


class Database(Generic[U]):
    """Runs plain functions in transactions. `unit` makes what each writing function gets first."""

    def __init__(self, url: str, unit: Callable[[], U]) -> None:
        self.path = sqlite_path(url)
        self._unit = unit
        self._listeners: list[Callable[[], None]] = []
        self._lock = FileLock(f"{self.path}.lock")
        self._writer = _Writer(self._connect(_PRAGMAS))
        self._readers = ThreadPoolExecutor(2, "reader", self._become_reader)
        self._reading = self._connect({**_PRAGMAS, "query_only": 1})

    def open(self) -> None:
        """Take the file for this process. Raises UserError where another Firebell has it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            sentence = (
                f"Another Firebell works on {self.path}. Stop it, or give this one another DATABASE_URL."
            )
            raise UserError(sentence) from None
        self._writer.start()

    def close(self) -> None:
        """Finish what is under way, then let the file go."""
        if not self._lock.is_locked:
            return
        self._writer.stop()
        self._readers.submit(self._reading.close).result()
        self._readers.shutdown()
        self._lock.release()

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
        return asyncio.wrap_future(self._writer.submit(URGENT, lambda: self._transact(work, *args, **named)))

    def write_behind(
        self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs
    ) -> asyncio.Future[T]:
        """Like write, when nobody waits for it."""
        return asyncio.wrap_future(self._writer.submit(BEHIND, lambda: self._transact(work, *args, **named)))

    def read(self, query: Callable[P, T], *args: P.args, **named: P.kwargs) -> asyncio.Future[T]:
        """Run `query(...)` on a connection that cannot write."""
        return asyncio.wrap_future(self._readers.submit(lambda: query(*args, **named)))

    def write_now(self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Like write, for who has no event loop: waits."""
        return self._writer.submit(URGENT, lambda: self._transact(work, *args, **named)).result()

    def run(self, work: Callable[[peewee.Database], T]) -> T:
        """Run `work` on the writing connection and wait: for what comes before the event loop serves."""
        return self._writer.submit(URGENT, lambda: work(self._writer.database)).result()

    def _transact(self, work: Callable[Concatenate[U, P], T], *args: P.args, **named: P.kwargs) -> T:
        with self._writer.database.atomic():
            answer = work(self._unit(), *args, **named)
        for wake in self._listeners:
            wake()
        return answer

    def _connect(self, pragmas: dict[str, Any]) -> peewee.SqliteDatabase:
        return peewee.SqliteDatabase(str(self.path), pragmas=pragmas, lock_type="IMMEDIATE")

    def _become_reader(self) -> None:
        CURRENT.obj = self._reading


class _Writer:
    """One thread that writes: urgent work first, otherwise in the order in which it came."""

    def __init__(self, database: peewee.SqliteDatabase) -> None:
        self.database = database
        self._waiting: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._waiting.put((BEHIND + 1, 0, None))
        self._thread.join()

    def submit(self, rank: int, work: Callable[[], T]) -> Future[T]:
        done: Future[T] = Future()

        def step() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                done.set_result(work())
            except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
                done.set_exception(error)

        self._waiting.put((rank, next(self._numbers), step))
        return done

    def _work(self) -> None:
        CURRENT.obj = self.database
        while (step := self._waiting.get()[2]) is not None:
            step()
        self.database.close()


def sqlite_path(url: str) -> Path:
    """`sqlite:///data/x.db` is relative, `sqlite:////var/x.db` absolute."""
    prefix = "sqlite:///"
    if not url.startswith(prefix) or len(url) == len(prefix):
        raise UserError(f"DATABASE_URL is {url!r}. Give it as sqlite:///data/firebell.db.")
    return Path(url.removeprefix(prefix))


OperationalFault = (peewee.OperationalError, sqlite3.OperationalError)
"""The database itself does not answer: locked, full, or gone."""
