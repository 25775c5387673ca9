"""What every effect on Slack works with."""

from dataclasses import dataclass

from bot.integrations.slack.client import Slack
from bot.ports import Clock
from bot.store.database import Database
from bot.usecases.unit import Unit


@dataclass(frozen=True)
class Hands:
    """`bot`: the bot's own user id. `url`: the workspace, such as https://acme.slack.com/."""

    slack: Slack
    db: Database[Unit]
    clock: Clock
    bot: str
    url: str
    command: str


class SlackEffects:
    """Methods marked with ports.on become effects."""

    def __init__(self, hands: Hands) -> None:
        self.slack, self.db, self.clock = hands.slack, hands.db, hands.clock
        self.bot, self.url, self.command = hands.bot, hands.url, hands.command
