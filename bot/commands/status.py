"""`firebell status`: how the accounts in other systems stand, as the bot saw them last."""

import sys

import click

from bot import logs, settings
from bot.commands.database import database
from bot.integrations.pagerduty.connect import accounts as pagerduty_accounts
from bot.settings import Settings
from bot.store.systems import standings
from bot.views.systems import standings as view


@click.command()
def status() -> None:
    """Say for each account whether it works and when it was heard of last; end with 1 where one does not."""
    given = settings.read()
    logs.configure("CRITICAL", given.log_format, given.secrets)
    with database(given.database_url) as db:
        found = db.read_now(standings.present, connected(given))
    for line in view.lines(found):
        click.echo(line)
    sys.exit(0 if all(one.is_sound for one in found) else 1)


def connected(given: Settings) -> list[str]:
    """Give the systems that the environment connects."""
    found = {
        "slack": given.slack_bot_token,
        "pagerduty": given.pagerduty_api_key,
        "jira": given.jira_url,
        "confluence": given.confluence_url,
        "port": given.port_client_id,
        "rt": given.rt_url,
    }
    there = [name for name, value in found.items() if value]
    others = [one.source.system for one in pagerduty_accounts(given.said) if one.source.name]
    return [*there, *others]
