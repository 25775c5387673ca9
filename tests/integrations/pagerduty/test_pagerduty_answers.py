"""What PagerDuty answers, besides what was asked for: how much may still be asked, and what went wrong."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from between import Between, between
from catalogued import everything, file, made, resync
from harness import Workspace

from bot.domain.errors import PermanentError, TransientError
from bot.domain.systems.told import Told
from bot.integrations.pagerduty.catalog.live import Live
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.store.database import Database
from bot.usecases.catalog.hear_news import MOST, OF_SERVICE, hear_news
from bot.usecases.unit import Unit

NOT_FOUND = {"error": {"message": "Not Found", "code": 2100}}
EMPTY = {"services": [], "more": False}


@pytest.fixture
async def proxy(workspace: Workspace) -> AsyncIterator[Between]:
    async with between(workspace.sandbox.environment["PAGERDUTY_API_URL"]) as found:
        yield found


@pytest.fixture
async def beside(workspace: Workspace, proxy: Between) -> AsyncIterator[PagerDuty]:
    given = workspace.sandbox.environment
    pagerduty = PagerDuty(Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], proxy.url), 60)
    yield pagerduty
    pagerduty.close()


@pytest.mark.parametrize(("left", "waits"), [(96, False), (95, True)])
async def test_the_last_tenth_of_the_rate_limit_is_left_to_pages(
    proxy: Between, beside: PagerDuty, left: int, *, waits: bool
) -> None:
    told = {"ratelimit-limit": "960", "ratelimit-remaining": str(left), "ratelimit-reset": "30"}
    proxy.answer = lambda *_: web.json_response(EMPTY, headers=told)
    await beside.read("/services")
    assert await beside.get("/services") == EMPTY
    if not waits:
        assert await beside.read("/services") == EMPTY
        return
    with pytest.raises(TransientError, match="asked to wait") as error:
        await beside.read("/services")
    assert 29 < (error.value.retry_after or 0) <= 30


@pytest.mark.parametrize("status", [400, 404, 401, 408, 409, 500, 503])
async def test_what_may_pass_is_tried_again_and_no_refusal_is(
    proxy: Between, beside: PagerDuty, status: int
) -> None:
    proxy.answer = lambda *_: web.json_response({"error": {"message": "No", "code": 1005}}, status=status)
    with pytest.raises(PermanentError if status in {400, 404} else TransientError):
        await beside.write("PUT", "/incidents/P1", {})
    assert len(proxy.asked) == 1


async def test_what_was_told_of_is_looked_for_some_times_before_it_is_gone(
    client: PagerDuty, beside: PagerDuty, proxy: Between, db: Database[Unit], tmp_path: Path
) -> None:
    """PagerDuty tells of some things sooner than it shows them."""
    live = Live(resync(beside, db, file(tmp_path, "services")))
    (number,) = await made(client, "Vouchers")
    left = [MOST - 1]

    def lag(_verb: str, path: str, _sent: object) -> web.Response | None:
        left[0] -= path == f"/services/{number}"
        return web.json_response(NOT_FOUND, status=404) if left[0] >= 0 else None

    async def heard() -> list[str]:
        await db.write(hear_news, [Told("pagerduty", number, "key", OF_SERVICE, {})], "pagerduty")
        for _ in range(left[0]):
            with pytest.raises(TransientError, match="does not show yet"):
                await live.run()
        await live.run()
        return [one.title for one in await everything(db)]

    proxy.answer = lag
    assert await heard() == ["Vouchers"]
    left = [MOST - 1]
    assert await heard() == ["Vouchers"]
    proxy.answer = lambda *_: web.json_response(NOT_FOUND, status=404)
    left = [MOST - 1]
    assert await heard() == []


async def test_who_is_on_call_stands_level_by_level_whatever_comes_first(
    proxy: Between, beside: PagerDuty, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """Those of one level in PagerDuty's order."""
    await made(client, "Vouchers")
    policies = (await client.get("/escalation_policies"))["escalation_policies"]
    duties = [
        (policies[0]["id"], level, name) for level, name in ((3, "Ana"), (1, "Ben"), (2, "Eve"), (1, "Dan"))
    ]
    rows = [
        {"escalation_policy": {"id": policy}, "escalation_level": level, "user": {"summary": name}}
        for policy, level, name in duties
    ]
    proxy.answer = lambda _verb, path, _sent: (
        web.json_response({"oncalls": rows, "more": False}) if path == "/oncalls" else None
    )
    title = """'.name + ": " + ([.__oncall_user[].user.summary] | join(" "))'"""
    await resync(beside, db, file(tmp_path, "services", title=title)).run()
    assert "Vouchers: Ben Dan Eve Ana" in {one.title for one in await everything(db)}
