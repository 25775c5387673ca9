"""A database for each test, and a client."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from first_start import opened

from bot.store.database import Database
from bot.usecases.unit import Unit


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Nothing here depends on the kind of database."""
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def db(database_url: str) -> Iterator[Database[Unit]]:
    with opened(database_url) as db:
        yield db


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http
