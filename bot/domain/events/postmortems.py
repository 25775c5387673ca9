"""What has happened to the post-mortem of an incident; `mark` is its mark, `home` where it is written."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.event import Event


@dataclass(frozen=True)
class PostmortemAsked(Event):
    """There is to be one."""

    mark: str
    home: str


@dataclass(frozen=True)
class PostmortemMade(Event):
    """It is there. `name`: how people there call it."""

    mark: str
    home: str
    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class PostmortemRefused(Event):
    """Its home will not have it, and why; it is written elsewhere instead."""

    mark: str
    home: str
    reason: str


@dataclass(frozen=True)
class PostmortemEdited(Event):
    """Somebody wrote in it by hand: Firebell does not write over it any more."""

    mark: str


@dataclass(frozen=True)
class PostmortemExtended(Event):
    """Somebody wants it to tell what happened up to the event `upto`, below what people wrote."""

    mark: str
    upto: int


@dataclass(frozen=True)
class PostmortemLost(Event):
    """Somebody deleted it there."""

    mark: str
    name: str = ""


@dataclass(frozen=True)
class PostmortemHidden(Event):
    """What others could read is to be taken away; `id`: how its home calls it, empty where it is none yet.

    `tried_at`: when its home was asked for it without a clear answer, so that it may be there all the same.
    """

    mark: str
    home: str
    id: str = ""
    tried_at: datetime | None = None


@dataclass(frozen=True)
class PostmortemExported(Event):
    """Somebody wants it as a file."""


@dataclass(frozen=True)
class PostmortemReady(Event):
    """Somebody says that it is written. `where`: what in its home said so, where nobody did here."""

    where: str = ""


CHANGES: tuple[type[Event], ...] = (
    PostmortemAsked,
    PostmortemMade,
    PostmortemRefused,
    PostmortemEdited,
    PostmortemLost,
    PostmortemReady,
)
"""What changes what people see of it."""
