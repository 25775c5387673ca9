"""What has happened to the notes on a timeline, and to messages that people marked."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.event import Event


@dataclass(frozen=True)
class UpdateWithdrawn(Event):
    """The message `source` is no update after all; `by` nobody where it was deleted."""

    source: str


@dataclass(frozen=True)
class UpdateCorrected(Event):
    """The message `source`, which is an update, was written anew: `message` is what it says now."""

    source: str
    message: str


@dataclass(frozen=True)
class MessageMarked(Event):
    """Somebody wants the message `note` (`channel/ts`) on the timeline, or told as an update.

    `asks`: what it says is still to be read.
    """

    note: str
    update: bool = False
    asks: bool = True


@dataclass(frozen=True)
class MessageUnmarked(Event):
    """They do not want it there any more, or it cannot be."""

    note: str
    update: bool = False


@dataclass(frozen=True)
class NoteAdded(Event):
    """Words that belong to the timeline, at their own time. `note`: its name, `channel/ts` of a message.

    `author`: a Slack user id, or the name of an app.
    """

    note: str
    words: str
    moment: datetime
    author: str
    url: str = ""


@dataclass(frozen=True)
class NoteChanged(Event):
    note: str
    words: str


@dataclass(frozen=True)
class NoteRemoved(Event):
    note: str
