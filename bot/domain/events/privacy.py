"""Who may see an incident, who looked, and what nobody sees any more."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class TextRedacted(Event):
    """An admin took words out; never which.

    `rows`: the ids of the events that held them. `places`: what else did, in words. `notes`: the names of the
    notes and messages among them, which are followed no more.
    """

    rows: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MadePrivate(Event):
    """From now on only the entitled see it; `named` are people whom somebody entitled."""

    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeopleEntitled(Event):
    """These people may see a private incident too."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class LookedInside(Event):
    """Somebody broke the glass: saw a private incident by the right of their usergroup alone."""

    reason: str
