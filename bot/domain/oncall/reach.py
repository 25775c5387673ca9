"""How somebody who is on call is phoned."""

from dataclasses import dataclass

from bot.domain.oncall import Phone
from bot.domain.oncall.roster import Turn


@dataclass(frozen=True)
class Reach:
    """Somebody who is on call on a level, and their numbers, the best first."""

    level: int
    turn: Turn
    phones: tuple[Phone, ...]
