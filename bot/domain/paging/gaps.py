"""A time in which nothing was heard of PagerDuty, and what happened there meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.paging.source import FIRST, Source

PREFIX = "gap:"


@dataclass(frozen=True)
class Gap:
    """Nothing was heard since `silent_from`, which was noticed, and caught up with from `noticed_at` on.

    `source`: of which account.
    """

    silent_from: datetime
    noticed_at: datetime
    source: Source = FIRST

    @property
    def subject(self) -> str:
        account = f"/{self.source.name}" if self.source.name else ""
        return f"{PREFIX}{self.silent_from.isoformat()}/{self.noticed_at.isoformat()}{account}"

    @classmethod
    def of(cls, subject: str) -> "Gap":
        """Read it from the subject that names it."""
        silent_from, noticed_at, *account = subject.removeprefix(PREFIX).split("/")
        source = Source(account[0]) if account else FIRST
        return cls(datetime.fromisoformat(silent_from), datetime.fromisoformat(noticed_at), source)


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
