"""A database for each test."""

from collections.abc import Iterator

import pytest
from first_start import begin

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit


@pytest.fixture
def db(database_url: str) -> Iterator[Database[Unit]]:
    begin(database_url)
    db: Database[Unit] = Database(database_url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    yield db
    db.close()
