"""Which incidents that begin in PagerDuty are ours."""

from dataclasses import replace

import pytest
from incidents import WORDS, act
from seeing import seen

from bot.domain.events import IncidentOpened, PageAdopted
from bot.domain.paging import LOW, PageState, Service
from bot.domain.paging.beginning import adopt, category_of
from bot.domain.taxonomy import Taxonomy


def words(**services: Service) -> Taxonomy:
    return replace(WORDS, services={one.key: one for one in services.values()})


ALL = words(all=Service("*", "other", opens="P3"))


def test_it_becomes_an_incident_with_its_page() -> None:
    change = adopt(seen(priority="P1", description="It answers 500."), ALL, act(""))
    assert change
    assert [type(event) for event in change.events] == [IncidentOpened, PageAdopted]
    incident, (page,) = change.incident, change.incident.pages
    assert (incident.title, incident.priority, incident.category) == ("Checkout is down", "P1", "payment")
    assert (incident.draft, page.key, page.id, page.own) == ("pagerduty:Q1", "pagerduty:Q1", "Q1", False)


@pytest.mark.parametrize(
    ("differences", "priority"),
    [
        ({"priority": "P3"}, "P3"),
        ({"priority": "P4"}, ""),
        ({"priority": ""}, "P3"),
        ({"priority": "", "urgency": LOW}, ""),
        ({"state": PageState.RESOLVED}, ""),
        ({"merged_into": "Q2"}, ""),
    ],
)
def test_the_threshold_decides(differences: dict[str, object], priority: str) -> None:
    change = adopt(seen(**differences), ALL, act(""))  # type: ignore[arg-type]  # fields of Seen
    assert (change.incident.priority if change else "") == priority


def test_without_a_word_in_the_settings_none_of_it_is_ours() -> None:
    assert adopt(seen(priority="P1"), WORDS, act("")) is None


def test_an_own_entry_wins_over_the_category_that_pages_it_and_that_over_all_others() -> None:
    own = words(all=Service("*", "other", "P3"), own=Service("Payments", "network", "P3"))
    assert getattr(category_of(seen(), own), "key", "") == "network"
    assert getattr(category_of(seen(), ALL), "key", "") == "payment"
    assert getattr(category_of(seen(service="Search"), ALL), "key", "") == "other"


def test_a_long_title_is_cut_and_a_short_one_stays() -> None:
    change = adopt(seen(priority="P1", title="x" * 300), ALL, act(""))
    assert change
    assert len(change.incident.title) == 128


def test_an_environment_that_is_offered_no_more_is_none_of_it() -> None:
    usual = next(one for one in WORDS.environments.values() if one.default)
    fresh = replace(usual, key="NEW")
    retired = {usual.key: replace(usual, enabled=False), fresh.key: fresh}
    change = adopt(seen(priority="P1"), replace(ALL, environments=retired), act(""))
    assert change
    assert change.incident.environments == ("NEW",)
