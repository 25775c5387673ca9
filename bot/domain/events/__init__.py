"""What has happened to an incident. The timeline is these, in order; only words are ever taken out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.events.alerts import AlertFired, AlertResolved, IncidentBraked, IncidentFreed, StormTaken
from bot.domain.events.calls import PeoplePaged, RespondersKnown, SosSent
from bot.domain.events.channel import (
    ChannelArchived,
    ChannelAsked,
    ChannelConverted,
    ChannelExpired,
    ChannelExpiring,
    ChannelKept,
    ChannelRegained,
    ChannelRenamed,
    ChannelShared,
    ChannelUnarchived,
    ChannelUnshared,
    PeopleAbsent,
    PeopleInvited,
    PersonJoined,
    PersonJoining,
    PersonLeft,
)
from bot.domain.events.drills import DrillScored
from bot.domain.events.elsewhere import DeliveryFailed, DeliveryRetried, LinkLost, LinkMade
from bot.domain.events.event import Event
from bot.domain.events.fields import FieldSet
from bot.domain.events.messages import (
    MessageMarked,
    MessageUnmarked,
    NoteAdded,
    NoteChanged,
    NoteRemoved,
    UpdateCorrected,
    UpdateWithdrawn,
)
from bot.domain.events.pages import (
    PageAccepted,
    PageAcknowledged,
    PageAdopted,
    PageAsked,
    PageDelayed,
    PageEscalated,
    PageLost,
    PageMerged,
    PageMoved,
    PageNoted,
    PagePrioritized,
    PageReassigned,
    PageReopened,
    PageResolved,
    PageTold,
    PageUnacknowledged,
    PageUnanswered,
    PageWithdrawn,
    PhoneShown,
)
from bot.domain.events.postmortems import (
    PostmortemAsked,
    PostmortemEdited,
    PostmortemExported,
    PostmortemExtended,
    PostmortemHidden,
    PostmortemLost,
    PostmortemMade,
    PostmortemReady,
    PostmortemRefused,
)
from bot.domain.events.privacy import LookedInside, MadePrivate, PeopleEntitled, TextRedacted
from bot.domain.events.reminding import Reminded, ReminderSnoozed
from bot.domain.events.syncing import SyncHalted, SyncResumed
from bot.domain.events.tasks import TaskAdded, TaskChanged, TaskDue
from bot.domain.events.tickets import (
    TicketAdopted,
    TicketAsked,
    TicketChanged,
    TicketCommented,
    TicketDelayed,
    TicketLinked,
    TicketLost,
    TicketMade,
    TicketMoved,
    TicketRanked,
    TicketRefused,
    TicketRenamed,
    TicketStuck,
    TicketUnlinked,
)

__all__ = [
    "AlertFired",
    "AlertResolved",
    "ChannelArchived",
    "ChannelAsked",
    "ChannelConverted",
    "ChannelExpired",
    "ChannelExpiring",
    "ChannelKept",
    "ChannelRegained",
    "ChannelRenamed",
    "ChannelShared",
    "ChannelUnarchived",
    "ChannelUnshared",
    "DeliveryFailed",
    "DeliveryRetried",
    "DrillScored",
    "Event",
    "FieldSet",
    "IncidentBraked",
    "IncidentFreed",
    "LinkLost",
    "LinkMade",
    "LookedInside",
    "MadePrivate",
    "MessageMarked",
    "MessageUnmarked",
    "NoteAdded",
    "NoteChanged",
    "NoteRemoved",
    "PageAccepted",
    "PageAcknowledged",
    "PageAdopted",
    "PageAsked",
    "PageDelayed",
    "PageEscalated",
    "PageLost",
    "PageMerged",
    "PageMoved",
    "PageNoted",
    "PagePrioritized",
    "PageReassigned",
    "PageReopened",
    "PageResolved",
    "PageTold",
    "PageUnacknowledged",
    "PageUnanswered",
    "PageWithdrawn",
    "PeopleAbsent",
    "PeopleEntitled",
    "PeopleInvited",
    "PeoplePaged",
    "PersonJoined",
    "PersonJoining",
    "PersonLeft",
    "PhoneShown",
    "PostmortemAsked",
    "PostmortemEdited",
    "PostmortemExported",
    "PostmortemExtended",
    "PostmortemHidden",
    "PostmortemLost",
    "PostmortemMade",
    "PostmortemReady",
    "PostmortemRefused",
    "Reminded",
    "ReminderSnoozed",
    "RespondersKnown",
    "SosSent",
    "StormTaken",
    "SyncHalted",
    "SyncResumed",
    "TaskAdded",
    "TaskChanged",
    "TaskDue",
    "TextRedacted",
    "TicketAdopted",
    "TicketAsked",
    "TicketChanged",
    "TicketCommented",
    "TicketDelayed",
    "TicketLinked",
    "TicketLost",
    "TicketMade",
    "TicketMoved",
    "TicketRanked",
    "TicketRefused",
    "TicketRenamed",
    "TicketStuck",
    "TicketUnlinked",
    "UpdateCorrected",
    "UpdateWithdrawn",
]
"""What stands in files of its own; all others stand here."""


@dataclass(frozen=True)
class IncidentOpened(Event):
    """`quick`: without a form, so that category and impacts are still to be asked for."""

    priority: str
    category: str
    quick: bool = False


@dataclass(frozen=True)
class IncidentUpdated(Event):
    """Somebody told what is new: in words, by changing fields, or both.

    `was` and `becomes` hold the fields that changed, by the names that domain.incident.Incident gives them.
    `implied`: the statuses that were skipped on the way. `reason`: why it went back.
    `next_update_at`: when they promised to tell more. `source`: the message that was made an update,
    `channel/ts`.
    """

    message: str = ""
    was: Mapping[str, Any] = field(default_factory=dict)
    becomes: Mapping[str, Any] = field(default_factory=dict)
    implied: tuple[str, ...] = ()
    reason: str = ""
    next_update_at: datetime | None = None
    source: str = ""

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


def _kinds(root: type[Event]) -> dict[str, type[Event]]:
    return {kind.__name__: kind for kind in root.__subclasses__()}


KINDS: dict[str, type[Event]] = _kinds(Event)
"""By the name under which the timeline keeps them."""
