"""What a request may hold: the one description by which it is read, and which the document shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import UserError

Schema = dict[str, Any]
_CONTROLS = {chr(code) for code in range(32)} - {"\n", "\t", "\r"}


class Kind(StrEnum):
    TEXT = "text"
    TEXTS = "texts"
    PAIRS = "pairs"
    """Texts by the keys of others."""
    FLAG = "flag"
    MOMENT = "moment"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """`most`, `least`: characters of a text; `most`: the greatest number. `options`: the only ones."""

    name: str
    kind: Kind
    says: str
    most: int = 255
    least: int = 0
    required: bool = False
    options: tuple[str, ...] = ()

    @property
    def schema(self) -> Schema:
        text: Schema = {"type": "string", "maxLength": self.most, "minLength": self.least}
        if self.options:
            text = {"type": "string", "enum": list(self.options)}
        found: dict[Kind, Schema] = {
            Kind.TEXT: text,
            Kind.TEXTS: {"type": "array", "items": text, "maxItems": MOST_TEXTS},
            Kind.PAIRS: {"type": "object", "additionalProperties": text, "maxProperties": MOST_TEXTS},
            Kind.FLAG: {"type": "boolean"},
            Kind.MOMENT: {"type": "string", "format": "date-time"},
            Kind.NUMBER: {"type": "integer", "minimum": 1, "maximum": self.most},
        }
        return {**found[self.kind], "description": self.says}

    def read(self, value: Any) -> Any:
        """Raise ValueError with the sentence that says what it must be."""
        return _READ[self.kind](self, value)


MOST_TEXTS = 50


@dataclass(frozen=True)
class Shape:
    fields: tuple[Field, ...]

    @property
    def schema(self) -> Schema:
        required = [field.name for field in self.fields if field.required]
        return {
            "type": "object",
            "properties": {field.name: _nullable(field) for field in self.fields},
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }

    def read(self, said: Any) -> dict[str, Any]:
        """Give what it holds. Raises UserError with a sentence for each field at fault."""
        if not isinstance(said, Mapping):
            raise UserError("Send an object.", {"body": "Send an object."})
        known = {field.name: field for field in self.fields}
        faults = {str(name)[:60]: self._unknown for name in said if name not in known}
        found = {}
        for name, field in known.items():
            if said.get(name) is None:
                if field.required:
                    faults[name] = f"Give {name}: {field.says}"
                continue
            try:
                found[name] = field.read(said[name])
            except ValueError as error:
                faults[name] = str(error)
        if faults:
            raise UserError(" ".join(dict.fromkeys(faults.values())), faults)
        return found

    @property
    def _unknown(self) -> str:
        names = ", ".join(field.name for field in self.fields)
        return f"There is no such field. There are: {names}." if names else "There are no fields here."


def _nullable(field: Field) -> Schema:
    """What may be left out may be null too."""
    return field.schema if field.required else {"anyOf": [field.schema, {"type": "null"}]}


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{field.name} must be a text.")  # noqa: TRY004 - gathered with all others
    if field.options and value not in field.options:
        raise ValueError(f"{field.name} must be one of {', '.join(field.options)}.")
    if len(value) > field.most:
        raise ValueError(
            f"{field.name} has at most {field.most} characters: {len(value) - field.most} too many."
        )
    if _CONTROLS & set(value) or not _is_utf8(value):
        raise ValueError(f"{field.name} holds characters that are no text.")
    return value


def _is_utf8(value: str) -> bool:
    """JSON can name halves of characters, which nothing can keep."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _texts(field: Field, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_TEXTS:
        raise ValueError(f"{field.name} must be a list of at most {MOST_TEXTS} texts.")
    return tuple(_text(field, one) for one in value)


def _pairs(field: Field, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or len(value) > MOST_TEXTS:
        raise ValueError(f"{field.name} must be an object that holds at most {MOST_TEXTS} texts.")
    return {_text(field, key): _text(field, one) for key, one in value.items()}


def _flag(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{field.name} must be true or false.")  # noqa: TRY004 - gathered with all others
    return value


def _moment(field: Field, value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValueError(f"{field.name} must be a moment with its zone, such as 2026-11-21T14:02:00Z.")
    return found


def _number(field: Field, value: Any) -> int:
    """In an address it is written in digits."""
    number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= field.most:
        raise ValueError(f"{field.name} must be a number from 1 to {field.most}.")
    return number


_READ: Mapping[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.PAIRS: _pairs,
    Kind.FLAG: _flag,
    Kind.MOMENT: _moment,
    Kind.NUMBER: _number,
}
