"""Large usergroups are asked one by one, those that changed; and one replica reads for all."""

from pathlib import Path

import pytest
from harness import Bell, Workspace
from slack_sdk.web.async_client import AsyncWebClient

from bot.integrations.slack.client import Slack
from bot.integrations.slack.directory.usergroups import Usergroups
from bot.ports import no_progress
from bot.store.running import jobs
from bot.store.who import directory


async def test_large_usergroups_are_asked_one_by_one_and_only_where_they_changed(
    workspace: Workspace, tmp_path: Path
) -> None:
    bell = await Bell(workspace, tmp_path / "firebell.db").start()
    await bell.ready()
    environment = workspace.sandbox.environment
    web = AsyncWebClient(
        environment["SLACK_BOT_TOKEN"], environment["SLACK_API_URL"], session=bell.firebell.http
    )
    large = Usergroups(Slack(web, 10), bell.firebell.db, no_progress, at_once=5)
    since = len(await workspace.calls())
    assert await large.read() == "8 usergroups"
    assert not await workspace.calls("usergroups.users.list", since=since)
    await bell.firebell.db.write(lambda _unit: forget("support", "oncall-payments"))
    await workspace.fault("usergroups.users.list", "error", error="no_such_subteam")
    await large.read()
    await large.read()
    asked = await workspace.calls("usergroups.users.list", since=since)
    assert len(asked) == 3
    assert len(await bell.firebell.db.read(directory.members, ["support", "oncall-payments"])) == 4
    await bell.stop()


def forget(*handles: str) -> None:
    """Let these be as if they had never been read."""
    from bot.store.tables import Usergroup, UsergroupMember

    ours = Usergroup.select(Usergroup.id).where(Usergroup.handle.in_(handles))
    UsergroupMember.delete().where(UsergroupMember.usergroup.in_(ours)).execute()


@pytest.mark.slow
async def test_of_two_replicas_one_reads_and_the_other_takes_over(
    workspace: Workspace, postgres_url: str
) -> None:
    first = await Bell(workspace, postgres_url).start()
    await first.ready()
    second = await Bell(workspace, postgres_url).start()
    await first.until(lambda: (one := jobs.get("slack people")) and one.last_ended)
    before = await second.firebell.db.read(jobs.get, "slack usergroups")
    assert len(await workspace.calls("users.list")) == 1
    await first.drop()
    assert before
    await second.until(
        lambda: (
            (one := jobs.get("slack usergroups"))
            and (one.last_ended or before.last_ended) != before.last_ended
        )
    )
    assert len(await workspace.calls("users.list")) == 1
    await second.stop()
