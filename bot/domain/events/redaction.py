"""Words that were taken out of an incident."""

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
