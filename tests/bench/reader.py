"""Reads all people of a workspace once or twice, as Firebell does or as a bare loop, and prints what it took.

A process of its own, so that its memory is nobody else's: `python reader.py HOW DATABASE_URL`, with one
of WAYS.
"""

import asyncio
import json
import os
import sys
import time
from typing import Any

import aiohttp
import structlog
from bench.memory import most_resident, resident
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import owe_only, prepare_database
from bot.domain.incident import Incident
from bot.domain.people import Person
from bot.integrations.responders.gather import Gather
from bot.integrations.session import session
from bot.integrations.slack.client import Slack
from bot.integrations.slack.directory import SlackDirectory
from bot.ports import Effects, utc_now
from bot.store import tables
from bot.store.database import Database
from bot.store.who import directory, people
from bot.store.who.directory import Group
from bot.usecases.unit import Unit

PAGE = 900
"""The same pages as Firebell's."""

CALLED = 1000
TIMES = 30


async def ours(url: str, web: AsyncWebClient) -> dict[str, Any]:
    return await read(url, web, 0, tables.Person)


async def groups(url: str, web: AsyncWebClient) -> dict[str, Any]:
    return await read(url, web, 1, tables.Usergroup)


async def read(url: str, web: AsyncWebClient, number: int, table: Any) -> dict[str, Any]:
    """Let a poll of Slack's directory read twice; `table`: what it fills, with the moment of each row."""
    db = opened(url)
    poll = SlackDirectory(Slack(web, 60), db, (await web.auth_test())["team_id"]).polls[number]
    idle, begun = resident(), time.monotonic()
    await poll.run()
    first, between = time.monotonic() - begun, utc_now()
    begun = time.monotonic()
    await poll.run()
    second = time.monotonic() - begun
    written = await db.read(lambda: int(table.select().where(table.read_at >= between).count()))
    count = await db.read(lambda: int(table.select().count()))
    db.close()
    grown = most_resident() - idle
    return {"seconds": first, "again": second, "written": written, "grown": grown, "count": count}


async def bare(_url: str, web: AsyncWebClient) -> dict[str, Any]:
    """What anybody would write who only wants to see every page."""
    idle, begun, count, cursor = resident(), time.monotonic(), 0, ""
    while True:
        page = await web.users_list(limit=PAGE, cursor=cursor)
        count += len(page["members"])
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            return {"seconds": time.monotonic() - begun, "count": count, "grown": most_resident() - idle}


async def bare_groups(_url: str, web: AsyncWebClient) -> dict[str, Any]:
    """Ask for each usergroup's members, which is what its size asks for."""
    idle, begun = resident(), time.monotonic()
    listed = (await web.usergroups_list(include_count=True))["usergroups"]
    for one in listed:
        await web.usergroups_users_list(usergroup=one["id"])
    return {"seconds": time.monotonic() - begun, "count": len(listed), "grown": most_resident() - idle}


async def called(url: str, _web: AsyncWebClient) -> dict[str, Any]:
    """Compute whom a P1 calls, with so many people in its usergroups; and only read these people."""
    db = opened(url)
    ids = [f"U{number:05}" for number in range(CALLED)]
    crowd = [Person(one, one, email=f"{one}@town.example".lower()) for one in ids]
    halves = (("oncall-payments", ids[::2]), ("leadership", ids[1::2]))
    groups = [Group(handle, handle, handle, tuple(half)) for handle, half in halves]
    db.write_now(lambda unit: people.keep(crowd, unit.now))
    db.write_now(lambda unit: directory.replace_usergroups(groups, unit.now))
    p1 = Incident("Down", "", "P1", "payment", ("PRD",), {}, ids[0], utc_now(), "d")
    gather, took, least = Gather(db, {}), [], []
    for _ in range(TIMES):
        begun = time.monotonic()
        found = await gather(p1)
        took.append((time.monotonic() - begun) * 1000)
        assert len(found.people) == CALLED, len(found.people)
        begun = time.monotonic()
        rows = await db.read(lambda: list(tables.Person.select().tuples()))
        least.append((time.monotonic() - begun) * 1000)
        assert len(rows) == CALLED, len(rows)
    db.close()
    return {"took": took, "least": least}


def opened(url: str) -> Database[Unit]:
    effects = Effects()
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), effects))
    owe_only(effects, db)
    prepare_database(db)
    return db


BARE = ("bare", "bare_groups")
WAYS = {"ours": ours, "bare": bare, "groups": groups, "bare_groups": bare_groups, "called": called}


async def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    how = WAYS[sys.argv[1]]
    token = os.environ.get("SLACK_BOT_TOKEN", "")
    base = os.environ.get("SLACK_API_URL", "https://slack.com/api/")
    async with aiohttp.ClientSession() if sys.argv[1] in BARE else session(60) as http:
        web = AsyncWebClient(token, base, session=http, retry_handlers=[])
        print(json.dumps(await how(sys.argv[2], web)))  # noqa: T201 - its answer


if __name__ == "__main__":
    asyncio.run(main())
