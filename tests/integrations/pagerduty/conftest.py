"""A PagerDuty client, without a Firebell around."""

from collections.abc import AsyncIterator

import pytest
from harness import Workspace

from bot.integrations.pagerduty.client import Account, PagerDuty


@pytest.fixture
async def client(workspace: Workspace) -> AsyncIterator[PagerDuty]:
    given = workspace.sandbox.environment
    account = Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"])
    pagerduty = PagerDuty(account, 60)
    yield pagerduty
    pagerduty.close()
