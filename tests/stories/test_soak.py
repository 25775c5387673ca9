"""Half a minute of what `make soak` does for long: everything breaks, and at the end nothing differs."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from harness import QUICK
from judge import JUDGE
from soak.people import Told
from soak.report import Plan, numbers
from soak.soak import soak
from soak.troubles import Often

pytestmark = [pytest.mark.slow, pytest.mark.alone]

PACE = replace(QUICK, attempts=60, longest_wait=1, call=3, lease=3, pong=5)
OFTEN = Often(fault=0.2, socket=3, outage=5, kill=3, crash=8, away=(0.1, 0.5), out=(1, 3))


async def test_whatever_breaks_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    plan = Plan(secrets.token_hex(4), 15, PACE, OFTEN)
    report = await soak(plan, tmp_path, JUDGE.of_firebell)
    assert not report.differences, numbers(report)
    assert not report.faults_of_ours, numbers(report)
    assert {deed.told for deed in report.journal.deeds} >= {Told.ACCEPTED}, numbers(report)
    assert report.troubles["kill"], numbers(report)
    assert report.troubles["database killed"], numbers(report)
