"""A strategy of somebody else's, in a thread of its own: nothing can end one that hangs, and nothing waits.

A daemon, unlike the threads of a pool, keeps no process from ending.
"""

import asyncio
import threading
from concurrent.futures import Future

from bot.ports import Facts, Strategy

MOST = 5000
"""People that one strategy may name."""


class Stranger:
    """One strategy. While it hangs, it is not asked again."""

    def __init__(self, name: str, strategy: Strategy) -> None:
        self.name = name
        self._strategy = strategy
        self._thread: threading.Thread | None = None

    async def ask(self, facts: Facts) -> tuple[str, ...]:
        """Give its answer. Raises whatever it raises, and TimeoutError while an older question hangs."""
        if self._thread and self._thread.is_alive():
            raise TimeoutError("it still has not answered what it was asked before")
        answer: Future[tuple[str, ...]] = Future()
        self._thread = threading.Thread(target=self._work, args=(facts, answer), name=self.name, daemon=True)
        self._thread.start()
        return await asyncio.wrap_future(answer)

    def _work(self, facts: Facts, answer: Future[tuple[str, ...]]) -> None:
        try:
            given = _read(self._strategy(facts))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
            _tell(answer, error)
        else:
            _tell(answer, given)


def _tell(answer: Future[tuple[str, ...]], said: "tuple[str, ...] | BaseException") -> None:
    """Nobody may wait any more."""
    if not answer.set_running_or_notify_cancel():
        return
    if isinstance(said, BaseException):
        answer.set_exception(said)
    else:
        answer.set_result(said)


def _read(given: object) -> tuple[str, ...]:
    """Take what it gave, as far as it is what it should be."""
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise TypeError("it gave no list of Slack ids and e-mail addresses")
    people = []
    for one in given:
        if not isinstance(one, str):
            raise TypeError(f"it gave a {type(one).__name__} among Slack ids and e-mail addresses")
        people.append(one)
        if len(people) > MOST:
            raise ValueError(f"it gave more than {MOST} people")
    return tuple(people)
