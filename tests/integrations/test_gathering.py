"""Who is called is known whole or not at all, however slow the database is."""

import asyncio
import threading

import pytest
from harness import FORM

from bot.domain.errors import TransientError
from bot.domain.incident import Incident
from bot.integrations.responders.gather import Gather
from bot.store.database import Database
from bot.store.running import health
from bot.store.tables import Usergroup
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit


async def declared(db: Database[Unit]) -> Incident:
    return await db.write(open_incident, FORM, by="U1", press="t1")


async def test_a_busy_database_is_waited_for(db: Database[Unit]) -> None:
    incident, gate, limit = await declared(db), threading.Event(), 0.01
    busy = [db.read(gate.wait) for _ in range(2)]
    asyncio.get_running_loop().call_later(20 * limit, gate.set)
    called = await Gather(db, {}, limit)(incident)
    assert called.people == ("U1",)
    assert await db.read(health.ill) == []
    await asyncio.gather(*busy)


async def test_where_the_database_fails_nobody_is_taken_for_called(db: Database[Unit]) -> None:
    incident = await declared(db)
    db.run(lambda database: database.drop_tables([Usergroup]))
    with pytest.raises(TransientError, match="who is called"):
        await Gather(db, {})(incident)
