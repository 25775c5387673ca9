"""Two PagerDuty accounts in which everything has the same ids: each hears of its own alone, and tells it."""

from collections import Counter
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from harness import Bell, Workspace, reached, texts
from pager import WORST

from bot.commands.status import connected
from bot.domain.incident import Incident, Status
from bot.domain.paging import Page, PageState
from bot.domain.paging.calls import Wish
from bot.store import incidents, tables, taxonomy
from bot.store.oncall import calls
from bot.store.running import jobs
from bot.store.systems import standings
from bot.store.who import listings
from bot.usecases.paging.call_people import call_people
from bot.usecases.paging.hear_source import compare_pages
from bot.usecases.paging.page_people import page_service
from bot.usecases.unit import Unit
from bot.views.settings.health import LOOK_AROUND
from bot.views.systems.standings import lines

FIRST, EU = "pagerduty", "pagerduty-eu"
READ_AT_START = ("on-call", "services", "users")
TWO = {"PAGERDUTY_ACCOUNTS": "eu"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
async def two(workspace: Workspace, database_url: str) -> AsyncIterator[Bell]:
    """A Firebell that works with both, and is told by webhooks."""
    bell = await Bell(workspace, database_url, pagerduty=True, settings={**reached(), **TWO}).start()
    await _both_are_read(bell)
    yield bell
    await bell.stop()


async def _both_are_read(bell: Bell) -> None:
    await bell.ready()
    await bell.until(lambda: all(listings.ended_at(f"pagerduty:eu {one}") for one in READ_AT_START))
    await bell.firebell.db.write(_refunds_in_europe)
    await bell.idle()


def _refunds_in_europe(_: Unit) -> None:
    document = taxonomy.document()
    document["categories"]["refunds"]["pagerduty_service"] = "eu/Payments"
    taxonomy.replace(document)


def of(number: int) -> Incident:
    found = incidents.get(number)
    assert found
    return found


def page(number: int) -> Page:
    (one,) = of(number).pages
    return one


def is_called(number: int) -> bool:
    return bool(of(number).pages[-1].id)


def is_in(number: int, state: PageState) -> bool:
    return page(number).state is state


async def declare(workspace: Workspace, bell: Bell, number: int, category: str) -> None:
    answer = await workspace.declare("ana", **WORST, Category=category)
    assert answer["ok"], answer
    await bell.until(lambda: incidents.get(number) and is_called(number))
    await bell.idle()


async def asked(workspace: Workspace) -> Counter[str]:
    """Count the pages that each account was asked for."""
    return Counter(call["system"] for call in await workspace.calls("POST /incidents"))


async def there(workspace: Workspace, system: str) -> dict[str, str]:
    """Give the states of an account's incidents, by their ids."""
    return {one["id"]: one["status"] for one in (await workspace.get(f"state/{system}"))["incidents"]}


async def test_each_is_paged_and_heard_for_itself(workspace: Workspace, two: Bell) -> None:
    """By webhook: what is done in one touches nothing of the other, though their incidents have one id."""
    await declare(workspace, two, 1, "Payment")
    await declare(workspace, two, 2, "Refunds")
    first, second = await two.firebell.db.read(lambda: (page(1), page(2)))
    assert await asked(workspace) == {FIRST: 1, EU: 1}
    assert list(await there(workspace, FIRST)) == list(await there(workspace, EU)) == [first.id]
    assert (second.id, second.service) == (f"eu:{first.id}", "eu/Payments")
    assert (first.names, second.names) == (("Deniz Kaya",), ("Léa Dubois",))
    assert second.people[0].person == workspace.user_id(await workspace.state(), "lea")

    await workspace.act("lea", EU, action="acknowledge", incident=first.id)
    await two.until(partial(is_in, 2, PageState.ACKNOWLEDGED))
    await two.idle()
    assert await two.firebell.db.read(lambda: (of(1).status, of(2).status)) == (
        Status.OPEN,
        Status.INVESTIGATING,
    )
    assert await there(workspace, FIRST) == {first.id: "triggered"}

    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await two.until(partial(is_in, 1, PageState.RESOLVED))
    await two.idle()
    assert await there(workspace, EU) == {first.id: "acknowledged"}
    urls = [
        one["url"]
        for system in (FIRST, EU)
        for one in (await workspace.get(f"state/{system}"))["webhook_subscriptions"]
    ]
    assert [url.partition("/webhooks")[2] for url in urls] == ["/pagerduty", "/pagerduty/eu"]

    overview = (await workspace.slash("ana", "oncall", wait_ms=3000))["view"]
    said = texts(overview["blocks"])
    assert "*Payments*" in said
    assert "*eu/Payments*" in said
    systems = await two.firebell.db.read(lambda: {row.system for row in tables.Exchange.select()})
    assert {"pagerduty", "pagerduty:eu"} <= systems


@pytest.mark.slow
async def test_one_that_is_down_keeps_the_other_from_nothing(workspace: Workspace, database_url: str) -> None:
    """By asking; what one account alone was paged for before goes on as if the other had never come."""
    alone = await Bell(workspace, database_url, pagerduty=True).start()
    await alone.ready()
    await declare(workspace, alone, 1, "Payment")
    kept = await alone.firebell.db.read(lambda: (page(1), sorted(map(_row, tables.Service.select()))))
    await alone.stop()
    assert not any("eu" in part.split(":")[0] for part in (kept[0].id, kept[0].key))

    bell = await Bell(workspace, database_url, pagerduty=True, settings=TWO).start()
    await _both_are_read(bell)
    now = await bell.firebell.db.read(lambda: (page(1), sorted(map(_row, tables.Service.select()))))
    assert now[0] == kept[0]
    assert [one for one in now[1] if not one[0].startswith("eu:")] == kept[1]
    await declare(workspace, bell, 2, "Refunds")
    await workspace.post("faults", {"match": {"system": FIRST}, "fault": "down", "times": 1000})
    await workspace.act("lea", EU, action="acknowledge", incident="1")
    await bell.firebell.db.write(lambda _: jobs.ask("pagerduty:eu log"))
    await bell.until(partial(is_in, 2, PageState.ACKNOWLEDGED))
    ana = workspace.user_id(await workspace.state(), "ana")
    await bell.firebell.db.write(page_service, 1, "eu/Payments", by=ana)
    await bell.until(partial(is_called, 1))
    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await bell.until(lambda: of(1).pages[1].state is PageState.RESOLVED)
    wish = Wish("Look at the clusters", "eu/Platform")
    await bell.firebell.db.write(call_people, wish, by=ana, press="once")
    await bell.until(lambda: (call := calls.get(1)) and call.page.id.startswith("eu:"))
    assert await asked(workspace) == {FIRST: 1, EU: 3}
    await bell.firebell.db.write(lambda _: jobs.ask(LOOK_AROUND))
    await bell.until(lambda: {"pagerduty", "pagerduty:eu"} <= {one.system for one in standings.present()})
    assert (await bell.firebell.db.read(of, 1)).pages[0].state is PageState.TRIGGERED

    connects = connected(bell.firebell.settings)
    told = "\n".join(lines(await bell.firebell.db.read(standings.present, connects)))
    assert "PagerDuty, looked at" in told
    assert "PagerDuty eu, looked at" in told
    assert "PagerDuty eu key: It is accepted." in told
    assert "PagerDuty key: PagerDuty does not answer. Check PAGERDUTY_API_KEY" in told
    await bell.stop()


@pytest.mark.slow
async def test_one_that_is_connected_no_more_leaves_nothing_behind(
    workspace: Workspace, database_url: str
) -> None:
    """What was paged there is lost, which is said; nobody is offered its services; the first goes on."""
    bell = await Bell(workspace, database_url, pagerduty=True, settings=TWO).start()
    await _both_are_read(bell)
    await declare(workspace, bell, 1, "Payment")
    await declare(workspace, bell, 2, "Refunds")
    await bell.stop()
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.until(
        lambda: not tables.Service.select().where(tables.Service.name.startswith("eu/")).exists()
    )
    await bell.until(lambda: not tables.Policy.select().where(tables.Policy.id.startswith("eu:")).exists())
    await bell.firebell.db.write(compare_pages)
    await bell.until(partial(is_in, 2, PageState.LOST))
    await bell.idle()
    assert await bell.firebell.db.read(is_in, 1, PageState.TRIGGERED)
    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await bell.until(partial(is_in, 1, PageState.RESOLVED))
    await bell.stop()


def _row(row: tables.Service) -> tuple[str, str, str]:
    return row.id, row.name, row.policy
