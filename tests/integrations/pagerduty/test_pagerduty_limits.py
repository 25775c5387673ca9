"""What can wait is what waits where PagerDuty's rate limit is used up: who pages does not."""

import pytest
from harness import Workspace

from bot.domain.errors import TransientError
from bot.integrations.pagerduty.client import PagerDuty


async def limited(workspace: Workspace, method: str) -> None:
    match = {"system": "pagerduty", "method": method}
    await workspace.post("faults", {"match": match, "fault": "429", "retry_after": 50})


async def test_a_reading_that_is_told_to_wait_stops_no_page(workspace: Workspace, client: PagerDuty) -> None:
    await limited(workspace, "GET /oncalls")
    with pytest.raises(TransientError, match="asked to wait 50 s") as told:
        await client.read("/oncalls")
    assert told.value.retry_after == 50
    assert (await client.get("/services"))["services"], "what is needed at once is asked for"
    with pytest.raises(TransientError, match="asked to wait"):
        await client.read("/oncalls")
    assert len(await workspace.calls("GET /oncalls")) == 1


async def test_a_page_that_is_told_to_wait_stops_all(workspace: Workspace, client: PagerDuty) -> None:
    await limited(workspace, "GET /services")
    for call in (client.get, client.get, client.read):
        with pytest.raises(TransientError, match="asked to wait"):
            await call("/services")
    assert len(await workspace.calls("GET /services")) == 1
