"""What buttons and menus offer is there to be done."""

import re
from dataclasses import replace

import pytest
from incidents import NOW, WORDS, opened

from bot.domain.board import Sight
from bot.domain.incident import Status
from bot.listeners import FEATURES
from bot.views.work import card, menu

WORDS_TYPED = {
    word for feature in FEATURES for one in feature.SUBCOMMANDS for word in (one.name, *one.synonyms)
}


def test_the_menu_holds_as_many_as_slack_takes() -> None:
    assert len(menu.ENTRIES) <= 5
    assert set(menu.ENTRIES) <= WORDS_TYPED


@pytest.mark.parametrize("status", Status)
def test_each_button_of_the_card_is_a_subcommand(status: Status) -> None:
    incident = replace(opened(), status=status)
    shown = str(card.render(Sight(incident, WORDS, NOW, {}, ())))
    assert set(re.findall(rf"'{menu.RUN}([^']+)'", shown)) <= WORDS_TYPED


def test_no_word_means_two_things() -> None:
    every = [
        word for feature in FEATURES for one in feature.SUBCOMMANDS for word in (one.name, *one.synonyms)
    ]
    assert len(every) == len(set(every))
