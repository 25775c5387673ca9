"""Slack is away: people declare and page on the command line, and Slack gets it all when it is back."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from pager import first, known, there
from tickets import issues
from typed import Ended, typed

pytestmark = [pytest.mark.slow, pytest.mark.pagerduty, pytest.mark.jira]


async def test_who_is_needed_is_paged_without_slack(workspace: Workspace, tmp_path: Path) -> None:
    database = tmp_path / "firebell.db"
    bell = await Bell(workspace, database, pagerduty=True, jira=True).start()
    await bell.ready()
    await known(bell)
    await bell.stop()
    wrong = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "DATABASE_URL": f"sqlite:///{database}"}
    environment = {**workspace.sandbox.environment, **wrong}
    ana = next(one for one in (await workspace.state())["users"] if one["name"] == "ana")
    by = ("--by", ana["profile"]["email"])

    async def firebell(*words: str) -> Ended:
        return await typed(*words, folder=tmp_path, environment=environment)

    since = len(await workspace.calls())
    words = ("open", "Checkout is down", "--category", "payment", "--priority", "p1", "--environment", "PRD")
    refused = await firebell(*words, "--by", "nobody@demo.example")
    assert (refused.code, "Nobody in Slack has the address" in refused.errors) == (1, True)
    code, out, errors = await firebell(*words, *by)
    assert code == 0, errors
    assert "Deniz Kaya" in out
    (made,) = await there(workspace)
    assert made["title"].startswith("inc-1")
    (issue,) = await issues(workspace)
    assert issue["key"] in out
    assert (await firebell("update", "inc-1", "mitigating:", "db2 takes over", *by)).code == 0
    listed = await firebell("list", *by)
    assert "inc-1  P1  mitigating     Checkout is down" in listed.out
    assert "Deniz Kaya" in (await firebell("oncall")).out
    mistyped = await firebell("page", "inc-1", "Platfrom", "we need a DBA", *by)
    assert (mistyped.code, "There are: Checkout, Data" in mistyped.errors) == (1, True), mistyped
    for nothing in ("inc-7", "9" * 20, "inc-²"):
        assert f"There is no incident {nothing}" in (await firebell("update", nothing, "x", *by)).errors
    assert not [call for call in await workspace.calls(since=since) if call["system"] == "slack"]
    bell = await Bell(workspace, database, pagerduty=True, jira=True).start()
    await bell.until(lambda: first().links)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    assert any("db2 takes over" in message["text"] for message in channel["messages"])
    assert (len(await there(workspace)), len(await issues(workspace))) == (1, 1)
    await bell.stop()
