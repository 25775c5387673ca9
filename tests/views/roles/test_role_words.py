"""What is understood of words typed after `roles`."""

import pytest
from incidents import WORDS

from bot.domain.errors import UserError
from bot.views.roles.words import Wish, parse


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("commander @ben rolled back, watch it", Wish("commander", "", "ben", "rolled back, watch it")),
        ("@ben", Wish("commander", "", "ben", "")),
        ("me", Wish("commander", "", "", "")),
        ("Communication lead <@U123|ben>: you next", Wish("communication-lead", "U123", "", "you next")),
        ("comm-lead me", None),
        ("communication me", Wish("communication-lead", "", "", "")),
        ("co @ben", None),
        ("commander ben", None),
    ],
)
def test_a_role_a_person_and_a_hand_over(typed: str, wish: Wish | None) -> None:
    if wish:
        assert parse(typed, WORDS) == wish
    else:
        with pytest.raises(UserError, match=r"There are: Commander|`/incident roles commander @ben`"):
            parse(typed, WORDS)
