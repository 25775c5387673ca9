"""Who wears which hat, and how one passes it on."""

import pytest
from incidents import WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import RoleGiven
from bot.domain.incident import Status
from bot.domain.rules.roles import give_role, give_roles


def test_a_role_that_nobody_has_is_taken_without_many_words() -> None:
    change = give_role(opened(), "commander", "U2", WORDS, act("U2"))
    assert change.incident.roles == {"commander": "U2"}
    assert give_role(change.incident, "commander", "U2", WORDS, act("U2")).events == ()


def test_command_is_handed_over_in_words() -> None:
    led = opened(roles={"commander": "U1"})
    with pytest.raises(UserError) as refused:
        give_role(led, "commander", "U2", WORDS, act("U1"), words=" \n")
    assert set(refused.value.fields) == {"words"}
    (event,) = give_role(led, "commander", "U2", WORDS, act("U1"), words=" Watch it. ").events
    assert event == RoleGiven(act().at, "U1", role="commander", person="U2", was="U1", words="Watch it.")
    assert give_role(led, "commander", "", WORDS, act("U1")).incident.roles == {}


def test_who_left_is_let_in_again_for_a_role() -> None:
    gone = opened(invited=("U1", "U2"), members=("U1",))
    change = give_roles(gone, {"commander": "U1", "communication-lead": "U2"}, WORDS, act("U1"))
    assert change.incident.invited == ("U1",)
    assert len(change.events) == 2


@pytest.mark.parametrize(
    ("role", "status", "words"),
    [("captain", Status.OPEN, "There are: Commander"), ("commander", Status.CLOSED, "Reopen it first")],
)
def test_what_cannot_be_given_is_said(role: str, status: Status, words: str) -> None:
    with pytest.raises(UserError, match=words):
        give_role(opened(status=status), role, "U2", WORDS, act("U1"))
