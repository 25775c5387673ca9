"""Times are measured as on the card of one incident, and the share in time is never rounded up."""

from datetime import timedelta

import pytest
from incidents import NOW, WORDS, opened

from bot.domain.incident import Moment
from bot.domain.insight.counted import alike, kind_of, said, span
from bot.domain.insight.counting import spans, times
from bot.domain.insight.figures import Fixes
from bot.domain.rules.key_events import metrics
from bot.views.insight.words import fixed

FIX = WORDS.metrics["time-to-fix"]


@pytest.mark.parametrize("seconds", [-86_400, -61, -60, -5, -4, 0, 1, 59, 3600, 10**7])
def test_a_time_is_the_same_as_on_the_card(seconds: int) -> None:
    """Nobody types seconds: what is earlier within its minute took no time, what is earlier still is none."""
    declared = NOW.replace(second=5)
    known = {"declared": declared, "recovered": declared + timedelta(seconds=seconds)}
    incident = opened(key_events={key: Moment(at, "U1") for key, at in known.items()})
    card = metrics(incident.key_events, WORDS).get(FIX.key)
    assert [span(one) for one in spans(alike(kind_of(incident), said(incident)), FIX)] == (
        [] if card is None else [card]
    )


def test_the_middle_is_a_time_that_was_taken() -> None:
    found = times([9, 1, 5, 7, 3, 2, 8, 4, 6, 10])
    assert (found.count, found.median, found.p90) == (10, timedelta(seconds=5), timedelta(seconds=9))
    assert times([]).median is None


def test_nearly_all_is_not_all() -> None:
    assert "(99 % in time)" in fixed(Fixes(kept=999, late=1))
    assert "(100 % in time)" in fixed(Fixes(kept=3))
    assert "%" not in fixed(Fixes(running=2))
