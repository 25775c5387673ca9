"""Tickets: what another system keeps of an incident, and by which settings both are kept equal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

REHEARSED = "drill:"
"""What the id of a ticket begins with that nobody filed, as it belongs to a drill."""


class TicketState(StrEnum):
    """How far a ticket is. ASKED: not there yet. LOST: deleted there. LEFT: it belongs to nothing here."""

    ASKED = "asked"
    THERE = "there"
    LOST = "lost"
    LEFT = "left"


class Synced(StrEnum):
    """What is kept equal on both sides."""

    STATUS = "status"
    PRIORITY = "priority"
    SUMMARY = "summary"
    ASSIGNEE = "assignee"
    COMMENTS = "comments"


class Flow(StrEnum):
    """Which way a change goes; where both sides changed at once, who wins."""

    OFF = "off"
    OUT = "to the ticket"
    IN = "from the ticket"
    OURS = "both, Firebell wins"
    THEIRS = "both, the ticket wins"

    @property
    def goes_out(self) -> bool:
        return self in {Flow.OUT, Flow.OURS, Flow.THEIRS}

    @property
    def comes_in(self) -> bool:
        return self in {Flow.IN, Flow.OURS, Flow.THEIRS}


@dataclass(frozen=True)
class Agreed:
    """The last value on which both sides agreed, in the words of each.

    `going`: what we were about to make of it there, and may have made.
    """

    here: str
    there: str
    going: str = ""

    def knows(self, there: str) -> bool:
        """Tell whether nobody else needs to have brought it there."""
        return there in {self.there, self.going or self.there}


@dataclass(frozen=True)
class Ticket:
    """One ticket of an incident. `mark` is what it is known by before it has an `id` there.

    `key`: how people there call it, such as INC-7. `own`: we asked for it, else it was linked by hand.
    `tried_at`: when it was last asked for without a clear answer. `comments`: ids of those that are told.
    `status`: its status there, as it is called there. `delayed`: the system did not take it at once.
    `task`: the task that it is of; `part`: which Companion it is; with neither it is the incident's own.
    `entry`: the number of the event that this companion tells, 0 where it tells none.
    """

    mark: str
    system: str
    project: str
    asked_at: datetime
    asked_by: str = ""
    own: bool = True
    state: TicketState = TicketState.ASKED
    id: str = ""
    key: str = ""
    url: str = ""
    status: str = ""
    done: bool = False
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    tried_at: datetime | None = None
    delayed: bool = False
    task: int = 0
    part: str = ""
    entry: int = 0

    @property
    def is_there(self) -> bool:
        return self.state is TicketState.THERE

    @property
    def is_ours(self) -> bool:
        """Whether it counts as the incident's: it is there, or will be."""
        return self.state in {TicketState.ASKED, TicketState.THERE}

    @property
    def is_own(self) -> bool:
        """Whether it is the incident's own."""
        return not self.task and not self.part

    @property
    def name(self) -> str:
        """How people call it."""
        return self.key or "the ticket"


@dataclass(frozen=True)
class Seen:
    """A ticket as it was when it was read. `values`: by Synced, in the words of there.

    `equal`: our values that it says now, by Synced. `stuck`: what of ours could not be said there, and why.
    `done`: it counts as finished there.
    `changed_by`: who changed a value last, by name. `status`: how people there call its status.
    `mark`: the one it carries, where it is ours. `comments`: the ids of all of them. `place`: its project or
    queue, where its key does not say so.
    """

    id: str
    key: str
    url: str
    values: Mapping[str, str]
    status: str = ""
    done: bool = False
    mark: str = ""
    equal: Mapping[str, str] = field(default_factory=dict)
    stuck: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    changed_by: Mapping[str, str] = field(default_factory=dict)
    place: str = ""

    @property
    def project(self) -> str:
        return self.place or self.key.rpartition("-")[0]


@dataclass(frozen=True)
class Comment:
    """What somebody wrote there; `ticket`: its mark, `who`: a name."""

    ticket: str
    id: str
    words: str
    who: str = ""


@dataclass(frozen=True)
class Stranger:
    """A ticket that was none of ours as far as we knew, as it was read.

    `kind`: its type. `person`: who reported it, where they are somebody in Slack; `who`: by name.
    `since`: when it was made, or became of this type, project or priority. `merged`: the ids of those that
    were merged into it.
    """

    seen: Seen
    kind: str
    since: datetime
    words: str = ""
    person: str = ""
    who: str = ""
    system: str = "jira"
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class TicketsRead:
    """What was read of tickets: how they are, the ids of those that are there no more, comments."""

    seen: tuple[Seen, ...] = ()
    lost: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    strangers: tuple[Stranger, ...] = ()


@dataclass(frozen=True)
class Filing:
    """Where the tickets of a category go; `key` is the category's, `*` stands for all others.

    `system`: domain.ticketing.systems' name; empty: the one that is connected. `queue`: RT's project.
    `least`: the least urgent priority that gets one, empty: none does. `kind`: what it is called there.
    `category_field`: name or id of the field that tells the category. `resolution`: with which it ends.
    `closes`: an incident ends when its ticket does. `restricted`: only who may see private incidents reads
    that project or queue, which is named, so that their titles and words may go there. `tasks`: they are
    filed by themselves, as a `task_kind`, and linked with the incident's ticket by a `task_link`.
    """

    key: str
    project: str = ""
    kind: str = "Incident"
    least: str = ""
    component: str = ""
    category_field: str = ""
    resolution: str = "Done"
    closes: bool = False
    restricted: bool = False
    tasks: bool = False
    task_kind: str = "Task"
    task_link: str = "Relates"
    system: str = ""
    queue: str = ""


@dataclass(frozen=True)
class Standing:
    """What one of our statuses is there: `sets` are tried in this order, `means` come back as this one.

    `silences`: with which of `means` the pages end there and then, whatever people say of the incident.
    """

    key: str
    sets: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    silences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Companion:
    """What an incident's ticket is linked with: an `issue` that is there, or one that is made for it.

    `link`: the type of the link, as it is called there. `least`: the least urgent priority that has it.
    `project`: empty where it is the ticket's own. `title`, `words`: what one that is made says.
    `people`: a project in which each issue is a person; the one of who manages the incident is linked.
    `entries`: one is made for each update.
    """

    key: str
    link: str = "Relates"
    least: str = ""
    issue: str = ""
    project: str = ""
    kind: str = "Task"
    title: str = ""
    words: str = ""
    people: str = ""
    entries: bool = False

    @property
    def is_made(self) -> bool:
        """Whether an issue is made for it, once."""
        return bool(self.title and not self.issue and not self.people and not self.entries)


@dataclass(frozen=True)
class Opening:
    """Which tickets of a project become incidents; `key` is the project's.

    `category`: what those are about. `kinds`: the types that do; none: all. `opens`: the least urgent
    priority from which; empty: none does.
    """

    key: str
    category: str
    kinds: tuple[str, ...] = ("Incident",)
    opens: str = ""


def filing_of(filings: Mapping[str, Filing], category: str) -> Filing:
    """Give what holds for a category: its own entry, else the one for all others."""
    return filings.get(category) or filings.get("*") or Filing(category)


def flow_of(flows: Mapping[str, str], what: Synced) -> Flow:
    """Give which way this goes; where nobody says, nothing does."""
    return Flow(flows.get(what) or Flow.OFF)


def read_filing(key: str, said: Mapping[str, Any]) -> Filing:
    return Filing(key=key, **said)


def read_companion(key: str, said: Mapping[str, Any]) -> Companion:
    return Companion(key=key, **said)


def read_opening(key: str, said: Mapping[str, Any]) -> Opening:
    return Opening(key=key, **{**said, **({"kinds": tuple(said["kinds"] or ())} if "kinds" in said else {})})


def read_standing(key: str, said: Mapping[str, Any]) -> Standing:
    several = {name: tuple(said.get(name) or ()) for name in ("sets", "means")}
    return Standing(key=key, **several)
