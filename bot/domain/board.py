"""What a view needs besides the incident itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Failure:
    """What could not be done elsewhere: the delivery, its effect, and why."""

    delivery: int
    effect: str
    reason: str


@dataclass(frozen=True)
class Sight:
    """One incident and what is still to come. `pending`: effect -> how often its next run has failed."""

    incident: Incident
    taxonomy: Taxonomy
    now: datetime
    pending: Mapping[str, int]
    failed: tuple[Failure, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Outlook:
    """What declaring would set off, as far as the form is filled in.

    `responders`: people besides the declarer. `announced_in`: a channel's name, empty where none is tagged.
    """

    responders: int
    announced_in: str


@dataclass(frozen=True)
class Board:
    """The incidents that one person sees: `active` is cut, `count` says how many there are."""

    yours: tuple[Incident, ...]
    active: tuple[Incident, ...]
    count: int
    taxonomy: Taxonomy
    now: datetime
    command: str
