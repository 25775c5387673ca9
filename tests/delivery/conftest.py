"""A database for each test, and what it comes to owe."""

from collections.abc import Iterator

import pytest
from first_start import opened

from bot.ports import Effects
from bot.store.database import Database
from bot.usecases.unit import Unit


@pytest.fixture
def effects() -> Effects:
    return Effects()


@pytest.fixture
def db(database_url: str, effects: Effects) -> Iterator[Database[Unit]]:
    with opened(database_url, effects) as db:
        yield db
