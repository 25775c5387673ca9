"""Of what its declarer took back nobody else hears, whatever was owed of it before."""

import pytest
from incidents import opened

from bot.domain.incident import ClosingReason, Closure, Status
from bot.integrations.slack.effects.on_call.pages import PageEffects
from bot.integrations.slack.effects.people import PeopleEffects


@pytest.mark.parametrize(
    ("effects", "name"),
    [
        (PeopleEffects, "invite_responders"),
        (PeopleEffects, "brief_holder"),
        (PeopleEffects, "brief_paged"),
        (PageEffects, "tell_page"),
    ],
)
def test_nobody_is_called_or_briefed(effects: type, name: str) -> None:
    owed = getattr(effects, name).owed
    over = opened(status=Status.CLOSED, closure=Closure(ClosingReason.RESOLVED))
    taken_back = opened(status=Status.CLOSED, closure=Closure(ClosingReason.FALSE_ALARM))
    assert [owed.where(one) for one in (opened(), over, taken_back)] == [True, True, False]
