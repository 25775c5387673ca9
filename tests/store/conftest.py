"""A database for each test, and the unit that its use cases get."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from first_start import opened

from bot.domain.events import ChannelRenamed, IncidentOpened
from bot.domain.incident import LinkKind
from bot.ports import Effects, Run, on
from bot.store.database import Database
from bot.usecases.unit import Unit


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class SomeEffects:
    """Effects that are owed and never run here."""

    @on(IncidentOpened)
    async def make(self, run: Run) -> None:
        """A post."""

    @on(IncidentOpened, ChannelRenamed, needs=LinkKind.CHANNEL, mirror=True)
    async def show(self, run: Run) -> None:
        """A mirror that waits for the channel."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def db(database_url: str, clock: Clock) -> Iterator[Database[Unit]]:
    effects = Effects()
    effects.add(SomeEffects())
    with opened(database_url, effects, clock) as db:
        yield db


@pytest.fixture
def do(db: Database[Unit]) -> Any:
    """Run a use case, or a plain query, in a transaction, and wait."""
    return db.write_now
