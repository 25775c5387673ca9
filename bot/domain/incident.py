"""An incident, and what of it exists elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.events import Event
from bot.domain.own_fields import Values
from bot.domain.paging import Page
from bot.domain.postmortem import Postmortem
from bot.domain.ticketing import Ticket
from bot.domain.tokens import actor_of


class Status(StrEnum):
    """Where an incident stands, in the order in which it goes."""

    OPEN = "open"
    INVESTIGATING = "investigating"
    MITIGATING = "mitigating"
    MITIGATED = "mitigated"
    POST_MORTEM = "post-mortem"
    CLOSED = "closed"


ACTIVE = (Status.OPEN, Status.INVESTIGATING, Status.MITIGATING)
"""Somebody is still suffering."""

API = "api"
"""Begins the draft of an incident that a token declared; the token's name follows."""

TO_FINISH = (Status.MITIGATED, Status.POST_MORTEM)
"""Nobody suffers any more, but something is still to be done."""


class ClosingReason(StrEnum):
    """Why it is over. Only RESOLVED has to pass the gate."""

    RESOLVED = "resolved"
    DUPLICATE = "duplicate"
    FALSE_POSITIVE = "false positive"
    SUPERSEDED = "superseded"
    EXTERNAL = "external"
    CANCELLED = "cancelled"
    NO_INCIDENT = "not an incident"
    FALSE_ALARM = "false alarm"
    """Who declared it took it back within half a minute: what was made for it is withdrawn."""


NEVER_WAS = (
    ClosingReason.FALSE_POSITIVE,
    ClosingReason.CANCELLED,
    ClosingReason.NO_INCIDENT,
    ClosingReason.FALSE_ALARM,
)
"""Nobody suffered, so there is no moment at which that ended."""


class LinkKind(StrEnum):
    """What an incident can have elsewhere."""

    CHANNEL = "channel"
    CARD = "card"
    ANNOUNCEMENT = "announcement"
    FORM = "form"
    """The form in which it was declared, as long as it is on the declarer's screen."""
    ORIGIN = "origin"
    """The message from which it was declared."""
    EXPOSED = "exposed channel"
    """The public channel from before it was made private: nothing more is told there."""
    ANSWER = "answer"
    """Where the command that declared it can still be answered."""
    POSTMORTEM = "post-mortem"
    """The message in its channel that leads to its post-mortem."""
    FORMER_CHANNEL = "former channel"
    """The archived channel from before it was reopened."""


@dataclass(frozen=True)
class Link:
    """The incident's counterpart elsewhere: `key` is how the other side calls it.

    `public`: everybody could read it when it was made; not kept, as it is asked only then.
    """

    kind: LinkKind
    key: str
    url: str = ""
    name: str = ""
    public: bool = False

    @property
    def is_direct(self) -> bool:
        """Tell whether this channel is a group message, which has no name and lets nobody in later."""
        return self.kind is LinkKind.CHANNEL and not self.name


@dataclass(frozen=True)
class Invited:
    """These people have been let into the channel. `absent`: e-mail addresses that nobody in Slack has."""

    people: tuple[str, ...]
    absent: tuple[str, ...] | None = None
    """None where nobody looked."""
    channel: str = ""
    """Which channel that was: by the time it is told, another one may have taken its place."""


@dataclass(frozen=True)
class Shown:
    """What one surface shows now, so that it is not touched again without need: a topic, a message."""

    surface: str
    said: Mapping[str, str]


@dataclass(frozen=True)
class Act:
    """Who does something, and when. `by` is a Slack user id or a token's actor, empty where nobody did."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Moment:
    """When a key event was; `at` is None where people know that nobody knows.

    `automatic`: a change of status filled it in, so that the next one may fill it in anew.
    """

    at: datetime | None
    by: str
    automatic: bool = False


@dataclass(frozen=True)
class Closure:
    """How it ended. `waived`: codes of what the gate missed and was told to let pass."""

    reason: ClosingReason
    message: str = ""
    reference: str = ""
    waived: tuple[str, ...] = ()
    waiver: str = ""


@dataclass(frozen=True)
class News:
    """The last thing that somebody told about it."""

    message: str
    by: str
    at: datetime


LONG_BEFORE = timedelta(days=3653)
"""Somebody may have come in years ago; who gives a moment of more than ten has mistyped it."""


@dataclass(frozen=True)
class Incident:
    """One incident; taxonomy entries by their keys, people by their Slack ids. `id` is 0 until it is kept."""

    title: str
    description: str
    priority: str
    category: str
    environments: tuple[str, ...]
    impacts: Mapping[str, str]
    opened_by: str
    opened_at: datetime
    draft: str
    id: int = 0
    status: Status = Status.OPEN
    status_since: datetime | None = None
    private: bool = False
    links: Mapping[LinkKind, Link] = field(default_factory=dict)
    invited: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Who is in its channel."""
    named: tuple[str, ...] = ()
    """Whom somebody let see it, where it is private; else who is let into its next channel."""
    roles: Mapping[str, str] = field(default_factory=dict)
    key_events: Mapping[str, Moment] = field(default_factory=dict)
    news: News | None = None
    next_update_at: datetime | None = None
    """When the people who work on it promised to tell more."""
    closure: Closure | None = None
    closed_at: datetime | None = None
    postmortem: Postmortem | None = None
    """Where it is told what can be learnt of it; None while nobody asked for that."""
    postmortem_ready: bool = False
    merged_into: int = 0
    archived: bool = False
    """Whether its channel can only be read."""
    absent: tuple[str, ...] = ()
    """Whom it calls by e-mail address and who has no account in Slack."""
    pages: tuple[Page, ...] = ()
    """What calls people for it, the oldest first."""
    tickets: tuple[Ticket, ...] = ()
    """What ticket systems keep of it, the oldest first."""

    fields: Values = field(default_factory=dict)
    """What the organisation's own fields say."""

    halted: bool = False
    """Whether what happens elsewhere changes it no more, as it did so too often."""

    drill: bool = False
    """Whether it only rehearses: nothing but its channel is touched, and nothing counts it."""
    braked: bool = False
    """Whether it began in a storm of others, and waits until somebody opens it."""

    @property
    def ref(self) -> str:
        """Its name everywhere: `inc-7`."""
        return f"inc-{self.id}"

    @property
    def since(self) -> datetime:
        """When it came to stand where it stands."""
        return self.status_since or self.opened_at

    @property
    def earliest(self) -> datetime:
        """What is said of it was not before."""
        return self.opened_at - LONG_BEFORE

    @property
    def is_closed(self) -> bool:
        return self.status is Status.CLOSED

    @property
    def taken_back(self) -> bool:
        return self.closure is not None and self.closure.reason is ClosingReason.FALSE_ALARM

    @property
    def declared_by(self) -> str:
        """Give the person or the token; empty where another system began it."""
        kind, _, rest = self.draft.partition(":")
        return self.opened_by or (actor_of(rest.partition(":")[0]) if kind == API else "")

    def link(self, kind: LinkKind) -> Link | None:
        return self.links.get(kind)

    @property
    def open_channel(self) -> Link | None:
        """Its channel, where people can write in it."""
        return None if self.archived else self.link(LinkKind.CHANNEL)

    def may_get(self, kind: LinkKind) -> bool:
        """Tell whether it has this counterpart, or can come to have it.

        What was merged into another one and then had to leave its public channel gets no new one.
        """
        left = self.merged_into and LinkKind.EXPOSED in self.links
        return kind in self.links or not (left and kind is LinkKind.CHANNEL)

    def holder(self, role: str) -> str:
        """Who has this role; empty where nobody has."""
        return self.roles.get(role, "")

    @property
    def insiders(self) -> tuple[str, ...]:
        """Who has to do with it: declared it, was named, has a role, is in its channel."""
        everybody = (self.opened_by, *self.named, *self.roles.values(), *self.members)
        return tuple(dict.fromkeys(filter(None, everybody)))


@dataclass(frozen=True)
class Change:
    """What became of an incident, and the events that made it so."""

    incident: Incident
    events: tuple[Event, ...]

    def then(self, later: "Change") -> "Change":
        """Give both as one; the later one began with what became of the incident by this one."""
        return Change(later.incident, (*self.events, *later.events))
