"""`firebell doctor`: looks at all that Firebell needs, and names each fault and its cure."""

import asyncio
import sys
from contextlib import closing

import aiohttp
import click

from bot import logs, settings
from bot.app import manifest
from bot.commands.database import database
from bot.commands.status import connected
from bot.delivery.pace import Pace
from bot.domain.checkup import Finding, fault, faults, sound
from bot.domain.errors import TransientError, UserError
from bot.integrations.confluence.checkup import look as look_at_confluence
from bot.integrations.confluence.connect import client as confluence_client
from bot.integrations.jira.checkup import look as look_at_jira
from bot.integrations.jira.connect import client as jira_client
from bot.integrations.jira.site import Site
from bot.integrations.pagerduty.catalog.checkup import look as look_at_catalog
from bot.integrations.pagerduty.checkup import look as look_at_pagerduty
from bot.integrations.pagerduty.connect import accounts as pagerduty_accounts
from bot.integrations.pagerduty.connect import client as pagerduty_client
from bot.integrations.slack.checkup import SlackCheckup, look_at_app_token
from bot.integrations.slack.client import connect
from bot.integrations.slack.probe import probe as try_out
from bot.integrations.slack.scopes import read_manifest
from bot.ports import utc_now
from bot.settings import Settings
from bot.store import taxonomy
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
    found += _of_environment(given)
    if given.pagerduty_api_key:
        found += asyncio.run(_of_pagerduty(given))
    if given.jira_url:
        found += asyncio.run(_of_jira(given))
    if given.confluence_url:
        found += asyncio.run(_of_confluence(given))
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


def _of_environment(given: Settings) -> list[Finding]:
    """What of PagerDuty's accounts is not named as it must be; the first's own sender is looked at there."""
    try:
        given.must_name_accounts()
    except UserError as error:
        return [fault("environment", error.sentence)]
    return []


async def _of_pagerduty(given: Settings) -> list[Finding]:
    """An unusable database is told already."""
    try:
        with database(given.database_url) as db:
            words, found = await db.read(taxonomy.load), list[Finding]()
            for one in pagerduty_accounts(given.said):
                found += await look_at_catalog(one.settings, db, one.source)
    except UserError:
        return []
    for one in pagerduty_accounts(given.said):
        with closing(pagerduty_client(one.settings, Pace().call, one.source)) as client:
            found += await look_at_pagerduty(client, words, one.settings)
    return found


async def _of_jira(given: Settings) -> list[Finding]:
    """An unusable database is told already."""
    with closing(jira_client(given.said, Pace().call)) as client:
        try:
            with database(given.database_url) as db:
                words = await db.read(taxonomy.load)
                url = given.public_url if given.port else ""
                return await look_at_jira(client, Site(client, db), given.jira_project, words, url)
        except UserError:
            return []


async def _of_confluence(given: Settings) -> list[Finding]:
    try:
        given.must_have_confluence()
    except UserError as error:
        return [fault("environment", error.sentence)]
    timeout = aiohttp.ClientTimeout(total=Pace().call)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        return await look_at_confluence(confluence_client(given.said, Pace().call, http), given.said)


async def _of_slack(given: Settings, *, probe: bool) -> list[Finding]:
    try:
        given.must_have_slack()
    except UserError as error:
        return [fault("environment", error.sentence)]
    timeout = aiohttp.ClientTimeout(total=Pace().call)
    async with aiohttp.ClientSession(timeout=timeout) as http:
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
