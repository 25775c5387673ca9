"""Whose members are read of Slack: of those by which people are called."""

from dataclasses import replace

import pytest
from incidents import WORDS

from bot.domain.responders import channels, handles


@pytest.mark.parametrize(
    ("major", "more"), [({"usergroup": "managers"}, {"managers"}), ({"usergroup": ""}, set())]
)
def test_who_is_to_know_of_what_is_declared_in_a_hurry_is_known(
    major: dict[str, str], more: set[str]
) -> None:
    words, none = (replace(WORDS, major=one) for one in (major, {}))
    assert handles(words) - handles(none) == more
    assert channels(words) == channels(none)
