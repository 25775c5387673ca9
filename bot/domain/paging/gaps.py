"""A time in which nothing was heard of PagerDuty, and what happened there meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.paging.source import SYSTEM

PREFIX = "gap:"


@dataclass(frozen=True)
class Gap:
    """Nothing was heard since `silent_from`, which was noticed, and caught up with from `noticed_at` on.

    `system`: of which account.
    """

    silent_from: datetime
    noticed_at: datetime
    system: str = SYSTEM

    @property
    def subject(self) -> str:
        of_account = "" if self.system == SYSTEM else f"/{self.system}"
        return f"{PREFIX}{self.silent_from.isoformat()}/{self.noticed_at.isoformat()}{of_account}"

    @classmethod
    def of(cls, subject: str) -> "Gap":
        """Read it from the subject that names it."""
        silent_from, noticed_at, *system = subject.removeprefix(PREFIX).split("/")
        return cls(datetime.fromisoformat(silent_from), datetime.fromisoformat(noticed_at), *system)


@dataclass(frozen=True)
class CaughtUp:
    """The incidents to whose pages something has happened, each once, by what it was last."""

    begun: Sequence[Incident] = ()
    taken: Sequence[Incident] = ()
    ended: Sequence[Incident] = ()
    again: Sequence[Incident] = ()

    @property
    def count(self) -> int:
        return len(self.begun) + len(self.taken) + len(self.ended) + len(self.again)
