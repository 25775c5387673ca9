"""Updates in one message: as many as Slack takes in it."""

import pytest
from incidents import NOW, WORDS, opened

from bot.domain.events import IncidentUpdated
from bot.sandbox.slack.blockkit import problems
from bot.views.update import post


@pytest.mark.parametrize(("length", "few"), [(10, 10), (1150, 6), (2900, 1)])
def test_one_message_has_room_for_as_many_as_slack_takes(length: int, few: int) -> None:
    words = ("at <Checkout.pay> -> <Db.query> && retry=3 & timeout=5; " * 60)[:length]
    told = [IncidentUpdated(NOW, "U1", message=words, was={}, becomes={}) for _ in range(10)]
    room = post.room_for(opened(), told, WORDS)
    assert room >= few
    assert problems(post.together(opened(), told[:room], WORDS), "message") == []
