"""`firebell doctor`: looks at all that Firebell needs, and names each fault and its cure."""

import asyncio
import sys
from contextlib import closing

import click

from bot import logs, settings
from bot.app import INTEGRATIONS
from bot.commands.database import database
from bot.commands.status import connected
from bot.delivery.pace import Pace
from bot.domain.checkup import Finding, fault, faults, sound
from bot.domain.errors import TransientError, UserError
from bot.integrations.integration import Tools
from bot.integrations.pagerduty.catalog.checkup import look as look_at_catalog
from bot.integrations.pagerduty.connect import accounts as pagerduty_accounts
from bot.integrations.session import session
from bot.integrations.slack.checkup import SlackCheckup, look_at_app_token
from bot.integrations.slack.client import connect
from bot.integrations.slack.probe import probe as try_out
from bot.integrations.slack.scopes import read_manifest
from bot.ports import utc_now
from bot.settings import Settings, wants
from bot.shipped import manifest
from bot.store.settings import doubts
from bot.store.systems import standings
from bot.views.settings import checkup as view
from bot.views.systems import standings as view_of_accounts


@click.command()
@click.option("--probe", is_flag=True, help="Also make, rename and archive a public and a private channel.")
def doctor(*, probe: bool) -> None:
    """Look at tokens, scopes, settings, database and clock; end with 1 where something must be mended."""
    given = settings.read()
    logs.configure("CRITICAL", given.log_format, given.secrets)
    found = [*view.old_names(settings.names()), *_of_database(given)]
    found += asyncio.run(_of_slack(given, probe=probe))
    found += [fault("environment", sentence) for sentence in wants.lacking(given).values()]
    found += asyncio.run(_of_others(given))
    found = list(dict.fromkeys(found))
    for line in (*view.lines(found), view.verdict(found)):
        click.echo(line)
    sys.exit(1 if faults(found) else 0)


def _of_database(given: Settings) -> list[Finding]:
    try:
        with database(given.database_url) as db:
            usable = sound("database", "Can be used, its tables are of today.")
            stand = db.read_now(standings.present, connected(given))
            return [usable, *db.read_now(doubts.present), *view_of_accounts.as_findings(stand)]
    except UserError as error:
        return [fault("database", error.sentence)]


async def _of_others(given: Settings) -> list[Finding]:
    """What each system besides Slack says of itself. An unusable database is told already."""
    lacking, found = wants.lacking(given), list[Finding]()
    try:
        with database(given.database_url) as db:
            for account in pagerduty_accounts(given.said):
                found += await look_at_catalog(account.settings, db, account.source)
            async with session(Pace().call) as http:
                tools = Tools(given.said, db, utc_now, Pace().call, http=http)
                for one in (one for connect in INTEGRATIONS for one in connect(tools)):
                    with closing(one):
                        found += await one.look() if one.name not in lacking else []
    except UserError:
        return []
    return found


async def _of_slack(given: Settings, *, probe: bool) -> list[Finding]:
    try:
        wants.must_have_slack(given)
    except UserError as error:
        return [fault("environment", error.sentence)]
    async with session(Pace().call) as http:
        bot, app = (
            connect(token, given.slack_api_url, http, Pace().call)
            for token in (given.slack_bot_token, given.slack_app_token)
        )
        checkup = SlackCheckup(bot, read_manifest(manifest()), given.slack_command, utc_now)
        try:
            found = [*await checkup.look(), await look_at_app_token(app)]
        except TransientError as error:
            return [fault("Slack", str(error))]
        return [*found, *(await try_out(bot) if probe else ())]
