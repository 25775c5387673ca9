"""What is read of Slack now and then, and how often. Never in anybody's way."""

from datetime import timedelta

from bot.integrations.slack.client import Slack
from bot.integrations.slack.directory.channels import Channels
from bot.integrations.slack.directory.people import People
from bot.integrations.slack.directory.usergroups import Usergroups
from bot.ports import Poll, Progress, no_progress
from bot.store.database import Database
from bot.store.who.listings import CHANNELS, USERGROUPS
from bot.usecases.unit import Unit


class SlackDirectory:
    """`team`: the workspace's id; who is of another one is a stranger."""

    def __init__(self, slack: Slack, db: Database[Unit], team: str, progress: Progress = no_progress) -> None:
        self._people = People(slack, db, team, progress)
        self._usergroups = Usergroups(slack, db, progress)
        self._channels = Channels(slack, db, progress)

    @property
    def polls(self) -> tuple[Poll, ...]:
        return (
            Poll("slack people", timedelta(hours=6), self._people.read),
            Poll(USERGROUPS, timedelta(minutes=10), self._usergroups.read, at_start=True),
            Poll(CHANNELS, timedelta(hours=1), self._channels.read, at_start=True),
        )
