"""`firebell setup`: makes in another system what the settings name and what it lacks."""

import asyncio
from contextlib import closing
from pathlib import Path

import click

from bot import logs, settings
from bot.commands.database import database
from bot.delivery.pace import Pace
from bot.domain.errors import PermanentError, TransientError, UserError
from bot.integrations.jira.connect import client as jira_client
from bot.integrations.jira.furnishing import furnish as furnish_jira
from bot.integrations.port.blueprints import furnish as furnish_port
from bot.integrations.port.connect import client as port_client
from bot.integrations.rt.connect import client as rt_client
from bot.integrations.rt.furnishing import furnish as furnish_rt
from bot.integrations.rt.initialdata import LOADED_BY, initialdata
from bot.integrations.rt.places import queues_of
from bot.integrations.rt.webhooks import PATH
from bot.integrations.session import session
from bot.settings import Settings, wants
from bot.store import taxonomy


@click.group()
def setup() -> None:
    """Make in another system what the settings name and what it lacks. Again, it does no harm."""


@setup.command("jira")
def setup_jira() -> None:
    """Make types of links and fields that the settings name and Jira lacks."""
    given = settings.read()
    wants.must_have_jira(given)
    logs.configure("WARNING", given.log_format, given.secrets)
    made = asyncio.run(_furnish_jira(given))
    click.echo("\n".join(made) or "Jira has all that the settings name.")


@setup.command("rt")
@click.option(
    "--scrip",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write what an admin of RT loads instead: the fields, and the scrip that tells what happens.",
)
def setup_rt(path: Path | None) -> None:
    """Make the fields PagerDuty ID and PagerDuty URL in the queues that the settings name."""
    given = settings.read()
    wants.must_have_rt(given)
    logs.configure("WARNING", given.log_format, given.secrets)
    said = _write(path, given) if path else asyncio.run(_furnish_rt(given))
    click.echo("\n".join(said) or "RT has all that tickets need.")


@setup.command("port")
def setup_port() -> None:
    """Make the blueprints that the usual mapping of the catalog needs and Port lacks."""
    given = settings.read()
    if not given.port_client_id:
        raise UserError(
            "Not set: PORT_CLIENT_ID and PORT_CLIENT_SECRET. docs/catalog.md tells where Port shows them."
        )
    wants.must_have_port(given)
    logs.configure("WARNING", given.log_format, given.secrets)
    made = asyncio.run(_furnish_port(given))
    click.echo("\n".join(made) or "Port has the usual blueprints.")


async def _furnish_jira(given: Settings) -> list[str]:
    """Raise UserError, with what to do, where Jira does not take it."""
    with database(given.database_url) as db, closing(jira_client(given.said, Pace().call)) as client:
        try:
            return await furnish_jira(client, await db.read(taxonomy.load), given.jira_project)
        except (PermanentError, TransientError) as error:
            raise UserError(f"{error} What was made so far stays; run it again then.") from error


async def _furnish_port(given: Settings) -> list[str]:
    """Raise UserError, with what to do, where Port does not take it."""
    async with session(Pace().call) as http:
        try:
            return await furnish_port(port_client(given.said, Pace().call, http))
        except (PermanentError, TransientError) as error:
            raise UserError(f"{error} What was made so far stays; run it again then.") from error


async def _furnish_rt(given: Settings) -> list[str]:
    """Raise UserError, with what to do, where RT does not answer."""
    async with session(Pace().call) as http:
        try:
            return await furnish_rt(rt_client(given.said, Pace().call, http), _queues(given))
        except (PermanentError, TransientError) as error:
            raise UserError(f"{error} What was made so far stays; run it again then.") from error


def _queues(given: Settings) -> list[str]:
    with database(given.database_url) as db:
        return list(queues_of(db.read_now(taxonomy.load), given.rt_queue))


def _write(path: Path, given: Settings) -> list[str]:
    """Nobody but whoever asked for it may read the file, as the secret stands in it."""
    told = bool(given.public_url and given.rt_webhook_secret)
    url = given.public_url.rstrip("/") + PATH if told else ""
    text = initialdata(_queues(given), url, given.rt_webhook_secret if told else "", _own_id(given.rt_token))
    try:
        path.touch(0o600)
        path.chmod(0o600)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from None
    said = [f"{path} is written. An admin of RT loads it, as often as they like: {LOADED_BY} {path}"]
    if told:
        return [*said, "RT_WEBHOOK_SECRET stands in it: delete it where it has been loaded."]
    why = "Without PUBLIC_URL and RT_WEBHOOK_SECRET it makes the fields alone, and RT is asked every minute."
    return [*said, why]


def _own_id(token: str) -> int:
    """Give the id of Firebell's user, which stands in each token of RT's: 1-14-5be3..."""
    number = token.split("-")[1:2]
    return int(number[0]) if number and number[0].isdigit() else 0
