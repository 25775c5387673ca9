"""Fills the catalog, as Firebell does or as a bare loop, and prints what it took.

A process of its own, so that its memory is nobody else's: `python mapper.py HOW DATABASE_URL PAGERDUTY_URL`,
with one of WAYS.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import jq
import structlog
from aiohttp import ClientSession
from bench.lists import named, on_call, service
from bench.memory import most_resident, resident
from peewee import chunked

from bot.app import owe_only, prepare_database
from bot.domain.catalog import Block, Misfits
from bot.domain.catalog.mapped import entities
from bot.integrations.pagerduty.catalog.enriching import Enriching
from bot.integrations.pagerduty.catalog.evaluator import Jq
from bot.integrations.pagerduty.catalog.file import HERE, CatalogFile, parsed
from bot.integrations.pagerduty.catalog.lists import Lists
from bot.integrations.pagerduty.catalog.patience import Patient
from bot.integrations.pagerduty.catalog.resync import Resync
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.integrations.port.client import Account as Reach
from bot.integrations.port.client import Port
from bot.integrations.port.keeping import Keeping
from bot.ports import Effects, utc_now
from bot.store.catalog import copies
from bot.store.catalog.hidden import is_hidden
from bot.store.database import Database
from bot.store.tables import Entity, Incident, Page
from bot.store.who.rows import tuples
from bot.usecases.unit import Unit

PAGE = 100
MAPPED = 10_000
OURS = HERE.parent / "data/catalog.yml"
SERVICES = OURS.read_text("utf-8").partition("  - kind: incidents")[0]


def pages() -> Iterator[list[dict[str, Any]]]:
    levels = [on_call("E0", 1), on_call("E0", 2)]
    for first in range(0, MAPPED, PAGE):
        yield [{**service(number), "__oncall_user": levels} for number in range(first, first + PAGE)]


async def mapping(_url: str, _there: str) -> dict[str, Any]:
    """Map without reading or writing anything."""
    (block,), misfits, count = parsed(SERVICES, "catalog.yml").blocks, Misfits(), 0
    given = list(pages())
    async with Jq() as evaluator:
        await evaluator.faults(block.texts)
        begun = time.monotonic()
        for page in given:
            found = entities(block, page, await evaluator.rows(block.texts, page), misfits)
            count += len({one.digest for one in found})
        return {"rate": count / (time.monotonic() - begun)}


async def bare_mapping(_url: str, _there: str) -> dict[str, Any]:
    """The same expressions, one after the other, in this process."""
    (block,) = parsed(SERVICES, "catalog.yml").blocks
    programs, given = [jq.compile(text) for text in block.texts], list(pages())[:10]
    begun = time.monotonic()
    for thing in (one for page in given for one in page):
        for program in programs:
            program.input_value(thing).first()
    return {"rate": len(given) * PAGE / (time.monotonic() - begun)}


async def ours(url: str, there: str) -> dict[str, Any]:
    """Fill it, and read it once more with nothing changed; Port has all that everybody may read."""
    effects = Effects()
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), effects))
    owe_only(effects, db)
    prepare_database(db)
    hidden = db.write_now(_page)
    client = PagerDuty(Account("key", "bot@demo.example", there), 60)
    file = CatalogFile(OURS)
    idle, begun = resident(), time.monotonic()
    await Resync(client, db, utc_now, file, 0.5).run()
    first = time.monotonic() - begun
    db.write_now(_be_in_port)
    commits, again = list[bool](), time.monotonic()
    db.on_commit(lambda: commits.append(True))
    said = await Resync(client, db, utc_now, file, 0.5).run()
    compared = time.monotonic()
    took = {"seconds": first, "again": compared - again}
    port = await _compared(db)
    took |= {"compared": time.monotonic() - compared, "grown": most_resident() - idle}
    found = {"said": said, "port": port, "there": await db.read(copies.count), "hidden": hidden}
    client.close()
    db.close()
    return {**took, **found, "written": len(commits)}


def _page(_unit: Unit) -> int:
    """Each incident that is there has one of PagerDuty's; give how many of these only some may read."""
    some = tuples(Incident.select(Incident.id, Incident.private))
    for rows in chunked(some, 400):
        Page.insert_many(
            {"key": f"k{number}", "incident": number, "source_id": named(number)} for number, _ in rows
        ).execute()
    return sum(is_private for _, is_private in some)


def _be_in_port(_unit: Unit) -> None:
    """As after the first time: what stands there is known by its digest."""
    Entity.update(there=Entity.digest).where(~is_hidden()).execute()


async def _compared(db: Database[Unit]) -> str:
    """Nobody is asked where nothing is different, so nobody is there."""
    async with ClientSession() as http:
        nowhere = Port(Reach("http://127.0.0.1:9", "id", "secret"), 1, http)
        return await Keeping(nowhere, db, makes_blueprints=True).run()


async def bare(_url: str, there: str) -> dict[str, Any]:
    """Only see each page."""
    client = PagerDuty(Account("key", "bot@demo.example", there), 60)
    idle, begun, count = resident(), time.monotonic(), 0
    patient = Patient(client)
    lists = Lists(patient, utc_now, Enriching(patient, utc_now))
    for kind in ("services", "incidents"):
        async for page in lists.pages(Block(1, kind, {})):
            count += len(page)
    client.close()
    return {"again": time.monotonic() - begun, "count": count, "grown": most_resident() - idle}


WAYS = {"mapping": mapping, "bare_mapping": bare_mapping, "ours": ours, "bare": bare}

if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    print(json.dumps(asyncio.run(WAYS[sys.argv[1]](*sys.argv[2:]))))  # noqa: T201 - its answer
