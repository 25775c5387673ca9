"""The database of the thread that asks: several can be open in one process."""

import threading
from typing import Any

import peewee


class _Current(peewee.DatabaseProxy):
    __slots__ = ("_of_thread",)

    def __init__(self) -> None:
        self._of_thread = threading.local()
        super().__init__()

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)  # the proxy's own knows only its own slots

    @property
    def obj(self) -> Any:
        return getattr(self._of_thread, "database", None)

    @obj.setter
    def obj(self, database: Any) -> None:
        self._of_thread.database = database


CURRENT = _Current()
