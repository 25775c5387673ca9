"""What every effect on Slack works with."""

from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.integrations.slack.client import Slack
from bot.ports import Called, Clock, Responders
from bot.store.database import Database
from bot.usecases.unit import Unit


async def _nobody(_incident: Incident) -> Called:
    return Called(())


@dataclass(frozen=True)
class Hands:
    """`bot`: the bot's own user id. `url`: the workspace, such as https://acme.slack.com/."""

    slack: Slack
    db: Database[Unit]
    clock: Clock
    bot: str
    url: str
    command: str
    responders: Responders = _nobody
    """Who is called to an incident."""


class SlackEffects:
    """Methods marked with ports.on become effects."""

    def __init__(self, hands: Hands) -> None:
        self.slack, self.db, self.clock = hands.slack, hands.db, hands.clock
        self.bot, self.url, self.command = hands.bot, hands.url, hands.command
        self.responders = hands.responders
