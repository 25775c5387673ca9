"""The catalog equals what PagerDuty lists: only changes are written, and little is believed to be gone."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bench.lists import Lists
from catalogued import MAPPED, everything, file, made, resync
from harness import Workspace

from bot.domain.checkup import Grade
from bot.domain.errors import PermanentError, TransientError, UserError
from bot.domain.paging.source import Source
from bot.domain.systems.told import Told
from bot.integrations.pagerduty.catalog.checkup import look
from bot.integrations.pagerduty.catalog.enriching import Enriching
from bot.integrations.pagerduty.catalog.file import HERE, parsed
from bot.integrations.pagerduty.catalog.lists import Lists as Read
from bot.integrations.pagerduty.catalog.live import Live
from bot.integrations.pagerduty.catalog.patience import Patient
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.ports import utc_now
from bot.store import tables
from bot.store.catalog import misfits
from bot.store.database import Database
from bot.store.running import health
from bot.store.systems import exchanges
from bot.usecases.catalog.hear_news import OF_SERVICE, hear_news
from bot.usecases.unit import Unit
from bot.views.systems.exchanges import line

OURS = HERE.parent / "data/catalog.yml"
NAMES = ("Zig", "Zag", "Zog", "Zug", "Zeg")


async def kinds(db: Database[Unit]) -> Counter[str]:
    return Counter(one.blueprint for one in await everything(db))


async def fault(workspace: Workspace, path: str, fault: str = "500", **more: Any) -> None:
    body = {"match": {"system": "pagerduty", "method": f"GET {path}"}, "fault": fault, **more}
    assert (await workspace.post("faults", body))[0] == 200


async def test_the_file_that_comes_with_it_gives_services_with_who_is_on_call(
    workspace: Workspace, client: PagerDuty, db: Database[Unit]
) -> None:
    """And a second reading writes nothing, not even a transaction."""
    whole = resync(client, db, OURS)
    assert "written" in await whole.run()
    (payments,) = [one for one in await everything(db) if one.title == "Payments"]
    assert payments.blueprint == "pagerdutyService"
    assert payments.properties["oncall"] == "deniz@demo.example"
    assert payments.properties["secondaryOncall"] == "ben@demo.example"
    assert payments.properties["escalationLevels"] == 2
    before, since = [*await everything(db)], len(await workspace.calls())
    commits: list[bool] = []
    db.on_commit(lambda: commits.append(True))
    words = await whole.run()
    assert words.count("all as before") == 2
    assert await everything(db) == before
    assert not commits
    asked = [one["args"] for one in await workspace.calls("GET /oncalls", since=since)]
    assert len(asked) == 1, "one question for all services of a page"
    assert not await db.read(health.ill)


async def test_every_kind_is_read_and_one_that_is_not_there_costs_itself_only(
    client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    known = ("services", "schedules", "escalation_policies", "users", "teams")
    with pytest.raises(PermanentError, match="vendors: "):
        await resync(client, db, file(tmp_path, "vendors", *known)).run()
    found = await kinds(db)
    assert set(found) == set(known)
    assert min(found.values()) > 1
    (ill,) = await db.read(health.ill)
    assert ill.why.startswith("vendors: ")
    await resync(client, db, file(tmp_path, "teams")).run()
    (ill,) = await db.read(health.ill)
    assert ill.why.startswith(
        "48 of 54 entities of kinds that the file does not name any more were not there"
    )
    assert await kinds(db) == found
    await resync(client, db, file(tmp_path, "teams"), share=1).run()
    assert await kinds(db) == {"teams": 6}
    assert not await db.read(health.ill)
    path = file(
        tmp_path,
        "oncall",
        identifier='[.user.id, .escalation_policy.id, .escalation_level | tostring] | join("-")',
        title=".user.email",
    )
    path.write_text(path.read_text().replace("identifier: [", "identifier: '[").replace('"-")', '"-")\''))
    await resync(client, db, path).run()
    assert (await kinds(db))["oncall"] > 1
    assert "deniz@demo.example" in {one.title for one in await everything(db)}


async def test_what_has_vanished_goes_after_a_whole_reading_alone_and_never_much_at_once(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    ids = await made(client, *NAMES)
    path = file(tmp_path, "services")
    whole = resync(client, db, path)
    await whole.run()
    count = (await kinds(db))["services"]
    await client.write("DELETE", f"/services/{ids[0]}", {})
    await fault(workspace, "/services")
    with pytest.raises(TransientError):
        await whole.run()
    assert (await kinds(db))["services"] == count
    path.write_text(path.read_text().replace("title: .name", "title: .name.x"))
    await whole.run()
    assert (await kinds(db))["services"] == count, "what does not fit lets nothing go"
    assert any(one.is_fault for one in await db.read(misfits.of, "pagerduty"))
    file(tmp_path, "services")
    assert "1 gone" in await whole.run()
    assert (await kinds(db))["services"] == count - 1
    assert not await db.read(misfits.of, "pagerduty")

    none = file(tmp_path, "services", query=f"""'.id == "{ids[1]}"'""")
    await resync(client, db, none).run()
    (ill,) = await db.read(health.ill)
    assert "too much to believe" in ill.why
    assert (await kinds(db))["services"] == count - 1
    assert f"{count - 2} gone" in await resync(client, db, none, share=1).run()
    assert not await db.read(health.ill)
    number = await db.read(lambda: [(row.number, row.gone_at) for row in tables.Entity.select()])
    await resync(client, db, file(tmp_path, "services")).run()
    again = await db.read(
        lambda: [row.number for row in tables.Entity.select().where(tables.Entity.gone_at.is_null())]
    )
    assert len(number) == count
    assert len(again) == count - 1, "who comes again has the same row"


def in_a_second() -> datetime:
    """What began just now is within what is asked for."""
    return utc_now() + timedelta(seconds=1)


def in_40_days() -> datetime:
    return utc_now() + timedelta(days=40)


async def test_incidents_that_are_listed_no_more_stay(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """Only those of the last weeks are listed, and all that are open; which window is asked for is in UTC."""
    await workspace.act("ben", "pagerduty", action="trigger", service="Payments", title="Cards are refused")
    said = await resync(client, db, file(tmp_path, "incidents", title=".title")).run()
    assert said.startswith(f"{(await kinds(db))['incidents']} incidents: "), "each counts once"
    (number,) = [one.source for one in await everything(db) if one.title == "Cards are refused"]
    await workspace.act("ben", "pagerduty", action="resolve", incident=number)
    count = (await kinds(db))["incidents"]
    since = len(await workspace.calls())
    await replace(resync(client, db, tmp_path / "catalog.yml", 1), clock=in_40_days).run()
    assert (await kinds(db))["incidents"] == count
    asked = [one["args"] for one in await workspace.calls("GET /incidents", since=since)]
    assert [one.get("date_range", "") for one in asked] == ["all", ""]
    assert asked[1]["since"].endswith("Z")


async def test_what_is_told_of_is_kept_only_where_the_list_would_name_it(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """It goes from the one block to the other by what PagerDuty is asked with, as the same row."""
    path = file(tmp_path, "incidents", "incidents", title=".status")
    asked = "selector: {apiQueryParams: {statuses: [%s]},"
    first, second = path.read_text().split("title: .status", 1)
    first = first.replace("selector: {", asked % "triggered")
    path.write_text(f"{first}title: .status{second.replace('selector: {', asked % 'acknowledged')}")
    live = Live(resync(client, db, path))
    await workspace.act("ben", "pagerduty", action="trigger", service="Payments", title="Cards are refused")
    told = (await client.get("/incidents", date_range="all"))["incidents"]
    (number,) = [one["id"] for one in told if one["title"] == "Cards are refused"]

    async def heard() -> list[tuple[str, int]]:
        telling = Told("pagerduty", number, "key", "changed", {})
        await db.write(hear_news, [telling], "pagerduty")
        await live.run()
        return [(one.title, one.block) for one in await everything(db)]

    assert await heard() == [("triggered", 1)]
    await workspace.act("ben", "pagerduty", action="acknowledge", incident=number)
    assert await heard() == [("acknowledged", 2)]
    rows = await db.read(lambda: tables.Entity.select().count())
    assert rows == 1
    await workspace.act("ben", "pagerduty", action="resolve", incident=number)
    assert await heard() == []


async def test_what_does_not_fit_when_it_is_told_of_lets_nothing_go(
    client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """As in a whole reading; what is left out by choice goes."""
    path = file(tmp_path, "services", query="""'.name | if . == "Zag" then "maybe" else . != "Zog" end'""")
    live = Live(resync(client, db, path))
    (number,) = await made(client, "Zig")

    async def heard(name: str) -> list[str]:
        policy = (await client.get(f"/services/{number}"))["service"]["escalation_policy"]
        body = {"service": {"type": "service", "name": name, "escalation_policy": policy}}
        await client.write("PUT", f"/services/{number}", body)
        await db.write(hear_news, [Told("pagerduty", number, "key", OF_SERVICE, {})], "pagerduty")
        await live.run()
        return [one.title for one in await everything(db)]

    assert await heard("Zug") == ["Zug"]
    assert await heard("Zag") == ["Zug"]
    assert await heard("Zog") == []


async def test_one_that_cannot_be_read_keeps_no_other_waiting(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """And is read once it can be; where nothing can be read, not all of it is tried."""
    live = Live(resync(client, db, file(tmp_path, "services")))
    ids = await made(client, *NAMES)
    told = [Told("pagerduty", one, one, OF_SERVICE, {}) for one in ids]
    await db.write(hear_news, told, "pagerduty")
    await fault(workspace, f"/services/{ids[0]}")
    with pytest.raises(TransientError, match="500"):
        await live.run()
    assert {one.title for one in await everything(db)} == {*NAMES[1:]}
    await live.run()
    assert {one.title for one in await everything(db)} == {*NAMES}

    await db.write(hear_news, told, "pagerduty")
    await fault(workspace, "/services/*", times=99)
    since = len(await workspace.calls())
    with pytest.raises(TransientError, match="500"):
        await live.run()
    assert len(await workspace.calls(since=since)) == 3


@pytest.mark.parametrize("asks", [True, False])
async def test_what_comes_under_another_block_while_it_is_read_is_as_it_was_read_last(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path, *, asks: bool
) -> None:
    """Whether PagerDuty is asked for some of them, or an expression tells them apart."""
    path = file(tmp_path, "incidents", "incidents", title=".status")
    head, *blocks = path.read_text().split("  - kind: ")
    for place, status in enumerate(("triggered", "resolved")):
        params, query = (
            f'apiQueryParams: {{statuses: [{status}]}}, query: "true"',
            f"query: '.status == \"{status}\"'",
        )
        blocks[place] = blocks[place].replace('query: "true"', params if asks else query)
    path.write_text("  - kind: ".join([head, *blocks]))
    await workspace.act("ben", "pagerduty", action="trigger", service="Payments", title="Cards are refused")
    told = (await client.get("/incidents", date_range="all"))["incidents"]
    (number,) = [one["id"] for one in told if one["title"] == "Cards are refused"]
    waits, whole = asyncio.Event(), replace(resync(client, db, path), clock=in_a_second)
    for _ in range(1 if asks else 3):
        await fault(workspace, "/incidents", "slow", ms=1)
    await fault(workspace, "/incidents", "429", retry_after=1)
    reading = asyncio.create_task(replace(whole, tell=lambda _words: waits.set()).run())
    await waits.wait()
    await workspace.act("ben", "pagerduty", action="resolve", incident=number)
    await reading
    assert [(one.title, one.block) for one in await everything(db) if one.source == number] == [
        ("resolved", 2)
    ]
    assert not [one for one in await db.read(misfits.of, "pagerduty") if one.is_fault]
    assert "all as before" in await whole.run()


async def test_two_that_give_the_same_entity_do_not_take_turns(
    client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    whole = resync(client, db, file(tmp_path, "users", "services", identifier='''"'same'"''', title=".id"))
    await whole.run()
    before = await everything(db)
    assert len(before) == 2
    commits: list[bool] = []
    db.on_commit(lambda: commits.append(True))
    await whole.run()
    assert await everything(db) == before
    assert not commits
    assert {one.why for one in await db.read(misfits.of, "pagerduty")} == {
        "Another one of them gives the same identifier."
    }


async def test_what_has_no_id_there_is_not_taken_for_what_has_changed(
    client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """Of who is on call there is none: which of them an entity was made from cannot be told."""
    path = file(tmp_path, "oncalls", "oncalls", identifier=".escalation_policy.id", title=".user.summary")
    first, rest = path.read_text().split('query: "true"', 1)
    others = rest.replace('query: "true"', "query: .escalation_level != 1")
    path.write_text(f"{first}query: .escalation_level == 1{others}")
    whole = resync(client, db, path)
    await whole.run()
    assert {one.block for one in await everything(db)} == {1}
    assert "all as before" in await whole.run()


async def test_doctor_lists_what_does_not_fit(client: PagerDuty, db: Database[Unit], tmp_path: Path) -> None:
    path = file(tmp_path, "teams", title=".name.x")
    await resync(client, db, path).run()
    good, wrong = await look({"catalog_file": str(path)}, db, client.source)
    assert (good.about, good.grade) == ("PagerDuty catalog", Grade.SOUND)
    assert wrong.grade is Grade.FAULT
    assert wrong.said.startswith("title of resource 1 (teams), .name.x: 6 times, such as P")
    (ill,) = await db.read(health.ill)
    assert ill.why == wrong.said
    (missing,) = await look({"catalog_file": "nowhere.yml"}, db, client.source)
    assert missing.said.startswith("nowhere.yml: No such file or directory.")
    (off,) = await look({"catalog_file": "off"}, db, client.source)
    assert off.grade is Grade.NOTE


async def test_while_the_file_is_wrong_the_last_good_one_counts(
    client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """And admins read what is wrong with it; where none was good nothing is read."""
    with pytest.raises(UserError, match="no expression of jq"):
        await resync(client, db, file(tmp_path, "services", title=".name | (")).run()
    assert not await everything(db)
    await resync(client, db, file(tmp_path, "services")).run()
    before = await everything(db)
    await made(client, "Zig")
    wrong = file(tmp_path, "services", title=".name | (")
    with pytest.raises(UserError, match="no expression of jq"):
        await resync(client, db, wrong).run()
    assert [one.title for one in await everything(db) if one not in before] == ["Zig"]
    (ill,) = await db.read(health.ill)
    assert "line 4, title of resource 1 (services)" in ill.why
    wrong.unlink()
    (number,) = await made(client, "Zag")
    await db.write(hear_news, [Told("pagerduty", number, "key", "service", {})], "pagerduty")
    await Live(resync(client, db, wrong)).run()
    assert "Zag" in {one.title for one in await everything(db)}
    await resync(client, db, file(tmp_path, "services")).run()
    assert not await db.read(health.ill)


async def test_a_second_page_that_fails_lets_nothing_go(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    ids = await made(client, *(f"Page {one}" for one in range(100)))
    whole = resync(client, db, file(tmp_path, "services"))
    await whole.run()
    count = (await kinds(db))["services"]
    assert count > 100
    await client.write("DELETE", f"/services/{ids[0]}", {})
    await fault(workspace, "/services", "slow", ms=1)
    await fault(workspace, "/services")
    with pytest.raises(TransientError):
        await whole.run()
    assert (await kinds(db))["services"] == count
    await fault(workspace, "/services", "slow", ms=1)
    await fault(workspace, "/services", "429", retry_after=1)
    since, told = len(await workspace.calls()), list[str]()
    assert "1 gone" in await replace(whole, tell=told.append).run()
    asked = [one["args"]["offset"] for one in await workspace.calls("GET /services", since=since)]
    assert asked == ["0", "95", "95"], "who is asked to wait goes on where that was"
    assert [one.partition(" asked to wait")[0] for one in told] == ["PagerDuty"]


@pytest.mark.slow
async def test_more_incidents_than_paging_reaches_are_read_in_halves() -> None:
    """Each of them once, and hardly any page in vain."""
    there = Lists(services=0, incidents=11_000)
    (block,) = parsed(
        "resources:" + MAPPED.format(kind="incidents", query='"true"', identifier=".id", title=".id"), ""
    ).blocks
    async with there.served() as url:
        client = PagerDuty(Account("key", "bot@demo.example", url), 60)
        patient = Patient(client)
        seen = Counter[str]()
        async for page in Read(patient, utc_now, Enriching(patient, utc_now)).pages(block):
            seen.update(one["id"] for one in page)
        client.close()
    assert len(seen) == 11_000
    assert seen.total() < 11_000 + 4, "who began at the very middle may come twice"
    assert len(there.asked) < 11_000 / 100 + 12


async def test_two_accounts_with_equal_ids_keep_apart(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """What one does not list any more stays in the other's."""
    given = workspace.sandbox.environment
    account = Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"])
    eu = PagerDuty(account, 60, Source("eu"))
    path = file(tmp_path, "teams")
    for one in (client, eu):
        await resync(one, db, path).run()
    assert await kinds(db) == {"teams": 12}
    none = file(tmp_path, "teams", query="'false'")
    assert "6 gone" in await resync(eu, db, none, share=1).run()
    eu.close()
    noted, _ = await db.read(lambda: exchanges.newest("U1"))
    said = [(one.exchange.system, one.exchange.object.partition(" ")[0]) for one in noted]
    assert said == [("pagerduty:eu", "6"), ("pagerduty:eu", "teams"), ("pagerduty", "teams")]
    assert "reading the catalog" in line(noted[0])
    rows = await db.read(lambda: {row.system for row in tables.Entity.select() if row.gone_at is None})
    assert rows == {"pagerduty"}


async def test_what_is_deleted_while_a_list_is_read_hides_nothing_else(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """PagerDuty counts its pages anew each time, so that all that follows comes one place sooner."""
    ids = await made(client, *(f"Page {one:03}" for one in range(100)))
    whole = resync(client, db, file(tmp_path, "services"))
    await whole.run()
    count = (await kinds(db))["services"]
    await fault(workspace, "/services", "slow", ms=1)
    await fault(workspace, "/services", "429", retry_after=1)
    waits, gone = asyncio.Event(), ids[:2]
    reading = asyncio.create_task(replace(whole, tell=lambda _words: waits.set()).run())
    await waits.wait()
    for number in gone:
        await client.write("DELETE", f"/services/{number}", {})
    await reading
    assert (await kinds(db))["services"] == count
    assert "2 gone" in await whole.run()
    left = {one.source for one in await everything(db)}
    assert left.isdisjoint(gone)
    assert left.issuperset(ids[2:])
