"""A PagerDuty client and a database for what is read of PagerDuty, without a Firebell around."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from first_start import begin
from harness import Workspace

from bot.app import prepare_database
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database[Unit]]:
    url = f"sqlite:///{tmp_path}/firebell.db"
    begin(url)
    database: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    prepare_database(database)
    yield database
    database.close()


@pytest.fixture
async def client(workspace: Workspace) -> AsyncIterator[PagerDuty]:
    given = workspace.sandbox.environment
    account = Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"])
    pagerduty = PagerDuty(account, 60)
    yield pagerduty
    pagerduty.close()
