"""How a drill went."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class DrillScored(Event):
    """The drill is over. All times are seconds; None: it never came to that.

    `priority`: the one that it ended with. `commander`: until somebody led. `update`: until somebody first
    told how it stands; `updates`: how often they did; `silence`: the longest time in which nobody did.
    `paged`: whether anybody was to be called; `page`: until the first page was acknowledged.
    `mitigated`: until nobody would have suffered any more. `lasted`: until it was closed.
    """

    priority: str
    lasted: int
    updates: int
    silence: int
    paged: bool
    commander: int | None = None
    update: int | None = None
    page: int | None = None
    mitigated: int | None = None
