"""What of the catalog stands in Port: what is to be written, what goes, and what stays for others."""

from dataclasses import replace

from harness import FORM

from bot.domain.catalog import Entity
from bot.store import tables
from bot.store.catalog import copies, entities, mappings, relations
from bot.store.catalog.mappings import Kept
from bot.store.database import Database
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit

SERVICE = Entity("service", "P_1%", "Pay", {}, {}, "P_1%", 1)
OTHER = Entity("service", "PX12", "Search", {}, {}, "PX12", 1)
INCIDENT = Entity("incident", "Q1", "It burns", {}, {"of": ["P_1%"], "none": None}, "Q1", 2)


def keep(unit: Unit, *found: Entity, system: str = "pagerduty", kind: str = "kind") -> list[int]:
    return entities.keep(system, kind, found, unit.now)


def remember(_unit: Unit, text: str) -> None:
    mappings.keep(Kept(text, creates_missing=False))


def to_write() -> list[str]:
    found = [one for name in copies.blueprints() for one in copies.to_write(name, 0, 20)]
    return [one.entity.identifier for one in found]


def test_it_is_known_what_is_different(db: Database[Unit]) -> None:
    first, second, third = db.write_now(keep, INCIDENT, SERVICE, OTHER)
    assert db.read_now(copies.blueprints) == ["service", "incident"], "as the file has them"
    written = {one.number: one.digest for one in db.read_now(copies.to_write, "service", 0, 20)}
    db.write_now(lambda _: copies.note_written(written))
    db.write_now(lambda _: copies.note_refused(first, INCIDENT.digest, "No such relation"))
    assert db.read_now(copies.are_equal)
    assert db.read_now(copies.refusals) == (1, [("incident", "Q1", "No such relation")])
    assert db.read_now(copies.count) == 2
    db.write_now(lambda _: copies.try_again(refused=True))
    assert db.read_now(to_write) == ["Q1"]

    assert db.read_now(relations.referred_to, ["P_1%", "PX12"]) == {"P_1%"}
    db.write_now(lambda unit: entities.retire([second, third], unit.now))
    assert [one.number for one in db.read_now(copies.to_remove, 0, 20)] == [second, third]
    db.write_now(lambda _: copies.note_needed(second))
    assert [one.number for one in db.read_now(copies.to_remove, 0, 20)] == [third]
    assert db.write_now(lambda _: copies.release(INCIDENT.related)) == 1
    assert db.write_now(lambda _: copies.forget_referring("P_1%")) == 1


def test_what_is_private_here_goes_nowhere_and_comes_back(db: Database[Unit]) -> None:
    """Of whichever account it is."""
    burning = replace(INCIDENT, source="Q1")
    (first,) = db.write_now(keep, burning, kind="incidents")
    (second,) = db.write_now(lambda unit: keep(unit, burning, system="pagerduty:eu", kind="incidents"))
    digests = {one.number: one.digest for one in db.read_now(copies.to_write, "incident", 0, 20)}
    db.write_now(lambda _: copies.note_written(digests))
    assert db.read_now(copies.are_equal)
    incident = db.write_now(open_incident, replace(FORM, private=True), by="U1", press="T1")
    for key, number in (("a", "Q1"), ("b", "eu:Q1")):
        db.write_now(page, key, incident.id, number)
    assert [one.number for one in db.read_now(copies.to_remove, 0, 20)] == [first, second]
    assert db.read_now(entities.page, 0) == ([], 0)
    db.write_now(lambda _: copies.note_written({first: "", second: ""}))
    assert db.read_now(copies.are_equal)


def page(_unit: Unit, key: str, incident: int, number: str) -> None:
    tables.Page.insert(key=key, incident=incident, source_id=number).execute()


def test_of_twins_the_first_stands_there(db: Database[Unit]) -> None:
    (first,) = db.write_now(keep, SERVICE)
    (second,) = db.write_now(lambda unit: keep(unit, SERVICE, system="pagerduty:eu"))
    found = db.read_now(copies.to_write, "service", 0, 20)
    assert db.read_now(copies.twins, found[1:]) == {second: first}
    assert db.read_now(copies.twins, found[:1]) == {}


def test_the_last_mapping_is_the_only_one(db: Database[Unit]) -> None:
    assert db.read_now(mappings.last) == Kept()
    for text in ("one", "two"):
        db.write_now(remember, text)
    assert db.read_now(mappings.last) == Kept("two", creates_missing=False)
