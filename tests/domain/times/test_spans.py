"""Lengths of time as they stand in the settings."""

from datetime import timedelta

import pytest

from bot.domain.times.spans import span_of


@pytest.mark.parametrize(
    ("said", "span"),
    [("30m", timedelta(minutes=30)), ("4h", timedelta(hours=4)), ("99999d", timedelta(days=99999))],
)
def test_a_length_is_read(said: str, span: timedelta) -> None:
    assert span_of(said) == span


@pytest.mark.parametrize("said", ["", "0m", "30", "4 h", "1.5h", "-1d", "100000d", "4h30m", "٣m", None, 30])
def test_nothing_else_is_one(said: object) -> None:
    assert span_of(said) is None
