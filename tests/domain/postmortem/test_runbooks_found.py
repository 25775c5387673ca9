"""Which runbooks are for a category, and which hold some words."""

from dataclasses import replace

import pytest
from incidents import WORDS

from bot.domain.postmortem.runbooks import Runbook, matching, of_category, slug

CARDS = Runbook("1", "Card payments are refused", "u", ("runbook", "payment", "service-payments"))
REFUNDS = Runbook("2", "Refunds are stuck", "u", ("refunds", "service-payments"))
NODES = Runbook("3", "A node pool is exhausted", "u", ("kubernetes", "service-platform"))
ALL = (CARDS, REFUNDS, NODES)


def test_a_category_is_known_by_its_label_else_by_its_service() -> None:
    assert of_category(ALL, "payment", WORDS) == [CARDS]
    payment = replace(WORDS.categories["payment"], pagerduty_service="Payments")
    words = replace(WORDS, categories={**WORDS.categories, "payment": payment})
    assert of_category((REFUNDS, NODES), "payment", words) == [REFUNDS]
    assert of_category(ALL, "gone", WORDS) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("card", [CARDS]),
        ("payments", [CARDS, REFUNDS]),
        ("Refund pay", [REFUNDS]),
        ("node pool", [NODES]),
        ("nothing", []),
        ("<!channel>", []),
    ],
)
def test_words_are_looked_for_in_titles_first(words: str, found: list[Runbook]) -> None:
    assert matching(ALL, words) == found


def test_labels_hold_words_in_their_own_way() -> None:
    assert slug("Cloud Infrastructure / DB") == "cloud-infrastructure-db"
    assert (CARDS.service, replace(CARDS, labels=()).service) == ("payments", "")
