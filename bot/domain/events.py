"""What has happened to an incident. The timeline is these, in order, and nothing is ever taken out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Event:
    """Something happened at `at`, done by `by` (a Slack user id, empty where Firebell itself did it)."""

    at: datetime
    by: str


@dataclass(frozen=True)
class IncidentOpened(Event):
    priority: str
    category: str


@dataclass(frozen=True)
class IncidentUpdated(Event):
    """Somebody told what is new: in words, by changing fields, or both.

    `was` and `becomes` hold the fields that changed, by the names that domain.incident.Incident gives them.
    `implied`: the statuses that were skipped on the way. `reason`: why it went back.
    """

    message: str = ""
    was: Mapping[str, Any] = field(default_factory=dict)
    becomes: Mapping[str, Any] = field(default_factory=dict)
    implied: tuple[str, ...] = ()
    reason: str = ""

    def changes(self, *names: str) -> bool:
        """Tell whether one of these fields changed."""
        return any(name in self.becomes for name in names)


@dataclass(frozen=True)
class IncidentClosed(Event):
    """It is over. `reason` is a ClosingReason; `waived`: what was missing and was let pass, and why."""

    reason: str
    message: str = ""
    reference: str = ""
    waived: tuple[str, ...] = ()
    waiver: str = ""
    implied: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncidentReopened(Event):
    justification: str


@dataclass(frozen=True)
class IncidentMerged(Event):
    """It turned out to be the same as the incident `into`, where it goes on."""

    into: int


@dataclass(frozen=True)
class MergeReceived(Event):
    """The incident `merged` turned out to be the same as this one; `people` came along."""

    merged: int
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleGiven(Event):
    """`person` (empty: nobody) has the role now, who had it before is `was`; `words`: the hand-over."""

    role: str
    person: str
    was: str = ""
    words: str = ""


@dataclass(frozen=True)
class KeyEventSet(Event):
    """The moment of a key event is known (`moment`), known to be unknown, or cleared (`unknown` False).

    `automatic`: a change of status filled it in.
    """

    key: str
    moment: datetime | None = None
    unknown: bool = False
    automatic: bool = False


@dataclass(frozen=True)
class NoteAdded(Event):
    """Words that belong to the timeline, at their own time. `note`: its name, `channel/ts` of a message."""

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


@dataclass(frozen=True)
class TaskAdded(Event):
    task: int
    title: str
    owner: str = ""


@dataclass(frozen=True)
class TaskChanged(Event):
    """`done` says whether it is, now."""

    task: int
    title: str
    owner: str = ""
    done: bool = False


@dataclass(frozen=True)
class MadePrivate(Event):
    """From now on only the entitled see it; `named` are people whom somebody entitled."""

    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeopleEntitled(Event):
    """These people may see a private incident too."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class LookedInside(Event):
    """Somebody broke the glass: saw a private incident by the right of their usergroup alone."""

    reason: str


@dataclass(frozen=True)
class PostmortemReady(Event):
    """Somebody says that the post-mortem is written."""


@dataclass(frozen=True)
class LinkMade(Event):
    """Its counterpart elsewhere exists: `kind` is a LinkKind, `key` how the other side calls it."""

    kind: str
    key: str
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class LinkLost(Event):
    """The counterpart is there no more: deleted, or given up for another one."""

    kind: str
    key: str


@dataclass(frozen=True)
class PeopleInvited(Event):
    people: tuple[str, ...]


@dataclass(frozen=True)
class PersonJoining(Event):
    """Somebody asked to be let into the channel."""


@dataclass(frozen=True)
class PersonJoined(Event):
    """Somebody is in the channel now (`by`)."""


@dataclass(frozen=True)
class PersonLeft(Event):
    """Somebody left the channel (`by`), or was taken out."""


@dataclass(frozen=True)
class RespondersKnown(Event):
    """The members of the usergroups were read for the first time, after the incident had begun."""


@dataclass(frozen=True)
class ChannelRenamed(Event):
    name: str


@dataclass(frozen=True)
class ChannelArchived(Event):
    """The channel can only be read now."""


@dataclass(frozen=True)
class ChannelUnarchived(Event):
    """The channel can be written in again."""


@dataclass(frozen=True)
class Reminded(Event):
    """Firebell asked for something: `kind` says for what, `count` how often in a row by now."""

    kind: str
    count: int


@dataclass(frozen=True)
class ReminderSnoozed(Event):
    kind: str
    until: datetime


@dataclass(frozen=True)
class DeliveryFailed(Event):
    """Something that had to be done elsewhere was given up: what, and why."""

    delivery: int
    effect: str
    reason: str


@dataclass(frozen=True)
class DeliveryRetried(Event):
    """Somebody pressed Retry."""

    delivery: int
    effect: str


def _kinds(root: type[Event]) -> dict[str, type[Event]]:
    return {kind.__name__: kind for kind in root.__subclasses__()}


KINDS: dict[str, type[Event]] = _kinds(Event)
"""By the name under which the timeline keeps them."""
