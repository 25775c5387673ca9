"""What the middle asks of the edges."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, Protocol, TypeVar

from bot.domain.events import Event
from bot.domain.incident import Incident, Invited, Link, LinkKind
from bot.domain.told import Told

Every = Callable[[Any], bool]
"""Tells whether an effect cares for an event of its kind."""

Clock = Callable[[], datetime]
"""Gives the present, aware, in UTC."""

Outcome = Link | Invited | None
"""What an effect brings back, to be recorded and so to become an event in turn."""

EMPTY: Mapping[str, Any] = {}


def utc_now() -> datetime:
    return datetime.now(UTC)


class Audience(Enum):
    """For whom an effect runs: once for the incident, or once for each App Home that is being looked at."""

    INCIDENT = "incident"
    HOMES = "homes"


@dataclass(frozen=True)
class Run:
    """One run of an effect. `attempt` is 1 the first time; only later ones need to look for earlier work."""

    subject: str
    attempt: int
    first_at: datetime
    delivery: int
    event: Event | None
    of_incident: Incident | None

    @property
    def incident(self) -> Incident:
        """The incident as it is now."""
        assert self.of_incident, f"{self.subject} is no incident"
        return self.of_incident

    @property
    def again(self) -> bool:
        return self.attempt > 1


@dataclass(frozen=True)
class Owed:
    """What a method promises to do, and because of what."""

    events: tuple[type[Event], ...]
    needs: LinkKind | None
    mirror: bool
    lane: str
    audience: Audience
    settle: timedelta
    quiet: bool
    when: Every


@dataclass(frozen=True)
class Effect:
    """An effect by its name, ready to run."""

    name: str
    owed: Owed
    run: Callable[[Run], Awaitable[Outcome]]


_Method = TypeVar("_Method", bound=Callable[..., Awaitable[Outcome]])


def on(
    *events: type[Event],
    needs: LinkKind | None = None,
    mirror: bool = False,
    lane: str = "",
    audience: Audience = Audience.INCIDENT,
    settle: float = 0,
    quiet: bool = False,
    when: Every = lambda _event: True,
) -> Callable[[_Method], _Method]:
    """Declare an effect.

    needs: the link that must be there before it runs. mirror: it makes one surface equal to the present, so
    waiting runs are one. lane: what it must keep its order with (default: its own name). settle: seconds to
    wait for more changes first. quiet: its failure is in the log alone, as telling it would go the same way.
    when: which of these events it cares for, so that nothing is owed because of the others.
    """

    def mark(method: _Method) -> _Method:
        own = lane or method.__name__
        owed = Owed(events, needs, mirror, own, audience, timedelta(seconds=settle), quiet, when)
        method.__dict__["owed"] = owed
        return method

    return mark


class Effects:
    """All effects of all integrations."""

    def __init__(self) -> None:
        self._by_name: dict[str, Effect] = {}

    def add(self, source: object) -> None:
        """Take in every method of `source` that `on` has marked."""
        for name in dir(type(source)):
            owed = getattr(getattr(type(source), name), "__dict__", EMPTY).get("owed")
            if owed:
                assert name not in self._by_name, f"two effects are called {name}"
                self._by_name[name] = Effect(name, owed, getattr(source, name))

    def named(self, name: str) -> Effect | None:
        return self._by_name.get(name)

    def names(self) -> Iterable[str]:
        return self._by_name.keys()

    def because_of(self, event: Event) -> Iterable[Effect]:
        for effect in self._by_name.values():
            if isinstance(event, effect.owed.events) and effect.owed.when(event):
                yield effect


class Inbound(Protocol):
    """Turns what one source tells us into use cases."""

    source: str

    def take(self, unit: Any, told: Told) -> None:
        """Run the use case that `told` asks for, in the transaction of `unit`."""


@dataclass(frozen=True)
class Poll:
    """Asking others what they did not tell us; every `interval`."""

    name: str
    interval: timedelta
    run: Callable[[], Awaitable[None]]


class Answers(Protocol):
    """What the person who waits is given, once. Losing one loses nothing."""

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None: ...

    async def push_view(self, trigger: str, view: dict[str, Any]) -> None: ...

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None: ...

    async def publish_home(self, person: str, view: dict[str, Any]) -> None: ...

    async def whisper(self, response_url: str, message: dict[str, Any]) -> None: ...
