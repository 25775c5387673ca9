"""A vendor's library that blocks: a few threads of its own, each with its own session."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from bot.domain.errors import TransientError

THREADS = 4
MOST = 4
"""How often others take the place of threads that are held, before any of those is let go."""

CONNECT = 3.0
"""Seconds until a connection must stand."""

Session = TypeVar("Session")
Answer = TypeVar("Answer")


class Threads(Generic[Session]):
    """`name`: of the threads; `title`: of the system. `connect`: makes a session, in its thread.

    `patience`: seconds after which a call is given up; the system may still be doing it.
    """

    def __init__(self, name: str, title: str, patience: float, connect: Callable[[], Session]) -> None:
        self._title, self._patience, self._connect = title, patience, connect
        self._name = name
        self._pool = self._new_pool()
        self._held: list[Future[Any]] = []
        self._left: list[list[Future[Any]]] = []
        self._local = threading.local()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def call(self, work: Callable[[Session], Answer]) -> Answer:
        """Give what it gives. Raises TransientError where that takes too long."""
        running = self._pool.submit(self._run, work)
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(running)
        except TimeoutError as error:
            self._leave(running)
            raise TransientError(f"{self._title} does not answer in time.", unsure=self._patience) from error

    def _leave(self, call: Future[Any]) -> None:
        """Who sends a byte now and then holds its thread: where all are held, others take their place."""
        self._held = [one for one in (*self._held, call) if one.running()]
        self._left = [many for many in self._left if any(one.running() for one in many)]
        if len(self._held) >= THREADS and len(self._left) < MOST:
            self._pool.shutdown(wait=False)
            self._left.append(self._held)
            self._pool, self._held = self._new_pool(), []

    def _new_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(THREADS, thread_name_prefix=self._name)

    def _run(self, work: Callable[[Session], Answer]) -> Answer:
        if not hasattr(self._local, "session"):
            self._local.session = self._connect()
        session: Session = self._local.session
        return work(session)
