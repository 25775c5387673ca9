"""What the form that mends what is known says of saving."""

from typing import Any

import pytest
from incidents import WORDS, act, opened

from bot.domain.board import Reach
from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.domain.rules.updating import edit as saved
from bot.views.update import edit

WORST = {"customers": "HT"}


def filled(status: Status) -> dict[str, Any]:
    """Give the form of one of this status in which the worst impact was chosen."""
    view = edit.render(opened(status=status), WORDS)
    chosen = {"category": "payment", f"{edit.IMPACT}customers": WORST["customers"]}
    values = {name: {edit.CHANGED: {"selected_option": {"value": key}}} for name, key in chosen.items()}
    return {**view, "state": {"values": values}}


@pytest.mark.parametrize(("status", "raised"), [(Status.OPEN, "P1"), (Status.CLOSED, "")])
def test_what_is_closed_is_not_raised(status: Status, raised: str) -> None:
    incident, view = opened(status=status), filled(status)
    assert edit.wished(view, incident, WORDS) == (raised, "")
    becomes = saved(incident, Update(impacts=WORST), WORDS, act()).incident
    assert becomes.priority == (raised or incident.priority)
    said = edit.again(view, incident, WORDS, Reach())["blocks"][-1]["elements"][0]["text"]
    assert ("saving raises P2" in said) == bool(raised)
