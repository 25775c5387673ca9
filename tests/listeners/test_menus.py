"""What buttons and menus offer is there to be done."""

import re
from dataclasses import replace
from typing import Any

import pytest
from incidents import NOW, WORDS, opened

from bot.domain.board import Sight
from bot.domain.incident import Status
from bot.listeners import FEATURES
from bot.sandbox.slack.blockkit import problems
from bot.views.work import card, menu

WORDS_TYPED = {
    word for feature in FEATURES for one in feature.SUBCOMMANDS for word in (one.name, *one.synonyms)
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("private", [False, True])
def test_the_menu_offers_what_can_be_done_now(status: Status, *, private: bool) -> None:
    incident = replace(opened(), status=status, private=private)
    words = {entry.word for entry in menu.of(incident, pages=True)}
    assert words <= WORDS_TYPED
    assert ("close" in words) is not ("reopen" in words)
    assert ("private" in words) is (status is not Status.CLOSED and not private)
    assert ("allow" in words) is (status is not Status.CLOSED and private)
    assert ("sos" in words) <= ("private" in words), "nobody outside is called in to a private one"
    assert problems(menu.render(incident), "modal") == []


@pytest.mark.parametrize("status", Status)
def test_the_menu_has_what_the_card_has(status: Status) -> None:
    """Where somebody opens it there may be no card: in a thread, on App Home."""
    incident = replace(opened(), status=status)
    on_card = _pressed(card.render(Sight(incident, WORDS, NOW, {}, (), pages=True)))
    in_menu = _pressed(menu.render(incident, pages=True))
    assert on_card <= {*in_menu, f"{menu.RUN}{menu.MORE}"}


def test_what_became_a_part_of_another_one_is_not_reopened() -> None:
    merged = replace(opened(), status=Status.CLOSED, merged_into=7)
    assert "reopen" not in {entry.word for entry in menu.of(merged)}


@pytest.mark.parametrize("status", Status)
def test_each_button_of_the_card_is_a_subcommand(status: Status) -> None:
    incident = replace(opened(), status=status)
    shown = str(card.render(Sight(incident, WORDS, NOW, {}, ())))
    assert set(re.findall(rf"'{menu.RUN}([^']+)'", shown)) <= WORDS_TYPED


def _pressed(shown: dict[str, Any]) -> set[str]:
    return set(re.findall(rf"'({menu.RUN}[^']+|{menu.DETAILS})'", str(shown)))


def test_no_word_means_two_things() -> None:
    every = [
        word for feature in FEATURES for one in feature.SUBCOMMANDS for word in (one.name, *one.synonyms)
    ]
    assert len(every) == len(set(every))
