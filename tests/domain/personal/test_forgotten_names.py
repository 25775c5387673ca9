"""What names somebody goes out of every text; what only looks like it stays."""

import pytest

from bot.domain.personal.forgetting import NOBODY, Account, Traces, is_former, shared

LEA = Traces(
    (
        Account("slack", "U0LEA77", "Léa Dubois", "lea@demo.example", "lea"),
        Account("pagerduty", "PLEA123", "Léa Dubois", "Lea@demo.example", phones=("+33 612345678",)),
    ),
    becomes="former-7",
)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("U0LEA77", "former-7"),
        ("home:U0LEA77", "home:former-7"),
        ("XU0LEA77", "XU0LEA77"),
        ("ask <@U0LEA77> or <@U0LEA77|lea>", f"ask {NOBODY} or {NOBODY}"),
        ("LÉA  DUBOIS rolled back", f"{NOBODY} rolled back"),
        ("lea", NOBODY),
        ("@lea, lea@demo.example", f"{NOBODY}, {NOBODY}"),
        ("please release it, lea", "please release it, lea"),
        ("@leander", "@leander"),
        ("call +33 612345678", f"call {NOBODY}"),
        (7, 7),
        ({"by": "U0LEA77", "who": ["Léa Dubois", "Ana"]}, {"by": "former-7", "who": [NOBODY, "Ana"]}),
    ],
)
def test_names_ids_and_addresses_go(said: object, left: object) -> None:
    assert LEA.without(said) == left
    assert LEA.without(left) == left, "again, nothing is left to do"


WILL = Traces((Account("rt", "will", "Will Smith"), Account("jira", "wsmith2", "Will Smith")))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("will", NOBODY),
        ({"owner": "will", "others": ["willa"]}, {"owner": NOBODY, "others": ["willa"]}),
        ("@will: it will be Will Byers, @will.b", f"{NOBODY}: it will be Will Byers, @will.b"),
        ("wsmith2 is no word", f"{NOBODY} is no word"),
    ],
)
def test_a_login_that_is_a_word_goes_where_nothing_else_can_be_meant(said: object, left: object) -> None:
    assert WILL.without(said) == left


def test_a_name_that_others_have_too_stays_where_people_wrote_it() -> None:
    found = shared(["Léa Dubois", "lea"], ["léa dubois"])
    both = Traces(LEA.accounts, LEA.becomes, found)
    assert both.without("Léa Dubois, @lea") == f"Léa Dubois, {NOBODY}"
    assert both.without("U0LEA77") == "former-7"


def test_who_is_forgotten_is_known_as_such() -> None:
    assert is_former(LEA.becomes)
    assert not is_former("U0LEA77")
