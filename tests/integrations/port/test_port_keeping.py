"""Port equals the catalog: only what is different goes there, and what Port refuses costs itself only."""

import logging
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import FORM, ROOT, Workspace

from bot.domain.catalog import Entity
from bot.domain.checkup import Grade
from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import PageAccepted
from bot.domain.incident import Change
from bot.integrations.pagerduty.catalog.file import CatalogFile
from bot.integrations.pagerduty.catalog.resync import Resync
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.integrations.port.blueprints import furnish
from bot.integrations.port.checkup import look
from bot.integrations.port.client import Port
from bot.integrations.port.connect import client, keeping
from bot.integrations.port.effects import PortEffects
from bot.ports import Effects, utc_now
from bot.settings import Settings
from bot.store.catalog import copies, entities, mappings
from bot.store.catalog.mappings import Kept
from bot.store.database import Database
from bot.store.running import health
from bot.store.systems import exchanges
from bot.store.tables import Delivery
from bot.usecases.catalog.keep_copy import compare_copy
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import CATALOG, Unit

SERVICE, INCIDENT = "pagerdutyService", "pagerdutyIncident"
BULK = "POST /port/v1/blueprints/{}/entities/bulk"


def settings(workspace: Workspace, **other: str) -> dict[str, str]:
    return {**Settings.of(workspace.sandbox.environment).said, **other}


def port(workspace: Workspace, **other: str) -> Port:
    return client(settings(workspace, **other), 5, workspace.http)


async def kept(workspace: Workspace, db: Database[Unit], **other: str) -> str:
    return await keeping(settings(workspace, **other), port(workspace, **other), db).run()


def service(name: str, **properties: Any) -> Entity:
    return Entity(SERVICE, name, f"Service {name}", {"status": "active", **properties}, {}, name, 1)


def incident(name: str, of: str, **properties: Any) -> Entity:
    return Entity(INCIDENT, name, "It burns", {"urgency": "high", **properties}, {SERVICE: of}, name, 2)


async def write(db: Database[Unit], kind: str, found: Iterable[Entity], system: str = "pagerduty") -> None:
    await db.write(lambda unit: entities.keep(system, kind, list(found), unit.now))


async def retire(db: Database[Unit], kind: str, source: str, system: str = "pagerduty") -> None:
    await db.write(lambda unit: entities.retire(entities.of_source(system, kind, source), unit.now))


async def say(db: Database[Unit], *, creates_missing: bool = True, deletes_dependents: bool = True) -> None:
    await db.write(lambda _: mappings.keep(Kept("…", creates_missing, deletes_dependents)))


async def there(workspace: Workspace) -> dict[str, dict[str, Any]]:
    return {one["identifier"]: one for one in (await workspace.state("port"))["entities"]}


async def asked(workspace: Workspace, since: int = 0) -> list[str]:
    received = await workspace.calls(since=since)
    return [one["method"].replace("/port/v1", "") for one in received if "/port/" in one["method"]]


async def test_all_goes_there_once_in_twenties_and_the_usual_blueprints_are_made(
    workspace: Workspace, db: Database[Unit]
) -> None:
    await write(db, "services", [service(f"P{one}") for one in range(45)])
    await write(db, "incidents", [incident("Q1", "P1")])
    assert await kept(workspace, db) == "Port: 46 written, 0 taken away, 0 refused."
    state = await workspace.state("port")
    assert [one["identifier"] for one in state["blueprints"]] == [SERVICE, INCIDENT]
    found = await there(workspace)
    assert len(found) == 46
    assert found["P7"]["properties"]["status"] == "active"
    assert found["Q1"]["relations"] == {SERVICE: "P1"}
    assert {one["writes"] for one in found.values()} == {1}
    bulks = [one for one in await asked(workspace) if one.endswith("/bulk")]
    assert len(bulks) == 1 + 3 + 1 + 1, "a first try of each blueprint finds it missing"

    since, commits = len(await workspace.calls()), list[bool]()
    db.on_commit(lambda: commits.append(True))
    assert await kept(workspace, db) == "Port: all as before."
    assert await asked(workspace, since) == []
    assert not commits

    await write(db, "services", [service("P7", status="critical"), service("P8")])
    assert await kept(workspace, db) == "Port: 1 written, 0 taken away, 0 refused."
    assert (await there(workspace))["P7"]["writes"] == 2
    noted, _ = await db.read(lambda: exchanges.newest("U1", system="port"))
    assert [one.exchange.object for one in noted][:2] == [f"{SERVICE} P7", f"{INCIDENT} Q1"]


async def test_what_people_made_of_a_blueprint_stays_and_is_written_into(
    workspace: Workspace, db: Database[Unit]
) -> None:
    """Their own fields too, whatever Firebell writes beside them."""
    own = {"status": {"type": "string"}, "tier": {"type": "string"}}
    made = {"identifier": SERVICE, "title": "Ours", "schema": {"properties": own}}
    await workspace.act("ben", "port", create=made)
    await write(db, "services", [service("P1")])
    await kept(workspace, db)
    await workspace.act("ben", "port", entity="P1", blueprint=SERVICE, properties={"tier": "gold"})
    await write(db, "services", [service("P1", status="critical")])
    await kept(workspace, db)
    assert (await there(workspace))["P1"]["properties"] == {"status": "critical", "tier": "gold"}
    (blueprint,) = (await workspace.state("port"))["blueprints"]
    assert blueprint["title"] == "Ours"


async def test_what_has_vanished_is_taken_away_unless_something_is_related_to_it(
    workspace: Workspace, db: Database[Unit]
) -> None:
    await write(db, "services", [service("P1"), service("P2"), service("P3")])
    await write(db, "incidents", [incident("Q1", "P2")])
    await kept(workspace, db)
    for name in ("P1", "P2"):
        await retire(db, "services", name)
    await workspace.act("ben", "port", entity="P1", blueprint=SERVICE, delete=True)
    assert await kept(workspace, db) == "Port: 0 written, 1 taken away, 0 refused."
    assert set(await there(workspace)) == {"P2", "P3", "Q1"}
    await retire(db, "incidents", "Q1")
    assert await kept(workspace, db) == "Port: 0 written, 2 taken away, 0 refused."
    await write(db, "services", [service("P1")])
    await kept(workspace, db)
    assert set(await there(workspace)) == {"P1", "P3"}


async def test_each_thing_that_goes_costs_the_same(
    workspace: Workspace, db: Database[Unit], caplog: pytest.LogCaptureFixture
) -> None:
    """So many questions to the database, and one call."""
    found, costs = [incident(f"Q{one}", "P1") for one in range(500)], list[int]()
    await write(db, "incidents", found)
    await db.write(lambda _: copies.note_written({one + 1: found[one].digest for one in range(500)}))
    for first, gone in ((0, 20), (20, 40)):
        for one in found[first : first + gone]:
            await retire(db, "incidents", one.source)
        since = len(await workspace.calls())
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            assert f"{gone} taken away" in await kept(workspace, db)
        costs.append(len([one for one in caplog.records if one.name == "peewee"]))
        caplog.clear()
        assert sum(one.startswith("DELETE") for one in await asked(workspace, since)) == gone
    assert costs[1] <= 2 * costs[0] < 2 * 20 * 6, costs


async def test_without_missing_ones_made_each_comes_after_what_it_needs(
    workspace: Workspace, db: Database[Unit]
) -> None:
    """And where its dependents are not deleted, each goes before what it needed."""
    await say(db, creates_missing=False, deletes_dependents=False)
    for name, needs in (("base", ""), ("middle", "base"), ("top", "middle")):
        relation = {"needs": {"title": "Needs", "target": needs, "required": True}} if needs else {}
        made = {"identifier": name, "schema": {"properties": {}}, "relations": relation}
        await workspace.act("ben", "port", create=made)
    chain = [("top", {"needs": "m"}), ("middle", {"needs": "b"}), ("base", {})]
    for block, (name, relations) in enumerate(chain, 1):
        await write(db, name, [Entity(name, name[0], name, {}, relations, name, block)])
    lost = Entity("top", "lost", "lost", {}, {"needs": "nothing"}, "lost", 1)
    await write(db, "top", [lost])
    assert await kept(workspace, db) == "Port: 3 written, 0 taken away, 1 refused."
    assert set(await there(workspace)) == {"t", "m", "b"}
    (ill,) = await db.read(health.ill)
    assert ill.why.startswith(
        "1 entity of the catalog cannot be kept in Port, such as lost of top. Entity with"
    )
    since = len(await workspace.calls())
    await kept(workspace, db)
    assert await asked(workspace, since) == [], "what was refused is not tried again and again"
    assert await db.write(compare_copy)
    for name in ("top", "middle", "base"):
        for source in (name, "lost"):
            await retire(db, name, source)
    assert "3 taken away, 0 refused" in await kept(workspace, db)
    assert await there(workspace) == {}
    assert not await db.read(health.ill)


async def test_what_goes_along_in_port_is_written_again_where_it_still_is_in_the_catalog(
    workspace: Workspace, db: Database[Unit]
) -> None:
    """Without missing ones made and with dependents deleted: it needs what is gone, so Port refuses it."""
    await say(db, creates_missing=False)
    relation = {"needs": {"title": "Needs", "target": "base", "required": True}}
    for name, relations in (("base", {}), ("top", relation)):
        made = {"identifier": name, "schema": {"properties": {}}, "relations": relations}
        await workspace.act("ben", "port", create=made)
    await write(db, "base", [Entity("base", "b", "Base", {}, {}, "b", 1)])
    await write(db, "top", [Entity("top", "t", "Top", {}, {"needs": "b"}, "t", 2)])
    assert "2 written" in await kept(workspace, db)
    await retire(db, "base", "b")
    assert await kept(workspace, db) == "Port: 0 written, 1 taken away, 1 refused."
    assert await there(workspace) == {}
    await write(db, "base", [Entity("base", "b", "Base", {}, {}, "b", 1)])
    assert await kept(workspace, db) == "Port: 1 written, 0 taken away, 1 refused."
    await db.write(compare_copy)
    await kept(workspace, db)
    assert set(await there(workspace)) == {"b", "t"}


async def test_a_blueprint_that_is_missing_costs_its_own_entities_only(
    workspace: Workspace, db: Database[Unit]
) -> None:
    await write(db, "services", [service("P1"), replace(service("P2"), blueprint="ours")])
    await write(db, "teams", [service("with a space")])
    said = await kept(workspace, db)
    assert said == "Port: 1 written, 0 taken away, 2 refused."
    findings = await look(port(workspace), db)
    assert [one.grade for one in findings] == [Grade.SOUND, Grade.FAULT]
    assert "has 1 blueprint; entities of the catalog that are there: 1." in findings[0].said
    assert "2 entities of the catalog cannot be kept in Port, such as P2 of ours. " in findings[1].said
    assert 'Blueprint with identifier "ours" was not found' in findings[1].said
    await workspace.act("ben", "port", create={"identifier": "ours", "schema": {"properties": {}}})
    await write(db, "services", [replace(service("P2"), blueprint="ours", properties={})])
    assert await kept(workspace, db) == "Port: 1 written, 0 taken away, 1 refused."


async def test_one_for_which_port_refuses_all_of_a_call_costs_itself_only(
    workspace: Workspace, db: Database[Unit]
) -> None:
    """Some of what is wrong with one Port says of the whole request."""
    await write(db, "services", [service(f"P{number}") for number in range(9)])
    real = workspace.sandbox.environment["PORT_BASE_URL"].removesuffix("/")

    def whole(_verb: str, path: str, sent: Any) -> web.Response | None:
        is_meant = path.endswith("/bulk") and "P5" in [one["identifier"] for one in sent["entities"]]
        said = {"ok": False, "error": "invalid_request", "message": "body/entities/5/title is too long"}
        return web.json_response(said, status=422) if is_meant else None

    async with between(real) as proxy:
        proxy.answer = whole
        said = await kept(workspace, db, port_base_url=proxy.url)
    assert said == "Port: 8 written, 0 taken away, 1 refused."
    ((_, identifier, why),) = (await db.read(copies.refusals))[1]
    assert (identifier, "too long" in why) == ("P5", True)


async def test_a_blueprint_that_may_not_be_made_costs_its_own_entities_only(
    workspace: Workspace, db: Database[Unit]
) -> None:
    match = {"system": "port", "method": "POST /port/v1/blueprints"}
    await workspace.post("faults", {"match": match, "fault": "error", "error": "Nobody may make blueprints"})
    await workspace.act("ben", "port", create={"identifier": "ours", "schema": {"properties": {}}})
    await write(db, "services", [service("P1")])
    await write(db, "teams", [Entity("ours", "T1", "Team", {}, {}, "T1", 2)])
    assert await kept(workspace, db) == "Port: 2 written, 0 taken away, 0 refused.", "the second try may"
    (noted, *_), _ = await db.read(lambda: exchanges.newest("U1", system="port"))
    assert noted.exchange.object == f"{SERVICE} P1"


async def test_what_the_usual_file_gives_is_taken(workspace: Workspace, db: Database[Unit]) -> None:
    """Its blueprints have a place for each field that it fills."""
    given = workspace.sandbox.environment
    account = Account(given["PAGERDUTY_API_KEY"], given["PAGERDUTY_FROM"], given["PAGERDUTY_API_URL"])
    await workspace.act("ben", "pagerduty", action="trigger", service="Payments", title="Cards are refused")
    with closing(PagerDuty(account, 60)) as pagerduty:
        await Resync(pagerduty, db, utc_now, CatalogFile(ROOT / "data/catalog.yml"), 0.5).run()
    assert await kept(workspace, db) == "Port: 14 written, 0 taken away, 0 refused."
    (burning,) = [one for one in (await there(workspace)).values() if one["blueprint"] == INCIDENT]
    assert burning["title"] == "Cards are refused"
    assert burning["relations"][SERVICE] in await there(workspace)


async def test_blueprints_are_not_made_where_that_is_off(workspace: Workspace, db: Database[Unit]) -> None:
    await write(db, "services", [service("P1")])
    assert "1 refused" in await kept(workspace, db, port_blueprints="off")
    assert (await workspace.state("port"))["blueprints"] == []


async def test_the_usual_blueprints_are_made_by_hand_too(workspace: Workspace) -> None:
    """Again, it does no harm."""
    made = [f"The blueprint {one} is made." for one in (SERVICE, INCIDENT)]
    assert await furnish(port(workspace)) == made
    assert await furnish(port(workspace)) == []


async def test_of_two_accounts_with_equal_ids_one_stands_there_and_the_other_after_it(
    workspace: Workspace, db: Database[Unit]
) -> None:
    await write(db, "services", [service("P1", status="active")])
    await write(db, "services", [service("P1", status="critical"), service("P2")], "pagerduty:eu")
    assert await kept(workspace, db) == "Port: 2 written, 0 taken away, 1 refused."
    assert (await there(workspace))["P1"]["properties"]["status"] == "active"
    await retire(db, "services", "P1")
    assert await kept(workspace, db) == "Port: 1 written, 0 taken away, 0 refused."
    assert (await there(workspace))["P1"]["properties"]["status"] == "critical"
    assert "DELETE" not in "".join(await asked(workspace))


async def test_after_a_fault_it_goes_on_where_it_was(workspace: Workspace, db: Database[Unit]) -> None:
    """What is there and noted is not sent again; only a lost answer lets the same go twice."""
    match = {"system": "port", "method": BULK.format(SERVICE)}
    for place, fault in enumerate(("slow", "429", "500", "down", "garbage", "drop")):
        first = 20 * place
        await write(db, "services", [service(f"P{one}") for one in range(first, first + 20)])
        await workspace.post("faults", {"match": match, "fault": fault, "retry_after": 0, "ms": 1})
        if fault != "slow":
            with pytest.raises(TransientError):
                await kept(workspace, db)
        await kept(workspace, db)
        assert await db.read(copies.count) == first + 20
    writes = Counter(one["writes"] for one in (await there(workspace)).values())
    assert writes == {1: 100, 2: 20}


async def test_a_token_that_is_good_no_more_is_fetched_anew_and_credentials_are_not_tried_twice(
    workspace: Workspace, db: Database[Unit]
) -> None:
    same = port(workspace)
    work = keeping(settings(workspace), same, db)
    await write(db, "services", [service("P1")])
    await work.run()
    await workspace.act("ben", "port", expire=True)
    await write(db, "services", [service("P2")])
    await work.run()
    assert set(await there(workspace)) == {"P1", "P2"}
    assert (await asked(workspace)).count("POST /auth/access_token") == 2

    await workspace.act("ben", "port", set={"is_revoked": True})
    await write(db, "services", [service("P3")])
    since = len(await workspace.calls())
    with pytest.raises(PermanentError, match="does not accept PORT_CLIENT_ID and PORT_CLIENT_SECRET"):
        await work.run()
    assert len(await asked(workspace, since)) == 2, "the call, and one for a new token"
    (ill,) = await db.read(health.ill)
    assert ill.why.startswith("Port does not accept PORT_CLIENT_ID and PORT_CLIENT_SECRET. In Port, ")
    (finding,) = await look(port(workspace), db)
    assert finding.grade is Grade.FAULT
    await workspace.act("ben", "port", set={"is_revoked": False})
    await work.run()
    assert not await db.read(health.ill)


async def test_it_is_looked_at_once_a_private_incident_is_known_there(
    workspace: Workspace, db: Database[Unit]
) -> None:
    """It may have gone to Port before anybody knew whose it is. Public ones concern nobody there."""
    effects = Effects()
    effects.add(PortEffects(keeping(settings(workspace), port(workspace), db)))

    def paged(unit: Unit, *, private: bool) -> int:
        unit = replace(unit, effects=effects)
        form = replace(FORM, draft=f"private {private}", private=private)
        opened = open_incident(unit, form, by="U1", press=form.draft)
        accepted = PageAccepted(unit.now, "", page=f"{opened.ref}/1", service="Payments")
        unit.keep(Change(opened, (accepted,)))
        return Delivery.select().where(Delivery.subject == CATALOG).count()

    assert await db.write(paged, private=False) == 0
    assert await db.write(paged, private=True) == 1


async def test_what_was_forgotten_meanwhile_is_no_trouble(workspace: Workspace, db: Database[Unit]) -> None:
    """A catalog restored from an older day writes again what differs, and nothing twice."""
    await write(db, "services", [service("P1"), service("P2")])
    await kept(workspace, db)
    await db.write(lambda _: copies.note_written({1: "", 2: ""}))
    assert "2 written" in await kept(workspace, db)
    assert len(await there(workspace)) == 2
