"""What the digest of a week says."""

from datetime import date, datetime

from bot.domain.insight import period as periods
from bot.domain.insight.digest import Digest
from bot.domain.times.typed import zone_of
from bot.store import tasks, taxonomy
from bot.store.insight import counting, refusals

SHOWN = 15


def today(now: datetime) -> date:
    """Give the day that it is in the office."""
    return now.astimezone(zone_of(taxonomy.load().hours.zone)).date()


def until(day: date, now: datetime) -> Digest:
    """Give that of the seven days before this one."""
    words = taxonomy.load()
    week = periods.before("week", day, words.hours.zone)
    earlier = periods.before("week", week.first, words.hours.zone)
    late, count = tasks.overdue(day, SHOWN)
    return Digest(
        figures=counting.figures(counting.EVERYBODY, week, words, now),
        before=counting.figures(counting.EVERYBODY, earlier, words, now).total.count,
        overdue=tuple(late),
        overdue_count=count,
        taxonomy=words,
        now=now,
        draws=refusals.draws(now),
    )
