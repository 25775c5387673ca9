"""What somebody who comes late reads."""

from dataclasses import replace

from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.board import Sight
from bot.domain.incident import Incident
from bot.domain.paging import Callee, Page, PageState
from bot.views.work import catchup


def read(incident: Incident) -> str:
    return texts(catchup.message(Sight(incident, WORDS, NOW, {}, ()))["blocks"])


def test_it_says_that_there_was_no_update_in_the_words_of_the_buttons() -> None:
    assert "No update yet." in read(opened())


def test_it_says_whom_pagerduty_calls_and_no_page_that_is_over() -> None:
    called = Page(
        "k1", "Payments", NOW, "U1", state=PageState.TRIGGERED, people=(Callee("P1", "Deniz Kaya", "U2"),)
    )
    over = replace(called, key="k2", service="Search", state=PageState.RESOLVED)
    said = read(replace(opened(), pages=(over, called)))
    assert "*Paged* Payments: <@U2>" in said
    assert "Search" not in said
