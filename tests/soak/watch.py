"""Looks at the database all the time: how long what is due waits, how soon the dead are taken over from."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

EVERY = 0.1
OLDEST = """
    SELECT extract(epoch FROM now() - min(due_at)::timestamptz) FROM delivery
    WHERE state = 'waiting' AND needs IS NULL AND due_at::timestamptz < now()
"""
"""By the database's clock, which is this machine's."""

CLAIMED = "SELECT DISTINCT claimed_by FROM delivery WHERE state = 'claimed'"


@dataclass
class Watch:
    url: str
    oldest: float = 0
    takeovers: list[float] = field(default_factory=list)
    """Seconds from a kill until nothing was the dead one's any more, where anything was."""
    disturbed_ones: int = 0
    """How many takeovers there were besides while the database was away too."""
    _dead: dict[str, float] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _disturbed: set[str] = field(default_factory=set)

    def killed(self, worker: str) -> None:
        self._dead[worker] = time.monotonic()

    def disturbed(self) -> None:
        """The database is killed: what is being taken over now takes longer."""
        self._disturbed |= set(self._dead)

    async def look(self) -> None:
        """Look for ever."""
        while True:
            found = await asyncio.to_thread(_asked, self.url)
            if found:
                self._note(*found)
            await asyncio.sleep(EVERY)

    def _note(self, oldest: float, claimed: set[str]) -> None:
        self.oldest = max(self.oldest, oldest)
        self._seen |= claimed & set(self._dead)
        for worker in set(self._dead) - claimed:
            took = time.monotonic() - self._dead.pop(worker)
            if worker in self._disturbed:
                self.disturbed_ones += worker in self._seen
            elif worker in self._seen:
                self.takeovers.append(took)


def _asked(url: str) -> tuple[float, set[str]] | None:
    """Give the age of the oldest that is due, and who has claimed something; None where nobody answers."""
    try:
        with _looking(url) as ask:
            return float(ask(OLDEST)[0][0] or 0), {str(row[0]) for row in ask(CLAIMED)}
    except psycopg.Error:
        return None


@contextmanager
def _looking(url: str) -> Iterator[Any]:
    with psycopg.connect(url, connect_timeout=2) as connection:
        yield lambda query: connection.execute(query).fetchall()
