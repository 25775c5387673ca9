"""What has happened to the pages of an incident: PagerDuty's own incidents that call people for it.

`page` is the page's key, `service` the name of the service that is paged; people are called by their names.
"""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class PageAsked(Event):
    """People are to be called. `urgency` is high or low; `words`: what they are told besides the title."""

    page: str
    service: str
    urgency: str = "high"
    words: str = ""


@dataclass(frozen=True)
class PageAccepted(Event):
    """PagerDuty took it. `nobody` (domain.paging.Nobody): why no phone rings all the same."""

    page: str
    service: str
    number: int = 0
    people: tuple[str, ...] = ()
    nobody: str = ""


@dataclass(frozen=True)
class PageDelayed(Event):
    """PagerDuty does not take it yet, and why; it is tried again and again."""

    page: str
    service: str
    reason: str


@dataclass(frozen=True)
class PageAdopted(Event):
    """It began in PagerDuty, and this incident is about it."""

    page: str
    service: str
    number: int = 0
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageUnanswered(Event):
    """Nobody has acknowledged it for a while."""

    page: str
    service: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageEscalated(Event):
    """Somebody wants the people of this level to be called."""

    page: str
    service: str
    level: int


@dataclass(frozen=True)
class PageAcknowledged(Event):
    """`who`: empty where PagerDuty did it by itself."""

    page: str
    service: str
    who: str = ""


@dataclass(frozen=True)
class PageUnacknowledged(Event):
    """The acknowledgement ran out, or was taken back: it calls again."""

    page: str
    service: str


@dataclass(frozen=True)
class PageReassigned(Event):
    """Others are called now. `nobody`: why no phone rings all the same."""

    page: str
    service: str
    people: tuple[str, ...] = ()
    nobody: str = ""


@dataclass(frozen=True)
class PageResolved(Event):
    """`outside`: somebody did it there while the incident goes on here."""

    page: str
    service: str
    who: str = ""
    outside: bool = False


@dataclass(frozen=True)
class PageReopened(Event):
    """`outside`: somebody did it there while the incident is over here."""

    page: str
    service: str
    who: str = ""
    outside: bool = False


@dataclass(frozen=True)
class PagePrioritized(Event):
    """It has another priority there. `asks`: a less urgent one, which counts only when people say so."""

    page: str
    service: str
    priority: str
    was: str = ""
    asks: bool = False


@dataclass(frozen=True)
class PageMoved(Event):
    """It is of another service there; `was`: of which one until then."""

    page: str
    service: str
    was: str


@dataclass(frozen=True)
class PageMerged(Event):
    """It goes on in another one there; `into`: that one's number, `incident`: the incident it belongs to."""

    page: str
    service: str
    into: int = 0
    incident: int = 0


@dataclass(frozen=True)
class PageNoted(Event):
    """Somebody wrote a note there (`note`: its id)."""

    page: str
    service: str
    note: str
    words: str
    who: str = ""


@dataclass(frozen=True)
class PageTold(Event):
    """Something happened there besides a change of its state. `what`: domain.paging.What.

    `told`: how PagerDuty names that it told it.
    """

    page: str
    service: str
    what: str
    words: str = ""
    about: str = ""
    state: str = ""
    who: str = ""
    told: str = ""


@dataclass(frozen=True)
class PageLost(Event):
    """PagerDuty has it no more."""

    page: str
    service: str


@dataclass(frozen=True)
class PageWithdrawn(Event):
    """The incident was over before PagerDuty took it, so nobody is called."""

    page: str
    service: str


@dataclass(frozen=True)
class PhoneShown(Event):
    """Somebody looked up the phone numbers of `people`, who are on call for the service."""

    service: str
    people: tuple[str, ...] = ()


CHANGES: tuple[type[Event], ...] = (
    PageAsked,
    PageAccepted,
    PageDelayed,
    PageAdopted,
    PageUnanswered,
    PageEscalated,
    PageAcknowledged,
    PageUnacknowledged,
    PageReassigned,
    PageResolved,
    PageReopened,
    PageMoved,
    PageMerged,
    PageLost,
    PageWithdrawn,
)
"""After which a page is shown in another way."""
