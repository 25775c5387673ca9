"""The words after the slash command: each means one thing."""

import pytest

from bot.listeners import FEATURES

KNOWN = [
    (word, one.name)
    for feature in FEATURES
    for one in feature.SUBCOMMANDS
    for word in (one.name, *one.synonyms)
]


def test_no_word_means_two_things() -> None:
    words = [word for word, _ in KNOWN]
    assert sorted(words) == sorted(set(words))
    assert "help" not in words


@pytest.mark.parametrize(
    ("word", "name"),
    [
        *((word, word) for word in ("open", "update", "edit", "close", "status")),
        ("downgrade", "downgrade"),
        ("convert", "downgrade"),
    ],
)
def test_words_that_people_know_from_elsewhere_still_work(word: str, name: str) -> None:
    assert (word, name) in KNOWN
