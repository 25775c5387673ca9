"""What every system may do instead of answering, in our words: keep silent, talk oddly, ask to wait."""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

import aiohttp
import structlog

from bot.domain.errors import PermanentError, TransientError

GONE = "404"
LONGEST_WAIT = 300.0
USUAL_WAIT = 5.0
"""Seconds that are waited where it is not said how long."""

log = structlog.get_logger()

Answer = TypeVar("Answer")

Each = Callable[[], AbstractContextManager[None]]
"""Gives what one of several things is done in."""


@contextmanager
def reached(title: str, patience: float = 0) -> Iterator[None]:
    """Call a system over aiohttp inside. patience: seconds in which it may still do what it was asked."""
    try:
        yield
    except TimeoutError as error:
        raise TransientError(f"{title} does not answer in time.", unsure=patience) from error
    except (aiohttp.ClientError, OSError) as error:
        raise TransientError(f"{title} does not answer ({type(error).__name__}).") from error


@contextmanager
def understood(title: str) -> Iterator[None]:
    """Read an answer inside: one of another shape than the system's documents say is no fault of ours."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        log.warning("answer_not_understood", action="read", why=repr(error))
        raise unreadable(title) from error


@contextmanager
def if_there() -> Iterator[None]:
    """Write inside to what may be there no more: then there is nothing left to do."""
    try:
        yield
    except PermanentError as error:
        if error.code != GONE:
            raise


@contextmanager
def all_tried() -> Iterator[Each]:
    """Do several things inside, each in what it gives: one that is refused keeps no other from being done.

    Raises PermanentError once all are tried, with the code of the first and the words of all.
    """
    refused: list[PermanentError] = []

    @contextmanager
    def each() -> Iterator[None]:
        try:
            yield
        except PermanentError as error:
            refused.append(error)

    yield each
    if refused:
        said = " ".join(dict.fromkeys(map(str, refused)))
        raise PermanentError(said, code=refused[0].code) from refused[0]


async def unless_gone(asking: Awaitable[Answer]) -> Answer | None:
    """Give the answer; None where what was asked for is there no more."""
    try:
        return await asking
    except PermanentError as error:
        if error.code == GONE:
            return None
        raise


def an_object(said: Any, title: str) -> dict[str, Any]:
    """Give what a system answered, where that is a JSON object. Raises TransientError where it is none."""
    if not isinstance(said, dict):
        raise unreadable(title)
    return said


def unreadable(title: str) -> TransientError:
    return TransientError(f"{title}'s answer cannot be read.")


class Waiting:
    """Whoever told us to wait is not asked until then."""

    def __init__(self, title: str) -> None:
        self._title, self._until = title, 0.0

    def must_be_over(self) -> None:
        left = self._until - time.monotonic()
        if left > 0:
            raise TransientError(f"{self._title} asked to wait.", retry_after=left)

    def told(self, said: str | float) -> TransientError:
        """Begin it. said: for how many seconds, as it was told."""
        try:
            seconds = min(LONGEST_WAIT, max(0.0, float(said)))
        except ValueError:
            seconds = USUAL_WAIT
        self._until = time.monotonic() + seconds
        return TransientError(f"{self._title} asked to wait {seconds:g} s.", retry_after=seconds)
