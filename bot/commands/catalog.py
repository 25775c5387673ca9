"""`firebell sync catalog`: maps what PagerDuty lists now, keeps it in Port, and lists what did not fit."""

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
from bot.integrations.port.connect import COMPARING, keeping
from bot.integrations.port.connect import client as port_client
from bot.integrations.session import session
from bot.jobs.once import run_once
from bot.ports import Poll, Progress, utc_now
from bot.settings import Settings, wants
from bot.store.catalog import misfits
from bot.store.database import Database
from bot.usecases.catalog.hear_news import READING
from bot.usecases.catalog.keep_copy import compare_copy
from bot.usecases.unit import Unit
from bot.views.catalog import misfits as view


async def read_catalog(given: Settings, _name: str, show: Progress, tell: Callable[[str], None]) -> str:
    """Give what was found, in words. Raises UserError where the file is wrong or PagerDuty refuses."""
    file = file_of(given.said)
    if file is None:
        raise UserError("The catalog is off: CATALOG_FILE says so. Name the file of its mapping there.")
    wants.must_have_port(given)
    with database(given.database_url) as db:
        found = await of_each(
            accounts(given.said), lambda one: _read_account(one, file, db, show, tell), tell
        )
        if not given.port_client_id:
            return found
        try:
            return f"{found}\n{await _keep_in_port(given, db, tell)}"
        except UserError as error:
            raise UserError(f"{error.sentence}\n{found}") from error


async def _keep_in_port(given: Settings, db: Database[Unit], tell: Callable[[str], None]) -> str:
    """Write there at once what is different, also where no bot runs."""
    async with session(Pace().call) as http:
        port = port_client(given.said, Pace().call, http)
        await db.write_behind(compare_copy)
        poll = Poll(COMPARING, timedelta(0), keeping(given.said, port, db).run)
        return await run_once(poll, tell, "What was written there stays")


async def _read_account(
    one: Connected, file: CatalogFile, db: Database[Unit], show: Progress, tell: Callable[[str], None]
) -> str:
    with closing(pagerduty_client(one.settings, Pace().call, one.source)) as client:
        whole = resync(client, db, utc_now, one.settings, file, show, tell)
        poll = Poll(one.source.job(READING), timedelta(0), whole.run)
        found = await run_once(poll, tell)
    for line in view.lines(await db.read(misfits.of, one.source.system)):
        tell(line)
    return f"{one.source.title}: {found}" if one.source.name else found
