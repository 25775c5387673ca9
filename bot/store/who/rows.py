"""A query's rows as plain tuples: the fastest way to look at many."""

from typing import Any


def tuples(query: Any) -> list[tuple[Any, ...]]:
    return list(query.tuples())
