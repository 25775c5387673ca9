"""What a section of the settings can consist of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

Document = Mapping[str, Mapping[str, Any]]
"""Section -> key -> what is said of it; the order of keys is the order people see."""


class Kind(StrEnum):
    """What a field holds, and so how it is checked and entered."""

    TEXT = "text"
    WORDS = "words"
    """Several lines."""
    NUMBER = "number"
    DURATION = "duration"
    FLAG = "flag"
    CHOICE = "choice"
    """One of `options`, or of the keys of the section `of`."""
    NAMES = "names"
    """Several names, such as channels."""
    USERGROUP = "usergroup"
    USERGROUPS = "usergroups"
    CHANNEL = "channel"
    LINES = "lines"
    """Several texts, a line each."""
    PATTERN = "pattern"
    """A text with placeholders: one of domain.texts."""
    TEMPLATE = "template"
    """An address with a place for what is entered."""
    WHEN = "when"
    """A condition: entries of other sections."""
    LEVELS = "levels"
    HOURS = "hours"
    """Office hours of a group, where they differ."""
    NOTHING = "nothing"
    """The key says all."""


class Keyed(StrEnum):
    """Where the key of a new entry comes from."""

    NAME = "name"
    CODE = "code"
    USERGROUP = "usergroup"
    LABEL = "label"
    """A label of alerts and its value: `severity=critical`."""
    SERVICE = "service"
    """A name in PagerDuty, or `*`."""
    QUEUE = "queue"
    """A name in Request Tracker, or `*`."""


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    default: Any = None
    of: str = ""
    options: tuple[str, ...] = ()
    hint: str = ""
    least: timedelta = timedelta(0)
    most: timedelta = timedelta.max
    """Of a duration."""
    unsaid: str = "not set"
    """What a list says where it is empty."""


def switch(name: str, label: str, hint: str = "", *, default: bool = False) -> Field:
    return Field(name, label, Kind.FLAG, default=default, hint=hint)


def one_of(section: str, name: str, label: str, hint: str = "") -> Field:
    """An entry of another section, by its key; or none."""
    return Field(name, label, Kind.CHOICE, default="", of=section, hint=hint)


@dataclass(frozen=True)
class Section:
    """`scalar`: an entry is the value of its only field. `whole`: its keys are the fields of one form.

    `fixed`: the keys that Firebell itself relies on, which can be changed and never deleted.
    `keys`: the only ones that there can be, where not any will do.
    `most`: how many can be offered at once, where forms and messages have not room for any number.
    """

    name: str
    title: str
    one: str
    says: str
    fields: tuple[Field, ...]
    keyed: Keyed = Keyed.NAME
    scalar: bool = False
    whole: bool = False
    fixed: frozenset[str] = field(default_factory=frozenset)
    keys: tuple[str, ...] = ()
    most: int = 0

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)

    @property
    def some(self) -> str:
        """Say `a role`, `an impact`."""
        return f"{'an' if self.one[0] in 'aeio' else 'a'} {self.one}"

    @property
    def can_retire(self) -> bool:
        """Whether an entry can stay for what is old and be offered no more."""
        return self.field("enabled") is not None
