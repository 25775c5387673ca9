"""`firebell sync`: reads a list of Slack or PagerDuty now, or compares what is kept equal."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from datetime import timedelta

import click

from bot import logs, settings
from bot.commands.accounts import of_each
from bot.commands.catalog import read_catalog
from bot.commands.database import database
from bot.commands.progress import progress
from bot.delivery.pace import Pace
from bot.domain.ticketing.systems import JIRA, RT
from bot.integrations.differences import Look, differences
from bot.integrations.jira.connect import client as jira_client
from bot.integrations.jira.log import RECONCILING
from bot.integrations.jira.looking import looker as look_at_jira
from bot.integrations.pagerduty.connect import Connected, accounts
from bot.integrations.pagerduty.connect import client as pagerduty_client
from bot.integrations.pagerduty.differences import differences as differences_of_pages
from bot.integrations.pagerduty.directory import PagerDutyDirectory
from bot.integrations.pagerduty.log import COMPARISON
from bot.integrations.rt.connect import client as rt_client
from bot.integrations.rt.looking import looker as look_at_rt
from bot.integrations.rt.site import Site
from bot.integrations.session import session
from bot.integrations.slack.client import Slack, connect
from bot.integrations.slack.directory import SlackDirectory
from bot.integrations.slack.preflight import Identity, identify
from bot.jobs.once import run_once
from bot.ports import Poll, Progress, utc_now
from bot.settings import Settings, wants
from bot.store.database import Database
from bot.usecases.catalog.hear_news import READING
from bot.usecases.paging.hear_source import compare_pages
from bot.usecases.ticketing.hear_source import reconcile
from bot.usecases.unit import Unit

OF_SLACK = {"users": "slack people", "usergroups": "slack usergroups", "channels": "slack channels"}
OF_PAGERDUTY = {
    "oncall": "pagerduty on-call",
    "services": "pagerduty services",
    "pagerduty-people": "pagerduty people",
}
TICKETS = "tickets"
PAGES = "pages"
CATALOG = "catalog"
SYNCS = {**OF_SLACK, **OF_PAGERDUTY, TICKETS: RECONCILING, PAGES: COMPARISON, CATALOG: READING}
"""What can be read, each with its poll."""

COMPARED = (TICKETS, PAGES)
"""What of them is compared, which can be said without anything's being mended."""


@click.command()
@click.argument("name", type=click.Choice(list(SYNCS)))
@click.option("--once", is_flag=True, help="Run it once, which it does anyway.")
@click.option("--dry-run", "dry", is_flag=True, help="With tickets and pages: only say what is different.")
def sync(name: str, once: bool, dry: bool) -> None:  # noqa: ARG001, FBT001 - the polls run always once
    """Read a list of Slack or PagerDuty now, or compare tickets or pages. Cut off, a list goes on there."""
    if dry and name not in COMPARED:
        only = " and ".join(COMPARED)
        raise click.UsageError(f"--dry-run is for {only}: `sync {name}` keeps what it reads. Leave it out.")
    given = settings.read()
    if name == TICKETS:
        _must_have_tickets(given)
        logs.configure("WARNING", given.log_format, given.secrets)
        click.echo(asyncio.run(_compare_tickets(given, _tell, dry=dry)))
        return
    if name in OF_SLACK:
        wants.must_have_bot_token(given)
    else:
        wants.must_have_pagerduty(given)
    logs.configure("WARNING", given.log_format, given.secrets)
    if name == PAGES:
        click.echo(asyncio.run(_compare_pages(given, _tell, dry=dry)))
        return
    with progress(f"Reading {name}") as show:
        read = read_catalog if name == CATALOG else _read
        found = asyncio.run(read(given, name, show, _tell))
    click.echo(found)


def _tell(words: str) -> None:
    click.echo(words, err=True)


async def _read(given: Settings, name: str, show: Progress, tell: Callable[[str], None]) -> str:
    """Read one of SYNCS now, and give what was found, in words. Raises UserError where it cannot be read."""
    with database(given.database_url) as db:
        if name in OF_PAGERDUTY:
            return await of_each(
                accounts(given.said), lambda one: _read_account(one, SYNCS[name], db, show, tell), tell
            )
        async with session(Pace().call) as http:
            slack = connect(given.slack_bot_token, given.slack_api_url, http, Pace().call)
            team = (await _patiently(slack, tell)).team_id
            polls = {poll.name: poll for poll in SlackDirectory(slack, db, team, show).polls}
            return await run_once(polls[SYNCS[name]], tell)


async def _read_account(
    one: Connected, name: str, db: Database[Unit], show: Progress, tell: Callable[[str], None]
) -> str:
    """The same for one account of PagerDuty's."""
    with closing(pagerduty_client(one.settings, Pace().call, one.source)) as client:
        read = {poll.name: poll for poll in PagerDutyDirectory(client, db, utc_now, show).polls}
        found = await run_once(read[one.source.job(name)], tell)
        return f"{one.source.title}: {found}" if one.source.name else found


async def _compare_pages(given: Settings, tell: Callable[[str], None], *, dry: bool) -> str:
    """The same for pages. Raises UserError where PagerDuty cannot be read."""
    with database(given.database_url) as db:

        async def compare() -> str:
            found = list[str]()
            for one in accounts(given.said):
                with closing(pagerduty_client(one.settings, Pace().call, one.source)) as client:
                    found += await differences_of_pages(client, db)
            return "\n".join(found)

        found = [await run_once(Poll(PAGES, timedelta(0), compare), tell)]
        if not dry:
            count = await db.write_behind(compare_pages)
            found.append(f"The bot compares all open pages with PagerDuty now: {count}.")
    return "\n".join(filter(None, found)) or "Incidents and their pages are equal."


async def _compare_tickets(given: Settings, tell: Callable[[str], None], *, dry: bool) -> str:
    """Say what is different; unless it is a dry run, the bot reads and mends it.

    Raises UserError where a ticket system cannot be read.
    """
    found, count = list[str](), 0
    async with AsyncExitStack() as opened:
        db = opened.enter_context(database(given.database_url))
        for system, look in (await _lookers(given, db, opened)).items():

            async def compare(system: str = system, look: Look = look) -> str:
                return "\n".join(await differences(system, look, db, utc_now()))

            found.append(await run_once(Poll(TICKETS, timedelta(0), compare), tell))
            count += 0 if dry else await db.write_behind(reconcile, system)
    if not dry:
        found.append(f"The bot compares all incidents with their tickets now: {count}.")
    return "\n".join(filter(None, found)) or "Incidents and their tickets are equal."


def _must_have_tickets(given: Settings) -> None:
    """Raise UserError where no ticket system can be asked anything."""
    wants.must_reach_rt(given)
    if not given.rt_url or given.jira_url:
        wants.must_have_jira(given)


async def _lookers(given: Settings, db: Database[Unit], opened: AsyncExitStack) -> dict[str, Look]:
    """Give who reads a ticket of each system that is connected."""
    found = dict[str, Look]()
    if given.jira_url:
        jira = opened.enter_context(closing(jira_client(given.said, Pace().call)))
        found[JIRA.name] = look_at_jira(jira)
    if given.rt_url:
        http = await opened.enter_async_context(session(Pace().call))
        found[RT.name] = look_at_rt(Site(rt_client(given.said, Pace().call, http), db))
    return found


async def _patiently(slack: Slack, tell: Callable[[str], None]) -> Identity:
    """Ask who we are, as often as it takes."""
    found: list[Identity] = []

    async def ask() -> str:
        found.append(await identify(slack))
        return ""

    await run_once(Poll("Slack", timedelta(0), ask), tell)
    return found[0]
