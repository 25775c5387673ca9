"""What a declaration must hold."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.events import IncidentOpened
from bot.domain.incident import Act, Invited, Link, LinkKind, Status
from bot.domain.rules.links import add_link, invite, join
from bot.domain.rules.opening import Form, open_incident
from bot.domain.rules.priority import suggested
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.document import flat, parse
from bot.shipped import defaults

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
ACT = Act("U1", NOW)
DOCUMENT: dict[str, Any] = dict(defaults())
WORDS: Taxonomy = parse(flat(DOCUMENT))
FORM = Form(
    draft="d1",
    title="Checkout  is\ndown",
    description="It answers 500 since 14:02.",
    category="payment",
    environments=("STG", "PRD"),
    impacts={"customers": "HI"},
)


def test_a_whole_form_becomes_an_open_incident_and_says_so() -> None:
    change = open_incident(FORM, WORDS, ACT)
    assert change.incident.title == "Checkout is down"
    assert change.incident.priority == "P2"
    assert change.incident.environments == ("PRD", "STG"), "the worst environment comes first"
    assert change.incident.status is Status.OPEN
    assert change.events == (IncidentOpened(NOW, "U1", "P2", "payment"),)


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("title", "db", "title"),
        ("title", "x" * 129, "title"),
        ("title", " \n ", "title"),
        ("description", "no", "description"),
        ("description", "x" * 1201, "description"),
        ("category", "", "category"),
        ("category", "unknown", "category"),
        ("environments", (), "environments"),
        ("environments", ("MARS",), "environments"),
        ("impacts", {}, "impact:customers"),
        ("impacts", {"customers": "NO"}, "impact:customers"),
    ],
)
def test_each_fault_is_said_under_its_field(field: str, value: object, name: str) -> None:
    with pytest.raises(UserError) as refused:
        open_incident(replace(FORM, **{field: value}), WORDS, ACT)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [name]


def test_a_priority_chosen_by_hand_wins_over_the_impacts() -> None:
    assert open_incident(replace(FORM, priority="P4"), WORDS, ACT).incident.priority == "P4"


@pytest.mark.parametrize(
    ("impacts", "asked"),
    [
        ({}, None),
        ({"customers": "NO"}, None),
        ({"customers": "LT"}, "P5"),
        ({"customers": "LO", "business": "HT"}, "P1"),
        ({"employees": "HI"}, "P2"),
        ({"unheard": "HT"}, None),
    ],
)
def test_the_worst_level_decides(impacts: dict[str, str], asked: str | None) -> None:
    found = suggested(impacts, WORDS)
    assert (found and found.key) == asked


def test_employees_alone_never_ask_for_the_worst() -> None:
    levels = WORDS.impacts["employees"].levels
    assert min(WORDS.priorities[level.priority].rank for level in levels if level.priority) == 2


def test_a_link_that_is_there_stays() -> None:
    opened = open_incident(FORM, WORDS, ACT).incident
    first = add_link(opened, Link(LinkKind.CHANNEL, "C1"), ACT)
    second = add_link(first.incident, Link(LinkKind.CHANNEL, "C2"), ACT)
    assert len(first.events) == 1
    assert second.events == ()
    assert second.incident.links[LinkKind.CHANNEL].key == "C1"


def test_who_was_let_in_is_not_let_in_again_unless_they_ask() -> None:
    opened = open_incident(FORM, WORDS, ACT).incident
    let_in = invite(opened, Invited(("U1", "U2")), ACT).incident
    assert invite(let_in, Invited(("U2",)), ACT).events == ()
    assert join(let_in, Act("U2", NOW)).incident.invited == ("U1",)
