"""Do one thing beside a Firebell or without one: PagerDuty and Jira hear of it at once."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import aiohttp

from bot.app import INTEGRATIONS, owe_only, prepare_database
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.paging.source import plain
from bot.domain.ticketing.systems import FILE
from bot.integrations.integration import Integration, Tools
from bot.integrations.session import session
from bot.integrations.slack.inbound import SlackInbound
from bot.ports import Crowd, Effects, Inbound, utc_now
from bot.settings import Settings
from bot.store import incidents
from bot.store.database import Database
from bot.store.queues import leases, outbox
from bot.usecases.unit import SEND_PAGE, Unit

PATIENCE = 20.0
"""Seconds for which pages and tickets are waited for; a Firebell that is started later goes on with them."""

LOOK = 0.2
AWAITED = {SEND_PAGE, FILE}


async def act(given: Settings, work: Callable[[Unit], Incident]) -> tuple[Incident, bool]:
    """Do it, and give the incident as it is then, and whether its pages and tickets are made or refused."""
    pace, effects = Pace(), Effects()
    async with AsyncExitStack() as opened:
        db, alone = _database(given.database_url, effects)
        opened.callback(db.close)
        owe_only(effects, db)
        # What only Slack can do waits for a Firebell that reaches it.
        effects.crowds.append(Crowd(frozenset(effects.names()), 0))
        http = await opened.enter_async_context(session(pace.call))
        others = _others(given, db, http, pace)
        for other in others:
            opened.callback(other.close)
            effects.add_crowd(other.effects, other.at_once)
        incident = await db.write(work)
        if alone:
            told = (SlackInbound(), *(source for other in others for source in other.inbound))
            inbound: dict[str, Inbound] = {source.source: source for source in told}
            worker = Worker(db, effects, inbound, utc_now, pace)
            await worker.start()
            opened.push_async_callback(worker.stop)
        finished = await _done(db, incident)
        return await db.read(incidents.get, incident.id) or incident, finished


def _database(url: str, effects: Effects) -> tuple[Database[Unit], bool]:
    """Give it, and whether no Firebell works on it: where one does, that one delivers."""
    try:
        db: Database[Unit] = Database(url, lambda: Unit(utc_now(), effects))
        prepare_database(db)
    except UserError:
        db = Database(url, lambda: Unit(utc_now(), effects))
        prepare_database(db, beside=True)
        return db, False
    return db, not db.read_now(leases.any_lives)


def _others(
    given: Settings, db: Database[Unit], http: aiohttp.ClientSession, pace: Pace
) -> list[Integration]:
    tools = Tools(given.said, db, utc_now, pace.call, pace.lag, http)
    return [other for connect in INTEGRATIONS for other in connect(tools)]


async def _done(db: Database[Unit], incident: Incident) -> bool:
    """Wait until nothing of it is to be paged or filed any more, but not for ever."""
    for _ in range(int(PATIENCE / LOOK)):
        if not AWAITED & set(map(plain, await db.read(outbox.pending, incident.ref))):
            return True
        await asyncio.sleep(LOOK)
    return False
