"""Which issues that people make in Jira become incidents."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from incidents import NOW, WORDS, act
from ticketed import seen

from bot.domain.events import IncidentOpened, TicketAdopted
from bot.domain.ticketing import Opening, Stranger
from bot.domain.ticketing.beginning import FRESH, adopt

WANTED = replace(WORDS, ticket_openings={"inc": Opening("inc", "payment", ("Incident", "Bug"), "P3")})


def stranger(**differences: Any) -> Stranger:
    of_seen = {name: differences.pop(name) for name in ("priority", "summary", "done") if name in differences}
    found = Stranger(
        seen(mark="", comments=("7",), **of_seen), "bug", NOW, words="It <answers> 500.\n", who="Eve"
    )
    return replace(found, **differences)


def test_it_becomes_an_incident_whose_ticket_it_is() -> None:
    change = adopt(stranger(summary="Till\n<is>  down"), WANTED, act("U3"))
    assert change
    assert [type(event) for event in change.events] == [IncidentOpened, TicketAdopted]
    incident, (ticket,) = change.incident, change.incident.tickets
    assert (incident.title, incident.description) == ("Till <is> down", "It <answers> 500.")
    assert (incident.priority, incident.category, incident.opened_by) == ("P2", "payment", "U3")
    assert (incident.draft, ticket.mark) == ("jira:10012", "jira:10012")
    assert (ticket.key, ticket.own, ticket.is_there, ticket.is_own) == ("INC-12", False, True, True)
    assert ticket.comments == ("7",), "what was said before is told nobody again"


@pytest.mark.parametrize(
    ("differences", "priority"),
    [
        ({}, "P2"),
        ({"priority": "1"}, "P1"),
        ({"priority": "3", "kind": "Incident"}, "P3"),
        ({"priority": "4"}, ""),
        ({"priority": "10004"}, ""),
        ({"kind": "Task"}, ""),
        ({"done": True}, ""),
        ({"since": NOW - FRESH}, "P2"),
        ({"since": NOW - FRESH - timedelta(seconds=1)}, ""),
    ],
)
def test_project_type_priority_and_age_decide(differences: dict[str, Any], priority: str) -> None:
    change = adopt(stranger(**differences), WANTED, act(""))
    assert (change.incident.priority if change else "") == priority


def test_what_has_no_priority_there_is_as_urgent_as_the_least_that_is_wanted() -> None:
    found = stranger()
    values = {name: value for name, value in found.seen.values.items() if name != "priority"}
    change = adopt(replace(found, seen=replace(found.seen, values=values)), WANTED, act(""))
    assert change
    assert change.incident.priority == "P3"


@pytest.mark.parametrize(
    "openings",
    [
        {},
        {"INC": Opening("INC", "payment", ("Bug",))},
        {"INC": Opening("INC", "gone", ("Bug",), "P3")},
        {"OPS": Opening("OPS", "payment", ("Bug",), "P3")},
    ],
)
def test_without_a_word_in_the_settings_none_is(openings: dict[str, Opening]) -> None:
    assert adopt(stranger(), replace(WORDS, ticket_openings=openings), act("")) is None


def test_where_no_type_is_named_all_are_and_a_private_category_is_private() -> None:
    secret = next(key for key, one in WORDS.categories.items() if one.private)
    words = replace(WORDS, ticket_openings={"INC": Opening("INC", secret, (), "P3")})
    change = adopt(stranger(kind="Story", summary="x" * 300), words, act(""))
    assert change
    assert change.incident.private
    assert len(change.incident.title) == 128


def test_an_environment_that_is_offered_no_more_is_none_of_it() -> None:
    usual = next(one for one in WORDS.environments.values() if one.default)
    fresh = replace(usual, key="NEW")
    retired = {usual.key: replace(usual, enabled=False), fresh.key: fresh}
    change = adopt(stranger(), replace(WANTED, environments=retired), act(""))
    assert change
    assert change.incident.environments == ("NEW",)
