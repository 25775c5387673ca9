"""What people do in Slack: each listener parses, asks one use case, answers."""

import re
from collections.abc import Sequence
from typing import Protocol

from slack_bolt.async_app import AsyncApp

from bot.listeners import command, refusals
from bot.listeners.declare import open as declare
from bot.listeners.desk import Desk
from bot.listeners.home import opened
from bot.listeners.subcommand import Subcommand
from bot.listeners.work import channel, incident, listing, picking


class Feature(Protocol):
    """One file: its subcommands, and what else it listens to."""

    @property
    def SUBCOMMANDS(self) -> Sequence[Subcommand]: ...  # noqa: N802 - a module's constant

    def register(self, app: AsyncApp, desk: Desk) -> None: ...


FEATURES: tuple[Feature, ...] = (declare, incident, listing, opened, channel, picking)


def register(app: AsyncApp, desk: Desk) -> None:
    """Make `app` listen to everything that Firebell listens to."""
    for feature in FEATURES:
        feature.register(app, desk)
    command.register(app, desk, [one for feature in FEATURES for one in feature.SUBCOMMANDS])
    refusals.register(app, desk)
    app.event(re.compile(".*"))(_ignore)


async def _ignore() -> None:
    """A subscribed event that nobody wants is acked, or Slack would send it again."""
