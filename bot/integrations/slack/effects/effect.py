"""What every effect on Slack works with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.incident import Incident
from bot.integrations.slack.client import Slack
from bot.ports import Called, Clock, Responders
from bot.store.database import Database
from bot.usecases.unit import Unit

Whisper = Callable[[str, dict[str, Any]], Awaitable[None]]
"""Tells something at the address at which a command or press can be answered."""


async def _to_nobody(_url: str, _message: dict[str, Any]) -> None:
    """Where nothing is done, nothing is told."""


async def _nobody(_incident: Incident) -> Called:
    return Called(())


def is_meant(incident: Incident) -> bool:
    """Tell whether people are still to hear of it: who declared it did not take it back."""
    return not incident.taken_back


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
    whisper: Whisper = _to_nobody
    tickets: Callable[[], bool] = lambda: False
    """Whether there is any system that makes tickets: known once all integrations are there."""


class SlackEffects:
    """Methods marked with ports.on become effects."""

    def __init__(self, hands: Hands) -> None:
        self.slack, self.db, self.clock = hands.slack, hands.db, hands.clock
        self.bot, self.url, self.command = hands.bot, hands.url, hands.command
        self.responders, self.whisper = hands.responders, hands.whisper
        self.tickets = hands.tickets
