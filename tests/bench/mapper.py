"""Fills the catalog, as Firebell does or as a bare loop, and prints what it took.

A process of its own, so that its memory is nobody else's: `python mapper.py HOW DATABASE_URL PAGERDUTY_URL`,
with one of WAYS.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

import jq
import psutil  # type: ignore[import-untyped]  # ships no types
import structlog

from bot.app import owe_only, prepare_database
from bot.domain.catalog import Misfits
from bot.domain.catalog.mapped import entities
from bot.integrations.pagerduty.catalog.evaluator import Jq
from bot.integrations.pagerduty.catalog.file import HERE, CatalogFile, parsed
from bot.integrations.pagerduty.catalog.resync import Resync
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit

PAGE = 100
MAPPED = 10_000
OURS = HERE.parent / "data/catalog.yml"
SERVICES = OURS.read_text("utf-8").partition("  - kind: incidents")[0]


def service(number: int) -> dict[str, Any]:
    """One of PagerDuty's, about as long as they are."""
    link = {"type": "escalation_policy_reference", "self": "https://api.pagerduty.com/escalation_policies/P0"}
    return {
        "id": f"P{number:06}",
        "type": "service",
        "name": f"Service {number}",
        "summary": f"Service {number}",
        "description": "What it does, and for whom it does that. " * 4,
        "status": "active",
        "created_at": "2026-03-02T10:00:00Z",
        "html_url": f"https://acme.pagerduty.com/service-directory/P{number:06}",
        "escalation_policy": {"id": f"E{number % 40}", "summary": "Payments", **link},
        "teams": [{"id": "T1", "type": "team_reference", "summary": "Payments"}],
        "integrations": [{"id": f"I{one}", "type": "generic_reference"} for one in range(3)],
    }


def on_call(policy: str, level: int) -> dict[str, Any]:
    user = {"id": f"U{level}", "name": "Deniz Kaya", "email": f"person{level}@demo.example", "role": "user"}
    return {"escalation_policy": {"id": policy}, "escalation_level": level, "user": user, "schedule": None}


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
    """Fill it, and read it once more with nothing changed."""
    effects = Effects()
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), effects))
    owe_only(effects, db)
    prepare_database(db)
    client = PagerDuty(Account("key", "bot@demo.example", there), 60)
    file = CatalogFile(OURS)
    commits: list[bool] = []
    db.on_commit(lambda: commits.append(True))
    idle, begun = _megabytes(), time.monotonic()
    await Resync(client, db, utc_now, file, 0.5).run()
    first, commits[:], again = time.monotonic() - begun, [], time.monotonic()
    said = await Resync(client, db, utc_now, file, 0.5).run()
    took = {"seconds": first, "again": time.monotonic() - again, "written": len(commits), "said": said}
    client.close()
    db.close()
    return {**took, "grown": _most_megabytes() - idle}


async def bare(_url: str, there: str) -> dict[str, Any]:
    """Only see each page."""
    client = PagerDuty(Account("key", "bot@demo.example", there), 60)
    idle, begun, count = _megabytes(), time.monotonic(), 0
    async for page in client.read_all("/services", "services"):
        count += len(page)
    client.close()
    return {"again": time.monotonic() - begun, "count": count, "grown": _most_megabytes() - idle}


def _megabytes() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def _most_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WAYS = {"mapping": mapping, "bare_mapping": bare_mapping, "ours": ours, "bare": bare}

if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    print(json.dumps(asyncio.run(WAYS[sys.argv[1]](*sys.argv[2:]))))  # noqa: T201 - its answer
