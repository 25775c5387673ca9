"""A database for what integrations keep, without a Firebell around."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from first_start import begin

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database[Unit]]:
    url = f"sqlite:///{tmp_path}/firebell.db"
    begin(url)
    database: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    prepare_database(database)
    yield database
    database.close()
