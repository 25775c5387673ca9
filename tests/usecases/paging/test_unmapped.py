"""A service of which nothing is said is named once an hour, and only where others are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from incidents import WORDS, act
from structlog.testing import capture_logs

from bot.domain.paging import Service
from bot.usecases.paging import unmapped

NOW = act().at
SOME = replace(WORDS, services={"Payments": Service("Payments", opens="P3"), "Fax": Service("Fax")})


@pytest.fixture(autouse=True)
def forget() -> None:
    unmapped._warned.clear()  # noqa: SLF001 - what an earlier test was warned of


def test_it_is_named_once_an_hour() -> None:
    with capture_logs() as logs:
        for minutes in (0, 1, 59, 60):
            unmapped.warn(("Office IT", "Fax", "Payments"), SOME, NOW + timedelta(minutes=minutes))
    assert [one["service"] for one in logs] == ["Office IT", "Office IT"]


def test_where_nothing_begins_there_nothing_is_missing() -> None:
    everything = replace(SOME, services={**SOME.services, "*": Service("*")})
    with capture_logs() as logs:
        unmapped.warn(("Office IT",), replace(WORDS, services={}), NOW)
        unmapped.warn(("Office IT",), everything, NOW)
    assert logs == []
