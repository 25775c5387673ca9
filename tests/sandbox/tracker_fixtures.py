"""What the tests of the sandbox's Jira start from."""

import asyncio

import pytest
from jira import JIRA
from rig import Space
from tracker import Tracker


def client(space: Space) -> JIRA:
    """It asks the site what it is before anything else."""
    environment = space.sandbox.environment
    who = (environment["JIRA_USER"], environment["JIRA_TOKEN"])
    return JIRA(environment["JIRA_URL"], basic_auth=who, max_retries=0)


@pytest.fixture
async def tracker(space: Space) -> Tracker:
    return Tracker(space, await asyncio.to_thread(client, space))
