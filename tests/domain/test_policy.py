"""Who may do and see what; the database's question agrees with the policy's answer."""

import pytest
from incidents import opened

from bot.domain.people import Person
from bot.domain.policy import RESERVABLE, Deed, Standing, sees, why_not
from bot.domain.tokens import Right

MEMBER, ADMIN = Person("U5", "eve"), Person("U6", "ada", admin=True)
GUEST, STRANGER = Person("U7", "gus", guest=True), Person("U8", "sam", stranger=True)
TOKEN = Person("token:ci", "token ci")
READER = Standing(TOKEN, rights=frozenset({Right.READ}))
WRITER = Standing(TOKEN, rights=frozenset({Right.UPDATE, Right.PRIVATE}))
REVOKED = Standing(TOKEN, rights=frozenset())
OTHERS = dict.fromkeys(RESERVABLE.values(), ("sre", "oncall"))
"""All that can be is kept for usergroups that they are not in."""
OURS = frozenset(RESERVABLE.values())
BOT, GONE = Person("U9", "robo", bot=True), Person("U10", "lea", deleted=True)


@pytest.mark.parametrize(
    ("standing", "incident", "seen"),
    [
        (Standing(MEMBER), opened(), True),
        (Standing(MEMBER), opened(private=True), False),
        (Standing(ADMIN), opened(private=True), False),
        (Standing(MEMBER, responder=True), opened(private=True), True),
        (Standing(MEMBER), opened(private=True, named=("U5",)), True),
        (Standing(MEMBER), opened(private=True, members=("U5",)), True),
        (Standing(MEMBER), opened(private=True, roles={"commander": "U5"}), True),
        (Standing(MEMBER), opened(private=True, opened_by="U5"), True),
        (Standing(GUEST), opened(), False),
        (Standing(GUEST), opened(members=("U7",)), True),
        (Standing(GUEST, responder=True), opened(private=True), False),
        (Standing(STRANGER), opened(members=("U8",)), False),
        (Standing(BOT), opened(), False),
        (Standing(GONE), opened(opened_by="U10"), False),
        (READER, opened(), True),
        (READER, opened(private=True, opened_by="token:ci"), False),
        (WRITER, opened(private=True), True),
        (REVOKED, opened(), False),
    ],
)
def test_who_sees_what(standing: Standing, incident: object, seen: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    assert sees(standing, incident) is seen  # type: ignore[arg-type]  # an incident


@pytest.mark.parametrize(
    ("standing", "deed", "incident", "why"),
    [
        (Standing(MEMBER), Deed.DECLARE, None, ""),
        (Standing(MEMBER), Deed.CLOSE, opened(), ""),
        (Standing(MEMBER), Deed.CLOSE, opened(private=True), "There is no inc-7"),
        (Standing(MEMBER), Deed.WAIVE, opened(), "commander or an admin"),
        (Standing(MEMBER), Deed.WAIVE, opened(roles={"commander": "U5"}), ""),
        (Standing(ADMIN), Deed.WAIVE, opened(), ""),
        (Standing(MEMBER), Deed.ADMINISTER, None, "Only admins"),
        (Standing(MEMBER, administers=True), Deed.ADMINISTER, None, ""),
        (Standing(GUEST), Deed.DECLARE, None, "Guests cannot declare"),
        (Standing(GUEST), Deed.WORK, opened(members=("U7",)), ""),
        (Standing(GUEST), Deed.PAGE, opened(members=("U7",)), "Guests cannot page"),
        (Standing(STRANGER), Deed.DECLARE, None, "people of this workspace"),
        (Standing(GONE), Deed.DECLARE, None, "active account"),
        (READER, Deed.SEE, opened(), ""),
        (READER, Deed.WORK, opened(), "lacks the right “update”"),
        (READER, Deed.SEE, opened(private=True), "There is no inc-7"),
        (WRITER, Deed.CLOSE, opened(private=True), ""),
        (WRITER, Deed.DECLARE, None, "lacks the right “declare”"),
        (WRITER, Deed.PAGE, opened(), "No token can page people"),
        (WRITER, Deed.WAIVE, opened(), "No token can waive"),
        (WRITER, Deed.ADMINISTER, None, "No token can change the settings"),
        (REVOKED, Deed.SEE, opened(), "There is no inc-7"),
        (Standing(MEMBER, reserved=OTHERS), Deed.DECLARE, None, "Only @sre, @oncall and admins can declare"),
        (Standing(MEMBER, reserved=OTHERS), Deed.CLOSE, opened(), "and admins can close incidents. Ask one"),
        (Standing(MEMBER, reserved=OTHERS), Deed.CLOSE, opened(private=True), "There is no inc-7"),
        (Standing(MEMBER, reserved=OTHERS), Deed.WAIVE, opened(roles={"commander": "U5"}), "or mend what is"),
        (Standing(MEMBER, reserved=OTHERS), Deed.WORK, opened(), ""),
        (Standing(MEMBER, reserved=OTHERS), Deed.HELP, opened(), ""),
        (Standing(MEMBER, reserved=OTHERS), Deed.ADMINISTER, None, "Only admins"),
        (Standing(MEMBER, reserved=OTHERS).unreserved, Deed.PAGE, opened(), ""),
        (Standing(MEMBER, trusted=OURS), Deed.WAIVE, opened(), ""),
        (Standing(MEMBER, trusted=OURS), Deed.ADMINISTER, None, "Only admins"),
        (Standing(ADMIN, reserved=OTHERS), Deed.PAGE, opened(), ""),
        (Standing(MEMBER, administers=True, reserved=OTHERS), Deed.WAIVE, opened(), ""),
        (Standing(GUEST, reserved=OTHERS), Deed.CLOSE, opened(members=("U7",)), "Only @sre, @oncall and"),
        (Standing(GUEST, trusted=OURS), Deed.CLOSE, opened(members=("U7",)), ""),
        (Standing(GUEST, trusted=OURS), Deed.PAGE, opened(members=("U7",)), "Guests cannot page"),
        (Standing(GUEST, trusted=OURS), Deed.WAIVE, opened(members=("U7",)), "Guests cannot waive"),
        (Standing(TOKEN, rights=frozenset({Right.DECLARE}), reserved=OTHERS), Deed.DECLARE, None, ""),
    ],
)
def test_who_may_do_what_and_who_can_instead(
    standing: Standing, deed: Deed, incident: object, why: str
) -> None:
    refusal = why_not(standing, deed, incident)  # type: ignore[arg-type]  # an incident
    assert (why in refusal) if why else not refusal
