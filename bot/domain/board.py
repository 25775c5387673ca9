"""What a view needs besides the incident itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.insight.figures import Figures
from bot.domain.oncall.roster import Overview
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Ticket
from bot.domain.wanted import Found, Wanted


@dataclass(frozen=True)
class Failure:
    """What could not be done elsewhere: the delivery, its effect, and why."""

    delivery: int
    effect: str
    reason: str


@dataclass(frozen=True)
class Trouble:
    """What fails, and how often in a row. `since` is None for a job, of which the last run alone is known."""

    name: str
    why: str
    failures: int
    last_at: datetime
    since: datetime | None = None


@dataclass(frozen=True)
class Sight:
    """One incident and what is still to come. `pending`: effect -> how often its next run has failed.

    `pages`: whether there is anybody to page.
    """

    incident: Incident
    taxonomy: Taxonomy
    now: datetime
    pending: Mapping[str, int]
    failed: tuple[Failure, ...]
    events: tuple[Event, ...] = ()
    tasks: tuple[Task, ...] = ()
    pages: bool = False


@dataclass(frozen=True)
class TaskSight:
    """A task and its ticket. `files`: it can get one; `refused`: the ticket system did not take it."""

    task: Task
    ticket: Ticket | None = None
    files: bool = False
    refused: bool = False


@dataclass(frozen=True)
class Recent:
    """What began in the past hour, as far as a form names it."""

    ref: str
    title: str


@dataclass(frozen=True)
class Rival:
    """Somebody else who is declaring right now; `category` is empty while they have not chosen any."""

    person: str
    category: str


@dataclass(frozen=True)
class Callout:
    """The service that declaring would page, and the names of who is called first.

    `declinable`: only because nobody works now, so that the declarer may leave it. `old_since`: when who is
    on call was read, where that is too long ago.
    """

    service: str
    people: tuple[str, ...]
    declinable: bool = False
    old_since: datetime | None = None


@dataclass(frozen=True)
class Reach:
    """What another priority or category of an incident sets off: how many it invites, and whom it pages.

    `frozen_in`: id of the channel that is told not to deploy because of it; empty where none is.
    """

    people: int = 0
    callout: Callout | None = None
    frozen_in: str = ""


@dataclass(frozen=True)
class Outlook:
    """What declaring would set off, as far as the form is filled in, and what goes on besides.

    `responders`: people besides the declarer. `announced_in`, `frozen_in`: ids of the channels that are told
    of it, and told not to deploy; empty where none is. `leads`: the declarer is a responder of the category,
    or on call for it. `recent`: critical incidents of the past hour that the declarer may see. `ticket`,
    `channel`: whether it gets one.
    """

    responders: int
    announced_in: str
    frozen_in: str = ""
    leads: bool = False
    recent: tuple[Recent, ...] = ()
    rivals: tuple[Rival, ...] = ()
    callout: Callout | None = None
    ticket: bool = False
    channel: bool = True


@dataclass(frozen=True)
class Board:
    """What one person sees in App Home. `wanted`: what they chose to see of the active ones.

    `tasks`: the first of those that they have, of `tasks_count`. `troubles`: for admins alone.
    `on_call`: None where nothing is known of it, or nothing is for them. `insight`: of the last month.
    """

    person: str
    yours: Found
    tasks: tuple[TaskSight, ...]
    tasks_count: int
    active: Found
    to_finish: Found
    wanted: Wanted
    taxonomy: Taxonomy
    now: datetime
    command: str
    is_admin: bool = False
    rehearsal: bool = False
    """Whether a first drill is offered to them."""
    troubles: tuple[Trouble, ...] = ()
    on_call: Overview | None = None
    insight: Figures | None = None
    support: str | None = None
    """Id of the channel in which people get help with Firebell, where one is tagged."""
