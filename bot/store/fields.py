"""The one time type, the one JSON type and people's words, the same on every database."""

import json
from datetime import UTC, datetime
from typing import Any

from peewee import CharField, TextField

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class UtcField(CharField):
    """An aware moment, kept as ISO text of fixed width in UTC, so that text order is time order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=32, **options)

    def db_value(self, value: datetime | None) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone"
            raise ValueError(message)
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def python_value(self, value: str | None) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class WordsField(TextField):
    """What people or other systems wrote. PostgreSQL keeps no NUL, so nothing does."""

    def db_value(self, value: str) -> str:
        return value.replace("\0", "")


class JsonField(TextField):
    """Anything that JSON can say, as text."""

    def db_value(self, value: object) -> str:
        return _encode(value)

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)
