"""What is of one PagerDuty account is never taken for what is of another."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from incidents import WORDS, act, opened
from seeing import seen

from bot.domain.paging.asking import ask
from bot.domain.paging.gaps import Gap
from bot.domain.paging.reading import see
from bot.domain.paging.source import FIRST, Source, names_in, of_id, of_name, of_system, plain

OTHERS = frozenset({"eu", "us"})
ALL = (Source(others=OTHERS), Source("eu"), Source("us"))
IDS = ("P1", "Q0ABC", "PEU", "", "P0")
NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)


@pytest.mark.parametrize("number", IDS)
def test_an_id_is_of_one_account_and_comes_back_as_it_went(number: str) -> None:
    for one in ALL:
        ours, name = one.id(number), one.named(number)
        assert (one.id_there(ours), one.name_there(name)) == (number, number)
        if number:
            assert [each for each in ALL if each.has_id(ours)] == [one]
            assert [each for each in ALL if each.has_name(name)] == [one]
            assert (of_id(ours).name, of_name(name).name) == (one.name, one.name)


def test_equal_ids_and_names_of_two_accounts_are_different_ones() -> None:
    for one, other in combinations(ALL, 2):
        assert one.id("P1") != other.id("P1")
        assert one.named("Payments") != other.named("Payments")
        assert not {one.mark, one.system, one.title} & {other.mark, other.system, other.title}
        assert one.job("pagerduty log") != other.job("pagerduty log")
        assert of_system(one.system) == Source(one.name)


def test_of_the_first_everything_is_called_as_if_there_were_no_other() -> None:
    told = (FIRST.id("P1"), FIRST.named("Payments"), FIRST.system, FIRST.mark, FIRST.title)
    assert told == ("P1", "Payments", "pagerduty", "", "PagerDuty")
    assert (FIRST.job("pagerduty log"), FIRST.setting("FROM")) == ("pagerduty log", "PAGERDUTY_FROM")
    assert FIRST.id_there("eu:P1") == "eu:P1"


def test_what_is_of_an_account_that_is_there_no_more_falls_to_the_first() -> None:
    first, eu = Source(others=frozenset({"eu"})), Source("eu")
    assert (first.has_id("us:P1"), first.has_name("us/Payments")) == (True, True)
    assert not eu.has_id("us:P1")
    assert not first.has_id("eu:P1")


def test_its_names_in_the_environment_are_read() -> None:
    assert names_in(" eu, us,eu,") == ["eu", "us"]
    assert Source("eu").setting("API_KEY") == "PAGERDUTY_EU_API_KEY"
    assert (Source("eu").job("pagerduty log"), Source("eu").job("pages")) == ("pagerduty:eu log", "pages")
    assert (plain("send_page:eu"), plain("send_page")) == ("send_page", "send_page")
    assert of_system("jira") is None


@pytest.mark.parametrize("source", ALL)
def test_a_gap_says_of_which_account_it_is(source: Source) -> None:
    gap = Gap(NOW, NOW, Source(source.name))
    assert Gap.of(gap.subject) == gap


def test_a_page_of_a_drill_is_of_no_account_of_its_own() -> None:
    """What shows how far it is looks at what is done instead of asking any of them."""
    (page,) = ask(opened(drill=True), "eu/Payments", act()).incident.pages
    assert page.source == FIRST


def test_a_page_is_equal_to_its_own_account_alone() -> None:
    """The other one has an incident of the same id, and by chance of the same key."""
    incident = ask(opened(), "eu/Payments", act()).incident
    (page,) = incident.pages
    assert page.source == Source("eu")
    assert page.key.startswith("eu:inc-")
    theirs = seen(key=Source("eu").id_there(page.key), id="Q1")
    assert see(incident, theirs, WORDS, act()).incident == incident
    taken = see(incident, seen(key=page.key, id="eu:Q1", service="eu/Payments"), WORDS, act()).incident
    assert taken.pages[0].id == "eu:Q1"
    assert see(taken, seen(key="", id="Q1"), WORDS, act()).incident == taken
