"""People hear that a system takes its time where they wait for it, and not of what a backup brought back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import TransientError
from bot.domain.systems.lost import Lost
from bot.integrations.lateness import TRIES, Asked, see_through
from bot.ports import Run

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def refused(wait: float | None) -> None:
    raise TransientError("Jira does not answer.", retry_after=wait)


@pytest.mark.parametrize(
    ("waited", "attempt", "wait", "restored", "told"),
    [
        (timedelta(0), 1, None, False, False),
        (timedelta(0), TRIES, None, False, True),
        (timedelta(0), 1, 60, False, True),
        (HOUR, 1, None, False, True),
        (HOUR, 1, None, True, False),
        (HOUR, TRIES, None, True, True),
    ],
)
async def test_a_refusal_is_told_where_people_have_waited_or_will(
    waited: timedelta, attempt: int, wait: float | None, *, restored: bool, told: bool
) -> None:
    heard: list[str] = []

    async def tell(why: str) -> None:
        heard.append(why)

    lost = Lost(NOW - HOUR, NOW) if restored else None
    run = Run("inc-1", attempt, NOW - HOUR, 1, None, None, lost=lost)
    with pytest.raises(TransientError):
        await see_through(refused(wait), run, Asked("Jira", NOW - waited, tell), NOW)
    assert heard == (["Jira does not answer."] if told else [])
