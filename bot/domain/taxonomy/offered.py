"""What people can choose: all that is not retired, and what is chosen already."""

from collections.abc import Container, Mapping
from typing import Protocol, TypeVar


class _Entry(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def enabled(self) -> bool: ...


_T = TypeVar("_T", bound=_Entry)


def offered(entries: Mapping[str, _T], chosen: Container[str] = ()) -> list[_T]:
    return [one for one in entries.values() if one.enabled or one.key in chosen]
