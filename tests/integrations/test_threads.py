"""What a vendor's library does in threads: it holds nobody up, and each thread has its own session."""

import asyncio
import threading

import pytest

from bot.domain.errors import TransientError
from bot.integrations.threads import THREADS, Threads


async def test_each_thread_makes_one_session_and_keeps_it() -> None:
    made: list[int] = []
    together = threading.Barrier(THREADS)

    def connect() -> int:
        made.append(threading.get_ident())
        return made[-1]

    def work(session: int) -> bool:
        together.wait(5)
        return session == threading.get_ident()

    threads = Threads("bell", "Bell", 5, connect)
    for _ in range(2):
        assert all(await asyncio.gather(*(threads.call(work) for _ in range(THREADS))))
    assert len(set(made)) == len(made) == THREADS
    threads.close()


async def test_what_takes_too_long_may_still_be_done() -> None:
    over = threading.Event()
    threads = Threads("bell", "Bell", 0.05, lambda: None)
    with pytest.raises(TransientError, match="Bell does not answer in time") as told:
        await threads.call(lambda _: over.wait(5))
    assert told.value.unsure == 0.05
    over.set()
    threads.close()


async def test_answers_that_never_end_keep_nobody_else_waiting() -> None:
    over = threading.Event()
    threads = Threads("bell", "Bell", 0.2, lambda: None)
    held = (threads.call(lambda _: over.wait(30)) for _ in range(THREADS))
    late = await asyncio.gather(*held, return_exceptions=True)
    assert [type(one) for one in late] == [TransientError] * THREADS
    assert await threads.call(lambda _: "here") == "here"
    over.set()
    threads.close()
