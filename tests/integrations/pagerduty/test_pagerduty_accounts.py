"""Two PagerDuty accounts with the same ids in everything: effects, tellings, secrets and lists of each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from incidents import opened
from seeing import paged

from bot.domain.events import IncidentReopened, PageAsked
from bot.domain.incident import Change
from bot.domain.oncall import Contact, Policy, Service, Shift, Thing
from bot.domain.paging import Callee
from bot.domain.paging.source import Source
from bot.domain.people import Person
from bot.integrations.pagerduty import naming, tellings
from bot.integrations.pagerduty.client import Account, PagerDuty
from bot.integrations.pagerduty.effects import EFFECTS, Hands
from bot.integrations.pagerduty.inbound import PagerDutyInbound
from bot.integrations.pagerduty.keyring import Keyring
from bot.integrations.pagerduty.reading import seen_of
from bot.integrations.pagerduty.webhooks import paths
from bot.ports import Effects, utc_now
from bot.store import tables, taxonomy
from bot.store.database import Database
from bot.store.oncall import contacts, doubts, lists, rosters
from bot.store.queues import hooks
from bot.store.who import listings, people
from bot.usecases.directory import pagerduty
from bot.usecases.paging.hear_pages import read_again
from bot.usecases.paging.hear_source import hear_webhook, keep_hook
from bot.usecases.unit import Unit

FIRST, EU = Source(others=frozenset({"eu"})), Source("eu")
BOTH = (FIRST, EU)
NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
SAID: dict[str, Any] = {
    "id": "Q1",
    "incident_key": "disk full",
    "incident_number": 1,
    "title": "Disk full",
    "status": "triggered",
    "created_at": "2026-11-21T14:00:00Z",
    "service": {"id": "S1", "summary": "Payments"},
    "assignments": [{"assignee": {"id": "U1", "summary": "Léa"}}],
    "resolve_reason": {"type": "merge_resolve_reason", "incident": {"id": "Q0"}},
}
WEBHOOK = {"id": "E1", "event_type": "incident.triggered", "data": SAID}


@pytest.fixture
def clients() -> Iterator[tuple[PagerDuty, PagerDuty]]:
    nowhere = Account("key", "rosa@acme.example", "http://127.0.0.1:9")
    one, other = PagerDuty(nowhere, 1.0, FIRST), PagerDuty(nowhere, 1.0, EU)
    yield one, other
    one.close()
    other.close()


def effects_of(db: Database[Unit], *clients: PagerDuty) -> Effects:
    effects = Effects()
    for client in clients:
        effects.add_crowd([kind(Hands(client, db, utc_now)) for kind in EFFECTS], 8)
    return effects


def test_each_has_effects_of_its_own(db: Database[Unit], clients: tuple[PagerDuty, PagerDuty]) -> None:
    """A page goes to one; what is about the incident as a whole goes to both, each in a lane of its own."""
    effects = effects_of(db, *clients)
    for service, wanted in (("Payments", ""), ("eu/Payments", ":eu"), ("us/Payments", "")):
        asked = PageAsked(NOW, "U1", "key", service, "high")
        assert [one.name for one in effects.because_of(asked)] == [f"send_page{wanted}"]
    lanes = {one.name: one.owed.lane for one in effects.because_of(IncidentReopened(NOW, "U1", "Back."))}
    assert lanes == {"keep_pages": "page_state", "keep_pages:eu": "page_state:eu"}
    one, other = (crowd.names for crowd in effects.crowds)
    assert {f"{name}:eu" for name in one} == other


def test_an_incident_is_called_as_in_its_account() -> None:
    one, other = (naming.called(source, seen_of(SAID)) for source in BOTH)
    assert (one.id, one.key, one.service, one.merged_into) == ("Q1", "disk full", "Payments", "Q0")
    assert (other.id, other.key, other.service) == ("eu:Q1", "eu:disk full", "eu/Payments")
    longest = naming.called(EU, seen_of({**SAID, "incident_key": "k" * 255})).key
    assert (longest[:4], len(longest)) == ("eu:k", 255), "no database takes more"
    assert (other.merged_into, other.people) == ("eu:Q0", (Callee("eu:U1", "Léa"),))


def test_what_both_tell_at_once_is_kept_of_both(db: Database[Unit]) -> None:
    """The very same event by its id; and each is told to where its secret is."""
    db.write_now(lambda _: _want("Payments", "eu/Payments"))
    event = tellings.of_event(WEBHOOK, "")
    assert event
    for source in (*BOTH, *BOTH):
        db.write_now(hear_webhook, [naming.told(source, event)], source.system)
    rows = db.read_now(lambda: [(row.source, row.object, row.said) for row in tables.Telling.select()])
    assert rows == [
        ("pagerduty", "Q1", {"key": "disk full", "service": "Payments"}),
        ("pagerduty:eu", "eu:Q1", {"key": "eu:disk full", "service": "eu/Payments"}),
    ]
    assert paths(EU) == ("/webhooks/pagerduty/eu",)
    assert not set(paths(FIRST)) & set(paths(EU))


async def test_equal_webhooks_have_secrets_of_their_own(db: Database[Unit]) -> None:
    keyrings = [Keyring(db, "a key of many characters", f"given {one.name}", one) for one in BOTH]
    for one in keyrings:
        sealed = one.seal(f"secret of {one.source.title}")
        await db.write(keep_hook, one.source.id("P1"), sealed, one.source.system)
    first, eu = [await one.look() for one in keyrings]
    assert first == {"P1": "secret of PagerDuty", "environment": "given"}
    assert eu == {"P1": "secret of PagerDuty eu", "environment": "given eu"}
    ping = tellings.of_event({"id": "E2", "event_type": "pagey.ping", "data": {}}, "P1")
    assert ping
    told = naming.told(EU, ping)
    await db.write(lambda unit: PagerDutyInbound(EU.system).take(unit, told))
    heard = {one.id: one.heard_at for source in BOTH for one in await db.read(hooks.of, source.system)}
    assert (heard["P1"], heard["eu:P1"] is None) == (None, False)


def test_what_is_told_is_read_of_its_account(
    db: Database[Unit], clients: tuple[PagerDuty, PagerDuty]
) -> None:
    """Of one that is connected no more the first reads it, and finds that it has it not."""
    (page,) = paged().pages
    other = replace(page, id="eu:Q1", key="eu:key", service="eu/Payments")
    db.write_now(lambda unit: unit.keep(Change(opened(id=0, pages=(page, other)), ())))
    cases = (("Q1", clients, ""), ("eu:Q1", clients, ":eu"), ("eu:Q1", clients[:1], ""))
    for number, connected, mark in cases:
        db.write_now(_read_anew, effects_of(db, *connected), number)
        (row,) = db.read_now(lambda: list(tables.Delivery.select()))
        assert (row.subject, row.effect, row.lane) == ("inc-1", f"read_pages{mark}", f"page_state{mark}")


def test_lists_of_both_stand_side_by_side(db: Database[Unit]) -> None:
    """With equal ids and names; what is gone in one stays in the other, and people are somebody in both."""
    db.write_now(lambda _: people.keep([Person("UL", "lea", email="lea@acme.example")], NOW))
    things: tuple[Thing, ...] = (
        Policy("P1", "Payments", levels=(5,)),
        Service("S1", "Payments", "active", "P1"),
        Contact("U1", "Léa", "lea@acme.example"),
    )
    for source in BOTH:
        for thing in things:
            db.write_now(_read_whole, source, type(thing), thing)
        shift = naming.called(source, Shift("P1", 1, "U1", f"Léa {source.name}"))
        db.write_now(pagerduty.keep_shifts, [source.id("P1")], [shift], NOW)
    assert db.read_now(contacts.known, ["U1", "eu:U1"]) == {"U1": "UL", "eu:U1": "UL"}
    found = db.read_now(rosters.overview, NOW).rosters
    assert [one.policy.name for one in found] == ["eu/Payments", "Payments"]
    assert [one.levels[0].duties[0].now.name for one in found] == ["Léa eu", "Léa "]
    assert doubts_of(db, "us/Payments") == ["us/Payments"]
    assert doubts_of(db, "eu/Payments") == []
    db.write_now(_read_whole, EU, Service)
    assert db.read_now(lists.names, Service) == {"Payments"}
    assert db.read_now(lists.ids, Policy, EU) == ["eu:P1"]
    db.write_now(_read_whole, Source(), Policy, things[0])
    assert db.read_now(lists.ids, Policy) == ["P1"], "an account that is there no more leaves nothing"


def doubts_of(db: Database[Unit], service: str) -> list[str]:
    """Give what is doubted where somebody names this service for a category."""
    said = {"pagerduty_service": service}
    return [service for _ in db.read_now(doubts.unknown, "categories", "payment", None, said)]


def _read_whole(unit: Unit, source: Source, kind: type[Thing], *things: Thing) -> None:
    """Read a list in which there is this alone."""
    place = listings.begin(source.job(f"pagerduty {_LISTS[kind]}"), unit.now)
    page = tuple(naming.called(source, thing) for thing in things)
    turned = pagerduty.keep_page(unit, place, kind, page, "", source)
    assert turned
    pagerduty.end_list(unit, turned, kind, source)


_LISTS: dict[Any, str] = {Policy: "escalation_policies", Service: "services", Contact: "users"}


def _want(*services: str) -> None:
    document = taxonomy.document()
    document["services"] |= {name: {"opens": "P3", "category": "payment"} for name in services}
    taxonomy.replace(document)


def _read_anew(unit: Unit, effects: Effects, number: str) -> None:
    tables.Delivery.delete().execute()
    read_again(replace(unit, effects=effects), number)
