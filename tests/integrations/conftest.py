"""A database for what integrations keep, without a Firebell around."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from first_start import opened

from bot.store.database import Database
from bot.usecases.unit import Unit


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database[Unit]]:
    with opened(f"sqlite:///{tmp_path}/firebell.db") as db:
        yield db
