"""What is taken for granted where people have no time, and how it is taken back."""

from dataclasses import replace

import pytest
from incidents import WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import IncidentOpened
from bot.domain.rules.critical import (
    can_undo,
    category_of,
    critical_form,
    is_quick,
    must_be_fresh,
)
from bot.domain.rules.opening import open_incident
from bot.domain.taxonomy import Taxonomy


def quick(title: str = "Pay", channel: str = "") -> IncidentOpened:
    event = open_incident(critical_form("1", title, channel, WORDS), WORDS, act()).events[0]
    assert isinstance(event, IncidentOpened)
    return event


def test_a_few_words_are_an_incident_of_the_worst_kind() -> None:
    change = open_incident(critical_form("1", " Pay \n now ", "", WORDS), WORDS, act())
    assert change.incident.title == "Pay now"
    assert change.incident.priority == "P1"
    assert change.incident.environments == ("PRD",)
    assert is_quick(change.incident)
    assert quick().quick
    assert not is_quick(opened())


def test_two_letters_are_refused() -> None:
    with pytest.raises(UserError) as refused:
        quick("no")
    assert list(refused.value.fields) == ["title"]


@pytest.mark.parametrize("length", [129, 1200, 5000])
def test_too_many_words_are_the_description_too(length: int) -> None:
    incident = open_incident(critical_form("1", "x" * length, "", WORDS), WORDS, act()).incident
    assert len(incident.title) <= 128
    assert incident.description == "x" * min(length, 1200)


@pytest.mark.parametrize(
    ("words", "channel", "category"),
    [
        (WORDS, "payments", "payment"),
        (WORDS, "general", "other"),
        (WORDS, "", "other"),
        (replace(WORDS, major={"category": "kubernetes"}), "random", "kubernetes"),
        (replace(WORDS, major={}), "random", "other"),
        (replace(WORDS, major={"category": ""}), "random", "other"),
        (replace(WORDS, major={}, categories={"attack": WORDS.categories["attack"]}), "", "attack"),
    ],
)
def test_the_channel_says_the_category_else_the_setting_does(
    words: Taxonomy, channel: str, category: str
) -> None:
    assert category_of(channel, words).key == category


def test_it_is_taken_back_by_its_declarer_within_half_a_minute() -> None:
    incident = opened(draft="quick:1")
    must_be_fresh(incident, act(minutes=0.5))
    assert can_undo(incident, act(minutes=0.5).at)
    assert not can_undo(opened(), act().at)
    for by, minutes, said in (("U1", 0.6, "too late"), ("U2", 0, "Only who declared")):
        with pytest.raises(UserError, match=said):
            must_be_fresh(incident, act(by, minutes))
