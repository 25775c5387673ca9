"""`firebell ping`: whether a webhook of PagerDuty reaches the bot that runs."""

import asyncio
import time
from contextlib import closing

import click

from bot import logs, settings
from bot.commands.accounts import of_each
from bot.commands.database import database
from bot.delivery.pace import Pace
from bot.domain.errors import FirebellError, UserError
from bot.integrations.pagerduty.connect import Connected, accounts
from bot.integrations.pagerduty.connect import client as pagerduty_client
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.pagerduty.subscription import Subscription
from bot.ports import utc_now
from bot.settings import Settings, wants
from bot.store.database import Database
from bot.usecases.unit import Unit


@click.command()
def ping() -> None:
    """Let PagerDuty send a webhook that says nothing, and wait up to 30 seconds until the bot has it."""
    given = settings.read()
    wants.must_have_pagerduty(given)
    if not given.port or not given.public_url:
        raise UserError("No webhooks are wanted: set PORT and PUBLIC_URL. Until then PagerDuty is asked.")
    logs.configure("WARNING", given.log_format, given.secrets)
    click.echo(asyncio.run(_ping(given)))


async def _ping(given: Settings) -> str:
    """Say how long it took. Raises UserError where it did not come, or could not be asked for."""
    with database(given.database_url) as db:
        return await of_each(accounts(given.said), lambda one: _ping_one(given, db, one), _tell)


def _tell(words: str) -> None:
    click.echo(words)


async def _ping_one(given: Settings, db: Database[Unit], one: Connected) -> str:
    secret = one.settings["pagerduty_webhook_secret"]
    with closing(pagerduty_client(one.settings, Pace().call, one.source)) as client:
        keyring = Keyring(db, given.secret_key, secret, one.source)
        subscription = Subscription(client, db, utc_now, keyring, given.public_url)
        begun, title = time.monotonic(), one.source.title
        try:
            count = await subscription.ping_all()
        except FirebellError as error:
            raise UserError(str(error)) from error
        if not count:
            raise UserError(
                f"{title} has no subscription for {subscription.urls[0]} yet. Start the bot: it makes one."
            )
        of = f" of {title}" if one.source.name else ""
        return f"The ping{of} came after {time.monotonic() - begun:.1f} s."
