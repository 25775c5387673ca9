"""`firebell replay`: what another system told and was given up is taken once more."""

import click

from bot import logs, settings
from bot.commands.database import database
from bot.usecases.systems.replay import replay_telling


@click.command()
@click.argument("number", type=click.IntRange(1, 2**63 - 1))  # as far as a database counts
def replay(number: int) -> None:
    """Let the bot take NUMBER again, which `firebell status` names."""
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    with database(given.database_url) as db:
        db.write_now(replay_telling, number)
    click.echo(f"The bot takes {number} again now.")
