"""Which incidents keep everybody from deploying."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import WORDS, opened

from bot.domain.incident import Status
from bot.domain.rules.freezing import freezes, worst

PRD = WORDS.environments["PRD"]


def test_the_worst_one_in_production_freezes_while_somebody_suffers() -> None:
    assert freezes(opened(priority="P1", status=Status.MITIGATING), WORDS)
    assert worst(WORDS) == ("P1",)


@pytest.mark.parametrize(
    "different",
    [
        {"priority": "P2"},
        {"status": Status.MITIGATED},
        {"status": Status.CLOSED},
        {"private": True},
        {"environments": ("STG", "INT")},
        {"category": "system-compromise"},
        {"category": "gone since"},
    ],
)
def test_nothing_else_does(different: dict[str, Any]) -> None:
    assert not freezes(opened(**{"priority": "P1", **different}), WORDS)


def test_what_the_form_presets_freezes_nothing_by_itself() -> None:
    preset, freezing = replace(PRD, freezes=False), replace(PRD, default=False)
    burning = opened(priority="P1")
    assert not freezes(burning, replace(WORDS, environments={"PRD": preset}))
    assert freezes(burning, replace(WORDS, environments={"PRD": freezing}))
