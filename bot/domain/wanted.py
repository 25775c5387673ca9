"""What somebody looks for among the incidents, and the page of it that they see."""

from dataclasses import dataclass

from bot.domain.incident import ACTIVE, TO_FINISH, Incident, Status

STANDINGS: dict[str, tuple[Status, ...]] = {
    "active": ACTIVE,
    "to finish": TO_FINISH,
    "closed": (Status.CLOSED,),
    "not over": (*ACTIVE, *TO_FINISH),
}
"""How people call the statuses, taken together."""


@dataclass(frozen=True)
class Wanted:
    """What is empty narrows nothing. `standing` is one of STANDINGS; `page` 0 is the first.

    `mine`: those that they declared, or have a role in. `days`: declared so many days ago at most.
    `drills`: these instead of what really happened.
    """

    words: str = ""
    standing: str = ""
    mine: bool = False
    priority: str = ""
    category: str = ""
    environment: str = ""
    days: int = 0
    drills: bool = False
    page: int = 0

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything besides the standing is asked for."""
        return bool(
            self.words
            or self.mine
            or self.priority
            or self.category
            or self.environment
            or self.days
            or self.drills
        )


@dataclass(frozen=True)
class Found:
    """One page of what was found; `count` is of all pages."""

    incidents: tuple[Incident, ...]
    count: int
    page: int
    size: int

    @property
    def is_first(self) -> bool:
        return self.page == 0

    @property
    def is_last(self) -> bool:
        return (self.page + 1) * self.size >= self.count
