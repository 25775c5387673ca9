"""PostgreSQL lets nothing be written for a while: nothing is acked then, and what was acked is done after."""

import pytest
from harness import PAYMENT, Bell, Workspace
from once import all_there_once
from postgres import Postgres


@pytest.mark.slow
async def test_a_standby_costs_nothing_that_was_acked(
    workspace: Workspace, postgres: Postgres, postgres_url: str
) -> None:
    bell = await Bell(workspace, postgres_url).start()
    await bell.ready()
    await workspace.slash("ben", "open", wait_ms=5000)
    await workspace.post("latency", {"slack": 200})
    assert (await workspace.declare("ana"))["ok"]
    with postgres.read_only(postgres_url):
        await workspace.post("limits", {"deadline": 2})
        _, refused = await workspace.post("act", {"user": "ben", "do": "submit", "values": PAYMENT})
        assert not refused["ok"], "what is not durable is not acked"
        await workspace.until(lambda _: not bell.firebell.worker.lease.holds)
    await workspace.post("limits", {"deadline": 30})
    await workspace.post("latency", {"slack": 0})
    assert (await workspace.act("ben", "submit", values=PAYMENT))["ok"], "a second press works"
    await bell.idle()
    await all_there_once(workspace, 2)
    await bell.stop()
