"""Pages: what calls people for an incident. Each is one incident in PagerDuty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.paging.source import FIRST, Source, of_id, of_name

HIGH, LOW = "high", "low"
"""Urgencies: who is called loudly, and who reads it when they come to it."""

DRILL = "drill:"
"""What the key of a page begins with that nobody asked PagerDuty for, as it is only rehearsed."""


class PageState(StrEnum):
    """How far a page is.

    ASKED: PagerDuty has not taken it yet. LOST: it is there no more. WITHDRAWN: it never was there, as the
    incident was over first.
    """

    ASKED = "asked"
    TRIGGERED = "triggered"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class Nobody(StrEnum):
    """Why no phone rings although PagerDuty took the page."""

    UNASSIGNED = "unassigned"
    DISABLED = "disabled"
    MAINTENANCE = "maintenance"
    LOW = "low urgency"


@dataclass(frozen=True)
class Callee:
    """Somebody whom PagerDuty calls: `key` is their id there, `person` their Slack id, empty if unknown."""

    key: str
    name: str
    person: str = ""


@dataclass(frozen=True)
class Page:
    """One page of an incident. `key` is what PagerDuty knows it by before it has an `id` there.

    `own`: we asked for it, else it began there and has a key of its own here, made of its id. `people`: whom
    it calls now. `by`: who acknowledged or resolved it, by name. `ended_outside`: it was resolved there while
    the incident went on here.
    `changed_at`: by their clock. `since`: when we learned of its state, by ours.
    `moved`: our status followed its acknowledgement, and since when. `notes`: ids of notes that are told.
    `merged`: it goes on in another one there. `delayed`: PagerDuty did not take it at once.
    `level`: the highest whose people somebody had called. `silenced`: it is to end there although the
    incident goes on, and has not yet.
    """

    key: str
    service: str
    asked_at: datetime
    asked_by: str = ""
    urgency: str = HIGH
    words: str = ""
    own: bool = True
    state: PageState = PageState.ASKED
    changed_at: datetime | None = None
    since: datetime | None = None
    id: str = ""
    number: int = 0
    url: str = ""
    priority: str = ""
    people: tuple[Callee, ...] = ()
    by: str = ""
    nobody: str = ""
    unanswered: bool = False
    delayed: bool = False
    ended_outside: bool = False
    merged: bool = False
    moved: datetime | None = None
    notes: tuple[str, ...] = ()
    level: int = 1
    silenced: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it calls people, or will."""
        return self.state in {PageState.ASKED, PageState.TRIGGERED, PageState.ACKNOWLEDGED}

    def was_open(self, at: datetime) -> bool:
        """Tell whether it called people after that, or would, and was not merged into another one since.

        What happens here as it is found to have ended there came of that.
        """
        ended_later = self.state is PageState.RESOLVED and self.since is not None and self.since > at
        return self.is_open or (ended_later and not self.merged)

    @property
    def waits_since(self) -> datetime:
        """Since when it waits, by our clock: theirs moves with whatever somebody edits there."""
        return self.since or self.asked_at

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.people)

    @property
    def source(self) -> Source:
        """Whose it is; a drill's is nobody's, and as if it were the first's."""
        if self.key.startswith(DRILL):
            return FIRST
        return of_id(self.id) if self.id else of_name(self.service)


@dataclass(frozen=True)
class Seen:
    """A PagerDuty incident as it was when it was read. `by`: who changed its state last, by name.

    `merged_into`: the id of the one in which it goes on. `priority`: its name there. `level`: whose people
    were called with this, 0 where nobody's were.
    """

    id: str
    key: str
    number: int
    url: str
    title: str
    service: str
    state: PageState
    changed_at: datetime
    created_at: datetime
    urgency: str = HIGH
    priority: str = ""
    people: tuple[Callee, ...] = ()
    by: str = ""
    nobody: str = ""
    merged_into: str = ""
    description: str = ""
    level: int = 0


@dataclass(frozen=True)
class Noted:
    """A note that somebody wrote there; `page`: the id of the incident there, `who`: a name."""

    page: str
    id: str
    words: str
    who: str = ""


class What(StrEnum):
    """What PagerDuty tells of an incident besides its state."""

    STATUS = "status update"
    ASKED = "responder asked"
    REPLIED = "responder replied"
    ROLE = "role"
    BRIDGE = "conference bridge"
    FIELDS = "fields"


@dataclass(frozen=True)
class Besides:
    """Something of that: `about` whom or what, `who` did it, `state`: what they replied.

    `told`: by which it is known again.
    """

    page: str
    what: str
    words: str = ""
    about: str = ""
    state: str = ""
    who: str = ""
    told: str = ""


@dataclass(frozen=True)
class PagesRead:
    """What was read of PagerDuty: incidents as they are, the keys of pages that are there no more, notes.

    `withdrawn`: the keys of pages that are not there, and need not be.
    """

    seen: tuple[Seen, ...] = ()
    lost: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    notes: tuple[Noted, ...] = ()


BOTH, THERE, BACK, NEITHER = WAYS = ("both ways", "only there", "only back", "neither")
"""Which way something is carried over: to PagerDuty, from it, both, or not at all."""


@dataclass(frozen=True)
class Service:
    """How people want a PagerDuty service treated; `key` is its name, `*` stands for all others.

    `category`: what its incidents are about. `opens`: the least urgent priority from which an incident that
    starts there is one of ours; empty: none is. `hidden`: not among those that people can page.
    `follows`: an incident of ours is mitigated when its page is resolved there. `restricted`: only who may
    see private incidents reads it there, so that their titles and words may go there.
    `status`, `priority`, `notes`: which way each of them is carried over, one of WAYS. `queue`: of Request
    Tracker, where tickets of what begins there are made; empty: as its category says.
    """

    key: str
    category: str = ""
    opens: str = ""
    hidden: bool = False
    follows: bool = False
    restricted: bool = False
    status: str = BOTH
    priority: str = BOTH
    notes: str = BOTH
    queue: str = ""

    def sends(self, what: str) -> bool:
        """Tell whether this goes from here to PagerDuty."""
        return getattr(self, what) in {BOTH, THERE}

    def takes(self, what: str) -> bool:
        """Tell whether this comes from PagerDuty to here."""
        return getattr(self, what) in {BOTH, BACK}


def service_of(services: Mapping[str, Service], name: str) -> Service:
    """Give what holds for a service: its own entry, else the one for all others."""
    return services.get(name) or services.get("*") or Service(name)


def read_service(key: str, said: Mapping[str, Any]) -> Service:
    return Service(key=key, **said)
