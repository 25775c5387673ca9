"""From the old extension's configuration to both ways: an admin sets RT up, its scrip tells what happens."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from harness import Bell, Workspace, reached, texts
from pager import by_day_too
from pager import told as asked
from rt import RT
from typed import typed

from bot.domain.incident import Incident, Status
from bot.store import incidents
from bot.store.tables import Telling

PATIENCE = 180
SECRET = {"RT_WEBHOOK_SECRET": "what-RT-signs-with"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


class Terminal:
    """Somebody at a command line, where Firebell's environment is."""

    def __init__(self, folder: Path, bell: Bell, workspace: Workspace, settings: Mapping[str, str]) -> None:
        given = {**workspace.sandbox.environment, **settings, "CATALOG_FILE": "off"}
        url = bell.firebell.settings.database_url
        self.environment = {**given, "DATABASE_URL": url, "JIRA_URL": "", "CONFLUENCE_URL": ""}
        self.folder = folder

    async def types(self, *words: str, fails: bool = False) -> str:
        ended = await typed(*words, folder=self.folder, environment=self.environment)
        assert bool(ended.code) is fails, ended
        return ended.out + ended.errors


def configuration(environment: Mapping[str, str], service: str) -> dict[str, Any]:
    """Give what the extension was told, with lists where it took one status alone."""
    account = {
        "api_token": environment["PAGERDUTY_API_KEY"],
        "api_user": environment["PAGERDUTY_FROM"],
    }
    return {
        "services": {service: {**account, "create_queue": "Incidents"}},
        "queues": {
            "*": {"service": service, "acknowledged": "open", "resolved": ["resolved", "rejected"]},
        },
    }


def numbers() -> list[int]:
    return [one.id for one in map(incidents.get, range(1, 9)) if one]


def numbered(number: int) -> Incident:
    found = incidents.get(number)
    assert found
    return found


def ticketed(number: int) -> str:
    """Give the id of its ticket in RT, once it has one."""
    found = incidents.get(number)
    return next((one.id for one in found.tickets if one.is_there), "") if found else ""


def paged(number: int) -> bool:
    """Whether people are called for it."""
    found = incidents.get(number)
    return bool(found and any(one.id for one in found.pages))


def told() -> list[str]:
    """Give what the scrip told, by ticket."""
    return [
        row.object
        for row in Telling.select().where(Telling.key.startswith("hook:") & (Telling.source == "rt"))
    ]


async def becomes(rt: RT, number: str, **wanted: str) -> None:
    """Wait until a ticket is so in RT."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = await rt.ticket(number)
        if wanted.items() <= found.items():
            return
        await asyncio.sleep(0.1)
    raise AssertionError((wanted, found))


async def pages(workspace: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await workspace.state("pagerduty"))["incidents"]
    return found


async def set_up(rt: RT, admin: Terminal, service: str) -> None:
    """Take over the configuration, and make what RT lacks, both ways: the second finds nothing to do."""
    (admin.folder / "rt.yml").write_text(yaml.safe_dump(configuration(admin.environment, service)))
    assert "Done:" in await admin.types("import", "rt", "rt.yml", "--yes")
    written = await admin.types("setup", "rt", "--scrip", "rt.pl")
    assert "rt-setup-database" in written
    assert SECRET["RT_WEBHOOK_SECRET"] not in written
    assert (admin.folder / "rt.pl").stat().st_mode & 0o777 == 0o600
    assert "The scrip is made, and watches all queues." in await asyncio.to_thread(
        rt.load, admin.folder / "rt.pl"
    )
    await asyncio.to_thread(rt.renew)
    assert "RT has all that tickets need." in await admin.types("setup", "rt")


async def posted(workspace: Workspace, url: str, ticket: str) -> list[int]:
    """Tell of a ticket as the scrip does, again, and forged; give what Firebell answers."""
    said = {"ticket": int(ticket), "queue": "Network", "status": "open", "transactions": [7]}
    body = json.dumps(said).encode()
    sign = hmac.new(SECRET["RT_WEBHOOK_SECRET"].encode(), body, hashlib.sha256).hexdigest()
    answers = []
    for signed in (sign, sign, "0" * 64):
        headers = {"X-Firebell-Signature": f"sha256={signed}"}
        async with workspace.http.post(f"{url}/webhooks/rt", data=body, headers=headers) as answer:
            answers.append(answer.status)
    return answers


async def test_the_old_configuration_becomes_both_ways_by_its_scrip(
    workspace: Workspace, database_url: str, rt: RT, tmp_path: Path
) -> None:
    settings = {**rt.settings, **reached(), **SECRET, "RT_QUEUE": "Network"}
    bell = await Bell(workspace, database_url, pagerduty=True, settings=settings).start()
    await bell.ready()
    services = (await workspace.state("pagerduty"))["services"]
    payments = next(one["id"] for one in services if one["name"] == "Payments")
    admin = Terminal(tmp_path, bell, workspace, settings)
    await set_up(rt, admin, payments)

    mine = await rt.create("Nobody can pay", "Network")
    await bell.until(lambda: ticketed(1) == mine, PATIENCE)
    await bell.idle(PATIENCE)
    (page,) = await pages(workspace)
    assert page["service"]["id"] == payments
    links = {"PagerDuty ID": page["id"], "PagerDuty URL": page["html_url"]}
    assert (await rt.ticket(mine))["CustomFields"] == links
    await workspace.act("ben", "pagerduty", incident=page["id"], action="acknowledge")
    await becomes(rt, mine, Status="open")
    await bell.idle(PATIENCE)
    await rt.call("PUT", f"ticket/{mine}", {"Status": "resolved"}, by="dana")
    await bell.until(lambda: numbered(1).status is Status.MITIGATED, PATIENCE)
    await bell.idle(PATIENCE)
    (page,) = await pages(workspace)
    assert page["status"] == "resolved"
    (channel,) = await workspace.incident_channels()
    spoken = "\n".join(texts(one.get("blocks", [])) for one in channel["messages"])
    assert f"RT#{mine} is resolved in RT" in spoken
    assert await bell.firebell.db.read(told) == [mine, mine], "what Firebell writes is not told"

    await workspace.act("ben", "pagerduty", action="trigger", service="Payments", title="Checkout is slow")
    theirs = await bell.until(lambda: ticketed(2), PATIENCE)
    await bell.idle(PATIENCE)
    (begun,) = [one for one in await pages(workspace) if one["id"] != page["id"]]
    (made,) = await rt.tickets("Queue = 'Incidents'")
    found = (str(made["id"]), made["Subject"], made["CustomFields"]["PagerDuty ID"])
    assert found == (theirs, "Checkout is slow", begun["id"])

    assert await posted(workspace, settings["PUBLIC_URL"], mine) == [202, 202, 401]
    await bell.idle(PATIENCE)
    assert (await bell.firebell.db.read(numbers), len(await rt.tickets())) == ([1, 2], 2)
    await asyncio.to_thread(rt.take_rights, Network=["ModifyTicket"])
    await asyncio.to_thread(rt.renew)
    assert "lacks the right ModifyTicket in Network" in await admin.types("doctor", fails=True)
    await bell.stop()


async def test_whoever_is_away_misses_nothing_and_nothing_is_there_twice(
    workspace: Workspace, database_url: str, rt: RT
) -> None:
    rt.stop()
    bell = await Bell(workspace, database_url, pagerduty=True, settings=rt.settings).start()
    await bell.ready()
    await bell.firebell.db.write(by_day_too)
    await workspace.declare("ana")
    await bell.until(lambda: paged(1), PATIENCE)
    assert not await bell.firebell.db.read(lambda: ticketed(1))
    rt.start()
    ours = await bell.until(lambda: ticketed(1), PATIENCE)
    await bell.idle(PATIENCE)
    (there,) = await rt.tickets()
    (page,) = await pages(workspace)
    assert there["CustomFields"]["PagerDuty ID"] == page["id"]
    await bell.stop()

    await rt.call("PUT", f"ticket/{ours}", {"Status": "resolved"}, by="dana")
    bell = await Bell(workspace, database_url, pagerduty=True, settings=rt.settings).start()
    await workspace.until(lambda there: there["incidents"][0]["status"] == "resolved", of="pagerduty")
    await bell.idle(PATIENCE)
    question = await asked(workspace, "Is it over?")
    assert f"RT#{ours} is resolved in RT" in texts(question["blocks"])
    assert len(await rt.tickets()) == len(await pages(workspace)) == 1
    status = await bell.firebell.db.read(lambda: numbered(1).status)
    assert status is Status.OPEN, "people say whether it is over"
    await bell.stop()
