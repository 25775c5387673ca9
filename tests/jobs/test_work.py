"""When something runs next: a little later each time, so that not everybody asks at the same moment."""

from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from fuzz import cases
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import UserError
from bot.jobs.work import MOST_JITTER, Work

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


async def nothing() -> None:
    """Do it."""


WORK = Work("a", IntervalTrigger(minutes=10, timezone="UTC"), nothing)


def test_after_its_interval_and_at_most_the_jitter() -> None:
    for _ in range(50):
        assert timedelta(minutes=10) <= WORK.next_after(NOW) - NOW <= timedelta(minutes=10) + MOST_JITTER


def test_what_waits_for_its_time_does_so_from_the_first_time_on() -> None:
    trigger = CronTrigger.from_crontab("0 8 * * mon", timezone="UTC")
    assert Work("a", trigger, nothing).first_after(NOW) == NOW
    at = Work("a", trigger, nothing, None).first_after(NOW)
    assert at.strftime("%a %H") == "Mon 08"


def test_people_s_schedule_comes_first() -> None:
    assert WORK.next_after(NOW, "every 1h") - NOW >= timedelta(hours=1)
    at = WORK.next_after(NOW, "0 14 * * *")
    assert timedelta(days=1) <= at - NOW <= timedelta(days=1) + MOST_JITTER


def test_sunday_is_the_same_day_for_people_and_clock() -> None:
    """Cron counts days of the week from Sunday."""
    assert WORK.next_after(NOW, "0 3 * * 0").strftime("%a") == "Sun"
    assert WORK.next_after(NOW, "0 3 * * sun").strftime("%a") == "Sun"


def test_one_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UserError):
        WORK.next_after(NOW, "now and then")


PARTS = (
    "*",
    "*/2",
    "*/11",
    "*/12",
    "*/24",
    "0",
    "2",
    "7",
    "30",
    "31",
    "1-2",
    "1-2/1",
    "2-12/10",
    "feb",
    "jan-6",
    "sun",
    "sat-sun",
)


@cases(1000)
@given(parts=st.lists(st.sampled_from(PARTS), min_size=5, max_size=5))
def test_one_that_can_be_read_comes(parts: list[str]) -> None:
    try:
        at = WORK.next_after(NOW, " ".join(parts))
    except UserError:
        return
    assert at > NOW
