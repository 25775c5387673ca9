"""Which updates everybody reads in the announcement's channel, and not under the announcement alone."""

import pytest
from incidents import WORDS, act, opened

from bot.domain.events import IncidentUpdated
from bot.domain.rules.updating import Update, update
from bot.views.update.post import concerns_all


@pytest.mark.parametrize(
    ("was", "becomes", "is_for_all"),
    [("P2", "P1", True), ("P4", "P2", True), ("P4", "P3", False), ("P1", "P2", False)],
)
def test_a_raise_to_one_of_the_two_worst_concerns_all(was: str, becomes: str, *, is_for_all: bool) -> None:
    (event,) = update(opened(priority=was), Update(priority=becomes), WORDS, act()).events
    assert isinstance(event, IncidentUpdated)
    assert concerns_all(event, WORDS) is is_for_all
