"""See through what people wait for, and tell them where a system takes its time."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.domain.errors import TransientError
from bot.ports import Run

Result = TypeVar("Result")

PATIENCE = 4.0
"""Seconds after which people are told that a system does not take what they asked for."""

LEAST = 1.0
"""Seconds that it has to answer in any case: after a restart nobody has asked it yet."""

TRIES = 3
"""Attempts after which they are told sooner."""


@dataclass(frozen=True)
class Asked:
    """What a system is asked for. `tell`: tells people, with the reason, that it takes its time."""

    title: str
    at: datetime
    tell: Callable[[str], Awaitable[None]]


async def see_through(call: Coroutine[Any, Any, Result], run: Run, asked: Asked, now: datetime) -> Result:
    """Await it, and tell people where it takes long.

    Of what a restored backup owes nobody knows whether they wait at all: its time begins now.
    """
    waited = 0.0 if run.is_of_backup else (now - asked.at).total_seconds()
    task = asyncio.ensure_future(call)
    try:
        done, _ = await asyncio.wait({task}, timeout=max(LEAST, PATIENCE - waited))
        if not done:
            await asked.tell(f"{asked.title} does not answer.")
        return await task
    except TransientError as error:
        if run.attempt >= TRIES or max(waited, error.retry_after or 0) > PATIENCE / 2:
            await asked.tell(str(error))
        raise
    finally:
        task.cancel()
