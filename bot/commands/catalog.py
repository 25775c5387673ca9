"""`firebell sync catalog`: maps what PagerDuty lists to entities now, and lists what did not fit."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from bot.commands.accounts import of_each
from bot.commands.database import database
from bot.delivery.pace import Pace
from bot.domain.errors import UserError
from bot.integrations.pagerduty.catalog.file import CatalogFile, file_of
from bot.integrations.pagerduty.catalog.polls import resync
from bot.integrations.pagerduty.connect import Connected, accounts
from bot.integrations.pagerduty.connect import client as pagerduty_client
from bot.jobs.once import run_once
from bot.ports import Poll, Progress, utc_now
from bot.settings import Settings
from bot.store.catalog import misfits
from bot.store.database import Database
from bot.usecases.catalog.hear_news import READING
from bot.usecases.unit import Unit
from bot.views.catalog import misfits as view


async def read_catalog(given: Settings, _name: str, show: Progress, tell: Callable[[str], None]) -> str:
    """Give what was found, in words. Raises UserError where the file is wrong or PagerDuty refuses."""
    file = file_of(given.said)
    if file is None:
        raise UserError("The catalog is off: CATALOG_FILE says so. Name the file of its mapping there.")
    with database(given.database_url) as db:
        return await of_each(accounts(given.said), lambda one: _read_account(one, file, db, show, tell), tell)


async def _read_account(
    one: Connected, file: CatalogFile, db: Database[Unit], show: Progress, tell: Callable[[str], None]
) -> str:
    with closing(pagerduty_client(one.settings, Pace().call, one.source)) as client:
        whole = resync(client, db, utc_now, one.settings, file, show)
        poll = Poll(one.source.job(READING), timedelta(0), whole.run)
        found = await run_once(poll, tell)
    for line in view.lines(await db.read(misfits.of, one.source.system)):
        tell(line)
    return f"{one.source.title}: {found}" if one.source.name else found
