"""Questions that come while another one is being answered are asked of the database all at once.

In a storm hundreds ask each second, nearly all of them for the same: each would wait for its turn with the
database's threads, and keep them from people.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

Q = TypeVar("Q", bound=Hashable)
A = TypeVar("A")


class Together(Generic[Q, A]):
    """`ask`: answers many at once; what is missing in its answer has none."""

    def __init__(self, ask: Callable[[Sequence[Q]], Awaitable[Mapping[Q, A]]]) -> None:
        self._ask = ask
        self._waiting: dict[Q, asyncio.Future[A | None]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def get(self, question: Q) -> A | None:
        """Give the answer as it is at a moment after this was asked."""
        future = self._waiting.setdefault(question, asyncio.get_running_loop().create_future())
        if self._asking is None:
            self._asking = asyncio.create_task(self._answer())
        return await asyncio.shield(future)

    async def _answer(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            (found,) = await asyncio.gather(self._ask(list(asked)), return_exceptions=True)
            for question, future in asked.items():
                if isinstance(found, BaseException):
                    future.set_exception(found)
                else:
                    future.set_result(found.get(question))
        self._asking = None


class Turns:
    """Who comes while somebody is at the same waits, and finds what that one did.

    Where the same is told ten times at once, nine need not wait for the one thread that writes.
    """

    def __init__(self) -> None:
        self._taken: dict[Hashable, asyncio.Event] = {}

    async def over(self, key: Hashable) -> bool:
        """Wait until nobody is at it any more, and tell whether anybody was."""
        taken = self._taken.get(key)
        if taken is None:
            return False
        await taken.wait()
        return True

    @contextmanager
    def at(self, key: Hashable) -> Iterator[None]:
        """Be at it, where nobody else is."""
        done = self._taken[key] = asyncio.Event()
        try:
            yield
        finally:
            del self._taken[key]
            done.set()
