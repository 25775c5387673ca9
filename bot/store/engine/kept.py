"""What a transaction has read already, and so need not ask again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class _Kept(threading.local):
    answers: dict[Callable[[], Any], Any] | None = None
    writes = False


_KEPT = _Kept()


@contextmanager
def transaction(*, writes: bool = False) -> Iterator[None]:
    """Keep answers of this thread until it ends: what comes next asks anew."""
    _KEPT.answers, _KEPT.writes = {}, writes
    try:
        yield
    finally:
        _KEPT.answers, _KEPT.writes = None, False


def writes() -> bool:
    """Tell whether what is read now may be written by."""
    return _KEPT.writes


def once(query: Callable[[], T]) -> T:
    """Give what the query gave before in this transaction; outside of one nothing is kept."""
    if _KEPT.answers is None:
        return query()
    if query not in _KEPT.answers:
        _KEPT.answers[query] = query()
    answer: T = _KEPT.answers[query]
    return answer


def forget(query: Callable[[], Any]) -> None:
    """Ask again: this transaction changes what the query gives, or waited for who did."""
    if _KEPT.answers is not None:
        _KEPT.answers.pop(query, None)
