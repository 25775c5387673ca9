"""Everybody in the workspace is read, also from the second page on."""

from harness import Workspace

from bot.integrations.slack.client import connect
from bot.integrations.slack.directory.people import People
from bot.ports import no_progress
from bot.store.database import Database
from bot.store.who import people
from bot.usecases.unit import Unit


async def test_people_of_every_page_are_known(workspace: Workspace, db: Database[Unit]) -> None:
    environment = workspace.sandbox.environment
    there = [one["id"] for one in (await workspace.as_bot("users.list"))["members"]]
    slack = connect(environment["SLACK_BOT_TOKEN"], environment["SLACK_API_URL"], workspace.http, 5)
    team, since = (await workspace.as_bot("auth.test"))["team_id"], len(await workspace.calls())
    await People(slack, db, team, no_progress, page=len(there) // 2).read()
    assert set(await db.read(people.several, there)) == set(there)
    assert len(await workspace.calls("users.list", since=since)) > 1
