"""`firebell setup`: makes in another system what the settings name and what it lacks."""

import asyncio
from contextlib import closing

import click

from bot import logs, settings
from bot.commands.database import database
from bot.delivery.pace import Pace
from bot.domain.errors import PermanentError, TransientError, UserError
from bot.integrations.jira.connect import client as jira_client
from bot.integrations.jira.furnishing import furnish
from bot.settings import Settings
from bot.store import taxonomy


@click.command()
@click.argument("system", type=click.Choice(["jira"]))
def setup(system: str) -> None:  # noqa: ARG001 - there is one
    """Make types of links and fields that the settings name and Jira lacks. Again, it does no harm."""
    given = settings.read()
    given.must_have_jira()
    logs.configure("WARNING", given.log_format, given.secrets)
    made = asyncio.run(_furnish(given))
    click.echo("\n".join(made) or "Jira has all that the settings name.")


async def _furnish(given: Settings) -> list[str]:
    """Raise UserError, with what to do, where Jira does not take it."""
    with database(given.database_url) as db, closing(jira_client(given.said, Pace().call)) as client:
        try:
            return await furnish(client, await db.read(taxonomy.load), given.jira_project)
        except (PermanentError, TransientError) as error:
            raise UserError(f"{error} What was made so far stays; run it again then.") from error
