"""What is carried to other systems while an effect runs, noted as it goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from bot.domain.errors import PermanentError, TransientError
from bot.domain.systems.exchange import End, Exchange

_carried: ContextVar[list[Exchange] | None] = ContextVar("carried", default=None)


@contextmanager
def noting() -> Iterator[list[Exchange]]:
    """Gather what is carried to other systems meanwhile, whatever becomes of it."""
    found: list[Exchange] = []
    token = _carried.set(found)
    try:
        yield found
    finally:
        _carried.reset(token)


@contextmanager
def carrying(exchange: Exchange) -> Iterator[None]:
    """Note what is carried there now, and how that ends; nothing where nobody gathers it."""
    noted = found if (found := _carried.get()) is not None else []
    try:
        yield
    except (TransientError, PermanentError) as error:
        end = End.LATER if isinstance(error, TransientError) else End.REFUSED
        noted.append(replace(exchange, end=end, error=str(error)))
        raise
    noted.append(exchange)
