"""What has happened to the tickets of an incident: its counterparts in a ticket system.

`ticket` is the ticket's mark, `key` how people there call it; people there are called by their names. `task`:
the title of the task that it is of, empty where it is of the incident itself.
"""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class TicketAsked(Event):
    """There is to be one."""

    ticket: str
    system: str
    project: str = ""
    task: str = ""


@dataclass(frozen=True)
class TicketMade(Event):
    """It is there. `late`: people were told that it takes long."""

    ticket: str
    key: str
    url: str = ""
    task: str = ""
    late: bool = False


@dataclass(frozen=True)
class TicketDelayed(Event):
    """The ticket system does not take it yet, and why; it is tried again and again."""

    ticket: str
    reason: str
    task: str = ""
    system: str = "jira"


@dataclass(frozen=True)
class TicketLinked(Event):
    """Somebody said that this one belongs to it."""

    ticket: str
    key: str
    url: str = ""


@dataclass(frozen=True)
class TicketAdopted(Event):
    """It was there first: the incident began with it. `who` made it there."""

    ticket: str
    key: str
    url: str = ""
    who: str = ""


@dataclass(frozen=True)
class TicketUnlinked(Event):
    """Somebody said that this one does not belong to it any more."""

    ticket: str
    key: str


@dataclass(frozen=True)
class TicketLost(Event):
    """Somebody deleted it there."""

    ticket: str
    key: str


@dataclass(frozen=True)
class TicketRenamed(Event):
    """It moved to another project, and is called by another key."""

    ticket: str
    key: str
    was: str
    url: str = ""


@dataclass(frozen=True)
class TicketMoved(Event):
    """Its status is another one there. `closed`: it ended there while the incident went on here.

    `silences`: that ends the incident's pages too.
    """

    ticket: str
    key: str
    status: str
    was: str = ""
    who: str = ""
    closed: bool = False
    reopened: bool = False
    silences: bool = False


@dataclass(frozen=True)
class TicketChanged(Event):
    """Something else of it (`what`: domain.ticketing.Synced) was changed there, and counts here."""

    ticket: str
    key: str
    what: str
    value: str
    who: str = ""


@dataclass(frozen=True)
class TicketRanked(Event):
    """It has a less urgent priority there, which counts only when people say so."""

    ticket: str
    key: str
    priority: str
    who: str = ""


@dataclass(frozen=True)
class TicketStuck(Event):
    """Something of the incident (`what`) cannot be said there, and why."""

    ticket: str
    key: str
    what: str
    reason: str


@dataclass(frozen=True)
class TicketRefused(Event):
    """It ended there, and here something is still missing: `lacks` (domain.rules.closing.Missing)."""

    ticket: str
    key: str
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class TicketCommented(Event):
    """Somebody wrote a comment there (`comment`: its id)."""

    ticket: str
    key: str
    comment: str
    words: str
    who: str = ""


CHANGES: tuple[type[Event], ...] = (
    TicketAsked,
    TicketMade,
    TicketDelayed,
    TicketLinked,
    TicketAdopted,
    TicketUnlinked,
    TicketLost,
    TicketRenamed,
    TicketMoved,
)
"""After which a ticket is shown in another way."""
