"""What an organisation asks for besides: its own fields, and the teams to whose projects tickets go."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

Values = Mapping[str, tuple[str, ...]]
"""What the fields of one incident say, by their keys: texts, keys of teams, Slack ids of people."""


class FieldKind(StrEnum):
    """What a field holds, and so how it is entered and shown."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    MANY = "many"
    PERSON = "person"
    LINK = "link"
    """A text that becomes an address by its template."""
    TEAM = "team"
    """One of the feature teams."""


@dataclass(frozen=True)
class When:
    """In which incidents: of one of these priorities, in one of these categories, where one of these is hit.

    What names none of a kind does not ask for it.
    """

    priorities: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(vars(self).values())


@dataclass(frozen=True)
class OwnField:
    """A field of the organisation's own. `options`: of a choice. `template`: of a link, with {} in it.

    `shown_when` nothing: always. `required`: wherever it is shown; `required_when`: there alone.
    `ticket_field`: what the ticket system calls it.
    """

    key: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    options: tuple[str, ...] = ()
    template: str = ""
    hint: str = ""
    shown_when: When = When()
    required: bool = False
    required_when: When = When()
    ticket_field: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class FeatureTeam:
    """Who mends things: a name by which tickets are routed, and the project that they go to."""

    key: str
    name: str
    project: str
    enabled: bool = True


CONDITIONS = tuple(field.name for field in fields(When))
"""The sections of the settings that a condition can name entries of."""


def read_field(key: str, said: Mapping[str, Any]) -> OwnField:
    """Read one from a document."""
    read: dict[str, Any] = {
        **said,
        "kind": FieldKind(said.get("kind") or FieldKind.TEXT),
        "options": tuple(" ".join(option.split()) for option in said.get("options") or ()),
    }
    return OwnField(key=key, **{**read, **{name: _when(said.get(name) or {}) for name in _WHEN}})


def read_team(key: str, said: Mapping[str, Any]) -> FeatureTeam:
    """Read one from a document."""
    return FeatureTeam(key=key, **said)


_WHEN = ("shown_when", "required_when")


def _when(said: Mapping[str, Any]) -> When:
    return When(**{section: tuple(keys or ()) for section, keys in said.items()})
