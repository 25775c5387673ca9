"""A document as such: what it says and how that hangs together, in nobody's notation.

views/documents writes it down, a file per notation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Plain:
    """Words of somebody, which mean nothing but themselves."""

    words: str


@dataclass(frozen=True)
class Strong:
    words: str


@dataclass(frozen=True)
class Mention:
    """A person, by their Slack user id."""

    person: str


@dataclass(frozen=True)
class At:
    """A moment. `dated`: with its day."""

    moment: datetime
    dated: bool = False


@dataclass(frozen=True)
class Anchor:
    """Words that lead somewhere."""

    words: str
    url: str


Span = Plain | Strong | Mention | At | Anchor
Words = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    said: Words


@dataclass(frozen=True)
class Question:
    """What people are asked, to be written over with their answer."""

    words: str


@dataclass(frozen=True)
class Bullets:
    entries: tuple[Words, ...]


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class Picture:
    url: str
    words: str


Block = Paragraph | Question | Bullets | Table | Picture


@dataclass(frozen=True)
class Section:
    """`key`: how templates call it."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Readers:
    """Who reads it: the zone of their clocks, how people are called there, and their accounts there."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    names: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)

    def name(self, person: str) -> str:
        return self.names.get(person) or person or "Firebell"

    def clock(self, at: At) -> str:
        """Say `14:02 CET (13:02 UTC)`: a page is read by people everywhere."""
        there, utc = at.moment.astimezone(self.zone), at.moment.astimezone(ZoneInfo("UTC"))
        day = f"{there:%Y-%m-%d} " if at.dated else ""
        if there.utcoffset() == utc.utcoffset():
            return f"{day}{utc:%H:%M} UTC"
        other = f"{utc:%Y-%m-%d} " if at.dated and utc.date() != there.date() else ""
        return f"{day}{there:%H:%M} {_zone(there)} ({other}{utc:%H:%M} UTC)"


def _zone(there: datetime) -> str:
    """Give its abbreviation; where it has none but a number, say that it is one."""
    name = there.tzname() or ""
    return f"UTC{name[:3]}" if name[:1] in {"+", "-"} else name
