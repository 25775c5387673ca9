"""Whose the tasks of an event loop are: all that one thing sets going can be ended as a kill would."""

import asyncio
import contextvars
import weakref
from collections.abc import Coroutine
from typing import Any

_OWNER: contextvars.ContextVar["Owned | None"] = contextvars.ContextVar("owner")


class Owned:
    """The tasks of one owner."""

    def __init__(self) -> None:
        self.tasks: weakref.WeakSet[asyncio.Task[Any]] = weakref.WeakSet()

    async def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Let it work so that everything it sets going is known to be its own."""
        asyncio.get_running_loop().set_task_factory(_remember)
        context = contextvars.copy_context()
        context.run(_OWNER.set, self)
        await asyncio.get_running_loop().create_task(work, context=context)

    async def cancel(self) -> None:
        tasks = [task for task in self.tasks if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def has(self, name: str) -> bool:
        """Tell whether one of this name is under way."""
        return any(task.get_name() == name and not task.done() for task in self.tasks)


def _remember(loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> asyncio.Task[Any]:
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **options)
    context = options.get("context") or contextvars.copy_context()
    owner: Owned | None = context.get(_OWNER)
    if owner is not None:
        owner.tasks.add(task)
    return task
