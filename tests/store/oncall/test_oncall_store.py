"""What was read of PagerDuty as rows: nothing is written twice, and who may be paged is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from incidents import opened

from bot.domain.checkup import Grade
from bot.domain.oncall import Contact, Phone, Policy, Service, Shift
from bot.domain.paging.source import SYSTEM
from bot.domain.people import Person
from bot.store import taxonomy
from bot.store.oncall import calling, choices, doubts, lists, rosters, shifts
from bot.store.who import callees, identities, listings, people
from bot.store.who.seen import Seen

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LATER = NOW + 14 * DAY
BEN = Contact("A1", "Ben", "ben@x.example", phones=(Phone("phone", "Mobile", "+33 6"),), teams=("T1",))
SHIFTS = [
    Shift("P1", 1, "A1", "Ben", "S1", NOW - DAY, NOW + DAY),
    Shift("P1", 2, "A2", "Eve"),
    Shift("P2", 1, "A3", "Kim"),
]


def read(do: Any) -> None:
    """Two policies with a service each, and one without any; Ben is somebody in Slack, the others are not."""
    policies = [Policy("P1", "Payments", levels=(5, 5)), Policy("P2", "data"), Policy("P3", "Empty")]
    do(lambda _: lists.keep(Policy, policies))
    some = [Service("S1", "Payments", "active", "P1"), Service("S2", "Data", "active", "P2")]
    do(lambda _: lists.keep(Service, some))
    do(lambda _: lists.keep(Contact, [BEN, Contact("A2", "Eve", "eve@x.example")]))
    do(lambda _: shifts.keep(["P1", "P2"], SHIFTS, LATER))
    do(lambda _: people.keep([Person("U1", "ben", email="ben@x.example")], NOW))
    do(lambda _: identities.match(SYSTEM, {"A1": "ben@x.example"}))


def say(do: Any, section: str, said: dict[str, Any]) -> None:
    do(lambda _: taxonomy.replace({**taxonomy.document(), section: said}))


def test_what_is_so_already_is_not_written(do: Any) -> None:
    read(do)
    assert do(lambda _: lists.keep(Contact, [BEN])).written == 0
    assert do(lambda _: shifts.keep(["P1", "P2"], SHIFTS, LATER)) == 0
    assert do(lambda _: lists.keep(Contact, [replace(BEN, teams=())])).written == 1
    moved = [replace(SHIFTS[0], until=NOW), *SHIFTS[1:]]
    assert do(lambda _: shifts.keep(["P1", "P2"], moved, LATER)) == 2
    assert do(lambda _: shifts.keep(["P2"], [], LATER)) == 1, "those of other policies stay"


def test_with_a_policy_its_shifts_go(do: Any) -> None:
    read(do)
    numbers = do(lambda _: lists.keep(Policy, [Policy("P2", "data")])).numbers
    seen = Seen()
    seen.add(numbers)
    assert do(lambda _: lists.sweep(Policy, seen)) == 2
    assert do(lambda _: shifts.of_policies(["P1", "P2"], NOW)) == [SHIFTS[2]]


def shown(do: Any) -> list[str]:
    return [one.policy.name for one in do(lambda _: rosters.overview(NOW)).rosters]


def test_a_service_is_found_however_its_name_is_typed(do: Any) -> None:
    do(lambda _: lists.keep(Service, [Service("S1", "Équipe Paiement", "active", "P1")]))
    for typed in ("équipe", "ÉQUIPE p", "paiement"):
        assert [one.key for one in do(lambda _, typed=typed: choices.offered(NOW, typed))] == ["S1"], typed


def test_policies_of_hidden_services_alone_are_not_shown(do: Any) -> None:
    read(do)
    assert shown(do) == ["data", "Empty", "Payments"]
    say(do, "services", {"Data": {"hidden": True}})
    assert shown(do) == ["Empty", "Payments"]
    say(do, "services", {"*": {"hidden": True}, "Data": {"hidden": False}})
    assert shown(do) == ["data"]
    second = do(lambda _: rosters.overview(NOW, 1, 1))
    assert (second.rosters, second.total) == ((), 1)


def test_who_is_on_call_is_invited_as_the_settings_say(do: Any) -> None:
    """By their Slack ids, and by their addresses where they have none; of a private one nobody is by that."""
    read(do)
    incident = opened(category="payment")
    assert do(lambda _: callees.strategies(NOW)["on-call"](incident)) == ("U1",)
    say(do, "oncall", {"invites": "all levels"})
    assert do(lambda _: calling.called(incident, NOW)) == ("U1", "eve@x.example")
    assert do(lambda _: calling.called(incident, NOW + 2 * DAY)) == ("eve@x.example",)
    say(do, "oncall", {"invites": "first level of all"})
    do(lambda _: lists.keep(Contact, [Contact("A3", "Kim", "kim@x.example")]))
    assert set(do(lambda _: calling.called(incident, NOW))) == {"U1", "kim@x.example"}
    assert do(lambda _: calling.called(replace(incident, private=True), NOW)) == ()
    say(do, "oncall", {"invites": "nobody"})
    assert do(lambda _: calling.called(incident, NOW)) == ()
    elsewhere = replace(incident, category="returns")
    say(do, "oncall", {})
    assert do(lambda _: calling.called(elsewhere, NOW)) == (), "a category without a service"


def test_what_pagerduty_does_not_have_is_named_once_its_lists_were_read(do: Any) -> None:
    read(do)
    say(do, "services", {"Fax": {"hidden": True}, "*": {"hidden": True}})
    say(do, "oncall_usergroups", {"support": "Nights"})
    say(do, "major", {"category": "other"})
    assert do(lambda _: doubts.present(taxonomy.load())) == []
    for name in ("pagerduty services", "pagerduty schedules"):
        do(lambda _, name=name: listings.end(listings.begin(name, NOW), NOW))
    major, service, schedule = do(lambda _: doubts.present(taxonomy.load()))
    assert (major.grade, service.grade, schedule.grade) == (Grade.FAULT, Grade.FAULT, Grade.NOTE)
    assert "Critical without a form" in major.said
    assert "no service called Fax" in service.said
    assert "@support" in schedule.said


@pytest.mark.parametrize(
    ("major", "paging", "count"),
    [
        ({"category": "other"}, "off hours", 1),
        ({"category": "other"}, "by button", 0),
        ({"category": "other", "pagerduty_service": "Payments"}, "always", 0),
        ({"category": "payment"}, "always", 0),
        ({}, "always", 0),
    ],
)
def test_what_is_declared_without_a_form_and_calls_nobody_is_doubted_where_the_worst_is_to_call(
    do: Any, major: dict[str, str], paging: str, count: int
) -> None:
    read(do)
    do(lambda _: listings.end(listings.begin("pagerduty services", NOW), NOW))
    document = do(lambda _: taxonomy.document())
    document["major"], document["priorities"]["P1"]["paging"] = major, paging
    do(lambda _: taxonomy.replace(document))
    found = [one.said for one in do(lambda _: doubts.present(taxonomy.load()))]
    assert len([said for said in found if "without a form calls nobody" in said]) == count


def test_what_is_read_far_ahead_stays_while_the_next_days_are_read_anew(do: Any) -> None:
    """Who comes after these days is known, all of them where one asks, and nobody of them is on call."""
    do(lambda _: lists.keep(Policy, [Policy("P1", "Payments", levels=(5,))]))
    weeks = [
        Shift("P1", 1, f"A{week % 2}", "Ben", "S1", NOW + 7 * week * DAY, NOW + 7 * (week + 1) * DAY)
        for week in range(12)
    ]
    do(lambda _: shifts.keep(["P1"], weeks, NOW + 90 * DAY))
    near = [replace(one, name="Benjamin") for one in weeks[:3]]
    assert do(lambda _: shifts.keep(["P1"], near, LATER)) == 6, "three as they were, three as they are"
    assert do(lambda _: shifts.of_policies(["P1"], NOW)) == [*near, weeks[3]]
    assert do(lambda _: shifts.of_schedule("S1", NOW)) == [near[0]]
    found = do(lambda _: rosters.ahead("P1", NOW))
    assert [one.until for one in found.levels[1]] == [one.until for one in weeks]
    assert do(lambda _: rosters.ahead("gone", NOW)) is None
