"""A vendor's library that blocks: a few threads of its own, each with its own session."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from bot.domain.errors import TransientError

THREADS = 4
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
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix=name)
        self._local = threading.local()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def call(self, work: Callable[[Session], Answer]) -> Answer:
        """Give what it gives. Raises TransientError where that takes too long."""
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, work)
        except TimeoutError as error:
            raise TransientError(f"{self._title} does not answer in time.", unsure=self._patience) from error

    def _run(self, work: Callable[[Session], Answer]) -> Answer:
        if not hasattr(self._local, "session"):
            self._local.session = self._connect()
        session: Session = self._local.session
        return work(session)
