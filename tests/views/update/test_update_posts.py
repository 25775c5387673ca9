"""How an update is heard, and which of them everybody reads, and not under the announcement alone."""

import pytest
from harness import texts
from incidents import NOW, WORDS, act, opened

from bot.domain.events import IncidentReopened, IncidentUpdated
from bot.domain.incident import Status
from bot.domain.rules.updating import Update, update
from bot.views.update.post import concerns_all, render, reply


@pytest.mark.parametrize(
    ("was", "becomes", "is_for_all"),
    [("P2", "P1", True), ("P4", "P2", True), ("P4", "P3", False), ("P1", "P2", False)],
)
def test_a_raise_to_one_of_the_two_worst_concerns_all(was: str, becomes: str, *, is_for_all: bool) -> None:
    (event,) = update(opened(priority=was), Update(priority=becomes), WORDS, act()).events
    assert isinstance(event, IncidentUpdated)
    assert concerns_all(event, WORDS) is is_for_all


def test_a_lock_screen_reads_the_word_of_a_status_and_not_its_circle() -> None:
    """The circle stands in the message itself, beside the word."""
    (event,) = update(
        opened(), Update(message="Rolled back 2.41", status=Status.MITIGATED), WORDS, act()
    ).events[:1]
    assert isinstance(event, IncidentUpdated)
    message = render(opened(), event, WORDS)
    assert message["text"] == "inc-7: Mitigated (was Open) · Rolled back 2.41"
    assert ":large_green_circle: Mitigated (was Open)" in texts(message["blocks"])
    back = reply(opened(), IncidentReopened(NOW, "U1", justification="It is back"), WORDS)
    assert back["text"] == "inc-7: Investigating again (was closed). It is back"
