"""What the middle asks of the edges."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, Protocol, TypeVar

from bot.domain.events import Event, IncidentOpened
from bot.domain.incident import Incident, Invited, Link, LinkKind, Shown
from bot.domain.paging import PagesRead
from bot.domain.postmortem import PaperGone, PaperSeen
from bot.domain.redacting.words import Swept
from bot.domain.systems.lost import Lost
from bot.domain.systems.told import Told
from bot.domain.ticketing import TicketsRead
from bot.domain.timeline.present import Heard

Every = Callable[[Any], bool]
"""Tells whether an effect cares for an event of its kind."""

Where = Callable[[Incident], bool]
"""Tells whether an effect cares for an incident as it is now."""

Clock = Callable[[], datetime]
"""Gives the present, aware, in UTC."""

Outcome = Link | Invited | Shown | Heard | PagesRead | TicketsRead | PaperSeen | PaperGone | Swept | None
"""What an effect brings back, to be recorded: links and people become events in turn."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Audience(Enum):
    """For whom an effect runs: once for the incident, for each App Home that is looked at, or for all."""

    INCIDENT = "incident"
    HOMES = "homes"
    FREEZE = "freeze"  # whether people may deploy: one thing to say of all incidents together
    STORM = "storm"  # what waits until somebody opens it: the same
    CATALOG = "catalog"  # what nobody may read there any more: of private ones alone, all of them together
    FOLLOWERS = "followers"  # once for each person and channel that follows it from outside


@dataclass(frozen=True)
class Run:
    """One run of an effect. `attempt` is 1 the first time; only later ones need to look for earlier work.

    `number`: the event's place among all events; 0 without one.
    """

    subject: str
    attempt: int
    first_at: datetime
    delivery: int
    event: Event | None
    of_incident: Incident | None
    number: int = 0
    lost: Lost | None = None
    """Of which time nothing is known, where a backup was restored a while ago."""

    @property
    def incident(self) -> Incident:
        """The incident as it is now."""
        assert self.of_incident, f"{self.subject} is no incident"
        return self.of_incident

    @property
    def again(self) -> bool:
        return self.attempt > 1

    @property
    def is_of_backup(self) -> bool:
        """Whether it was owed already when the backup was made that was restored."""
        return self.lost is not None and self.first_at < self.lost.until


@dataclass(frozen=True)
class Owed:
    """What a method promises to do, and because of what."""

    events: tuple[type[Event], ...]
    needs: LinkKind | None
    at_most: timedelta
    mirror: bool
    lane: str
    audience: Audience
    settle: timedelta
    prompt: bool
    quiet: bool
    soon: bool
    when: Every
    where: Where

    def wait(self, event: Event) -> timedelta:
        """Give how long to wait for more changes; what opens an incident does not wait for any."""
        return timedelta(0) if self.prompt and isinstance(event, IncidentOpened) else self.settle


@dataclass(frozen=True)
class Effect:
    """An effect by its name, ready to run; for drills alone (True), what really happened (False), or both.

    tickets: the system whose tickets it is about; an incident that has none there owes it nothing.
    """

    name: str
    owed: Owed
    run: Callable[[Run], Awaitable[Outcome]]
    drill: bool | None = None
    tickets: str = ""

    def is_for(self, incident: Incident) -> bool:
        if self.tickets and not any(one.system == self.tickets for one in incident.tickets):
            return False
        return self.drill in {None, incident.drill} and self.owed.where(incident)


_Method = TypeVar("_Method", bound=Callable[..., Awaitable[Outcome]])


def on(
    *events: type[Event],
    needs: LinkKind | None = None,
    at_most: float = 0,
    mirror: bool = False,
    lane: str = "",
    audience: Audience = Audience.INCIDENT,
    settle: float = 0,
    prompt: bool = False,
    quiet: bool = False,
    soon: bool = False,
    when: Every = lambda _event: True,
    where: Where = lambda _incident: True,
) -> Callable[[_Method], _Method]:
    """Declare an effect.

    needs: until this link is there it waits, and holds up nobody. at_most: seconds that it waits; then, or as
    soon as none can be made, it runs without. mirror: it makes one surface equal to the present, so waiting
    runs are one. lane: what it must keep its order with (default: its own name). settle: seconds to wait for
    more changes first. prompt: but an opening does not wait. quiet: its failure is in the log alone, as
    telling it would go the same way. soon: it is not tried for a day. when: for which of these events it is
    owed. where: for which incidents, then and when it runs; what makes one of these is among the events.
    """

    def mark(method: _Method) -> _Method:
        own = lane or method.__name__
        most, calm = (timedelta(seconds=each) for each in (at_most, settle))
        owed = Owed(events, needs, most, mirror, own, audience, calm, prompt, quiet, soon, when, where)
        method.__dict__["owed"] = owed
        return method

    return mark


@dataclass(frozen=True)
class Crowd:
    """Effects by their names, of which no more than `at_once` run side by side."""

    names: frozenset[str]
    at_once: int


class Effects:
    """All effects of all integrations. `calm`: how much of the time to settle they are given."""

    def __init__(self, calm: float = 1.0) -> None:
        self._by_name: dict[str, Effect] = {}
        self._by_kind: dict[type[Event], list[Effect]] = {}
        self._calm = calm
        self.crowds: list[Crowd] = []

    def add_crowd(self, sources: Iterable[object], at_once: int) -> None:
        """Take in those of a system that hears of no drill, and has a share of its own; 0: none."""
        there = set(self._by_name)
        for source in sources:
            self.add(source, drill=False)
        names = frozenset(self._by_name.keys() - there)
        if at_once and names:
            self.crowds.append(Crowd(names, at_once))

    def add(self, source: object, *, drill: bool | None = None) -> None:
        """Take in every method of `source` that `on` has marked, as its `adapt` changes it, if it has one."""
        adapt = getattr(source, "adapt", lambda effect: effect)
        for method in dir(type(source)):
            owed = getattr(getattr(type(source), method), "__dict__", {}).get("owed")
            if owed:
                effect: Effect = adapt(Effect(method, owed, getattr(source, method), drill))
                assert effect.name not in self._by_name, f"two effects are called {effect.name}"
                self._by_name[effect.name] = effect
        self._by_kind.clear()

    def is_elsewhere(self, effect: Effect) -> bool:
        """Tell whether it is done in a system that has a share of its own."""
        return any(effect.name in crowd.names for crowd in self.crowds)

    def named(self, name: str) -> Effect | None:
        return self._by_name.get(name)

    def names(self) -> Iterable[str]:
        return self._by_name.keys()

    def wait(self, effect: Effect, event: Event, *, is_coming: bool = False) -> timedelta:
        """Give how long an effect waits for more changes first, or for a link that is on its way."""
        return (effect.owed.at_most if is_coming else effect.owed.wait(event)) * self._calm

    def would_rather_have(self, kind: str) -> list[str]:
        """Name those that wait for such a link, but not for ever."""
        return [name for name, one in self._by_name.items() if one.owed.needs == kind and one.owed.at_most]

    def because_of(self, event: Event) -> Iterable[Effect]:
        kind = type(event)
        if kind not in self._by_kind:
            known = self._by_name.values()
            self._by_kind[kind] = [effect for effect in known if issubclass(kind, effect.owed.events)]
        return (effect for effect in self._by_kind[kind] if effect.owed.when(event))


class Inbound(Protocol):
    """Turns what one source tells us into use cases."""

    source: str

    def take(self, unit: Any, told: Told) -> None:
        """Run the use case that `told` asks for, in the transaction of `unit`."""


Progress = Callable[[int, int | None], None]
"""Is told how much of a long reading is done, and of how much, where that is known."""


def no_progress(_done: int, _of: int | None) -> None:
    """Nobody looks."""


@dataclass(frozen=True)
class Poll:
    """Asking others what they did not tell us; every `interval`. `run` gives what it found, in words.

    at_start: also whenever Firebell starts, as what happened meanwhile was told to nobody.
    first: how long after the very first start it runs for the first time.
    """

    name: str
    interval: timedelta
    run: Callable[[], Awaitable[str]]
    at_start: bool = False
    first: timedelta = timedelta(0)


@dataclass(frozen=True)
class Facts:
    """What a strategy gets to know, to say who is called. Both functions ask the database."""

    incident: Incident
    usergroup: Callable[[str], tuple[str, ...]]
    """Gives the Slack ids of the people of a usergroup, by its handle."""
    channel: Callable[[str], tuple[str, ...]]
    """Gives the Slack ids of the people of a channel whose members some category invites, by its name."""


Strategy = Callable[[Facts], Iterable[str]]
"""Gives Slack ids or e-mail addresses of those whom an incident calls, asking nobody over the network."""


@dataclass(frozen=True)
class Called:
    """Whom an incident calls, the most important first; `absent`: e-mail addresses of nobody in Slack."""

    people: tuple[str, ...]
    absent: tuple[str, ...] = ()


Responders = Callable[[Incident], Awaitable[Called]]
"""Asks every strategy."""


class Answers(Protocol):
    """What the person who waits is given, once. Losing one loses nothing."""

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None: ...

    async def push_view(self, trigger: str, view: dict[str, Any]) -> None: ...

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None: ...

    async def publish_home(self, person: str, view: dict[str, Any]) -> None: ...

    async def whisper(self, response_url: str, message: dict[str, Any]) -> None: ...

    async def whisper_in(self, channel: str, person: str, message: dict[str, Any]) -> None: ...

    async def say(self, channel: str, message: dict[str, Any]) -> None: ...

    async def channel_name(self, channel: str) -> str: ...

    async def usergroups(self) -> list[tuple[str, str, str, tuple[str, ...]]]:
        """Ask for all of them: id, handle, name, members."""
