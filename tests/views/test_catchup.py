"""What somebody who comes late reads."""

from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.board import Sight
from bot.domain.incident import Incident
from bot.views.work import catchup


def read(incident: Incident) -> str:
    return texts(catchup.message(Sight(incident, WORDS, NOW, {}, ()))["blocks"])


def test_it_says_that_there_was_no_update_in_the_words_of_the_buttons() -> None:
    assert "No update yet." in read(opened())
