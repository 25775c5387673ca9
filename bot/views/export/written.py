"""Records as the text of a file, piece by piece, so that no more is held than one of them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.views.export.cells import cell

Record = Mapping[str, Any]


class Written:
    """Begins, goes on and ends a file. form: csv or json."""

    def __init__(self, form: str, columns: Sequence[str]) -> None:
        self._form, self._columns, self._between = form, columns, "["

    def begin(self) -> str:
        return "" if self._form == "json" else _lines([self._columns])

    def go_on(self, found: Iterable[Record]) -> str:
        if self._form == "json":
            return "".join(map(self._entry, found))
        return _lines([cell(one[column]) for column in self._columns] for one in found)

    def end(self) -> str:
        """A list that is written as it comes."""
        if self._form != "json":
            return ""
        return "]\n" if self._between == "," else "[]\n"

    def _entry(self, one: Record) -> str:
        between, self._between = self._between, ","
        return f"{between}{json.dumps(one, ensure_ascii=False)}\n"


def pieces(written: Written, found: Iterable[Sequence[Record]]) -> Iterator[str]:
    """Write pages of records."""
    yield written.begin()
    yield from map(written.go_on, found)
    yield written.end()


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
