r"""The outbox's rows: what is owed, claimed, done, or given up.

waiting -> claimed -> done
   ^          |  \-> failed -> (a person presses Retry) -> waiting
   \---------/   not now
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Value, fn

from bot.store.tables import Delivery


@dataclass(frozen=True)
class Claim:
    """A delivery that one worker has taken on."""

    id: int
    subject: str
    effect: str
    event: int | None
    attempt: int
    failures: int
    first_at: datetime


def owe(
    subjects: Iterable[str],
    effect: str,
    *,
    lane: str,
    event: int,
    mirror: bool,
    needs: str | None,
    due_at: datetime,
) -> None:
    """Write one delivery for each subject; a mirror's run that has not begun yet is enough."""
    rows = [
        {
            "subject": subject,
            "lane": lane,
            "effect": effect,
            "mirror": mirror,
            "event": event,
            "needs": needs,
            "state": "waiting",
            "due_at": due_at,
        }
        for subject in subjects
    ]
    if rows:
        Delivery.insert_many(rows).on_conflict_ignore().execute()


def meet(subject: str, need: str) -> None:
    """The link is there: what waited for it is due."""
    Delivery.update(needs=None).where(
        (Delivery.subject == subject) & (Delivery.needs == need) & (Delivery.state == "waiting")
    ).execute()


def claim(now: datetime, limit: int) -> list[Claim]:
    """Take what is due, the first of each lane, and count the attempt."""
    ids = [row.id for row in _due(now).limit(limit)]
    if not ids:
        return []
    Delivery.update(
        state="claimed",
        attempt=Delivery.attempt + 1,
        first_at=fn.COALESCE(Delivery.first_at, Value(now, converter=Delivery.first_at.db_value)),
    ).where(Delivery.id.in_(ids)).execute()
    return [_claim(row) for row in Delivery.select().where(Delivery.id.in_(ids)).order_by(Delivery.id)]


def any_due(now: datetime) -> bool:
    return bool(_due(now).exists())


def next_due(now: datetime) -> datetime | None:
    """When the next delivery becomes due after `now`."""
    later = (Delivery.state == "waiting") & Delivery.needs.is_null() & (Delivery.due_at > now)
    found: datetime | None = Delivery.select(fn.MIN(Delivery.due_at)).where(later).scalar()
    return found


def release(ids: Iterable[int] | None = None) -> None:
    """Put back what was claimed and is worked on no more: these, or all that an earlier process left."""
    lost = Delivery.state == "claimed"
    if ids is not None:
        lost &= Delivery.id.in_(list(ids))
    Delivery.update(state="waiting").where(lost).execute()


def finish(number: int) -> None:
    Delivery.update(state="done", reason="").where(Delivery.id == number).execute()


def put_back(number: int, due_at: datetime, reason: str, *, failed: bool) -> None:
    """Try again at `due_at`."""
    Delivery.update(
        state="waiting", due_at=due_at, reason=reason, failures=Delivery.failures + int(failed)
    ).where(Delivery.id == number).execute()


def give_up(number: int, reason: str) -> None:
    Delivery.update(state="failed", reason=reason).where(Delivery.id == number).execute()


def revive(number: int, now: datetime) -> str | None:
    """Try a failed one again from the start; give its effect's name, None where it has not failed."""
    row = Delivery.get_or_none((Delivery.id == number) & (Delivery.state == "failed"))
    if row is None:
        return None
    Delivery.update(state="waiting", failures=0, due_at=now).where(Delivery.id == number).execute()
    return str(row.effect)


def failures(subject: str) -> list[tuple[int, str, str]]:
    """Give what has been given up and not been retried: delivery, effect, reason."""
    rows = Delivery.select().where((Delivery.subject == subject) & (Delivery.state == "failed"))
    return [(row.id, row.effect, row.reason) for row in rows.order_by(Delivery.id)]


def pending(subject: str) -> dict[str, int]:
    """Give the effects that are still to run, each with how often its next run has failed so far."""
    rows = Delivery.select().where((Delivery.subject == subject) & Delivery.state.in_(("waiting", "claimed")))
    return {row.effect: row.failures for row in rows.order_by(Delivery.id.desc())}


def count_unfinished() -> int:
    return Delivery.select().where(Delivery.state.in_(("waiting", "claimed"))).count()


def _due(now: datetime) -> Any:
    earlier: Any = Delivery.alias()
    ahead = earlier.select(earlier.id).where(
        (earlier.subject == Delivery.subject)
        & (earlier.lane == Delivery.lane)
        & (earlier.id < Delivery.id)
        & earlier.state.in_(("waiting", "claimed"))
    )
    return (
        Delivery.select(Delivery.id)
        .where(
            (Delivery.state == "waiting")
            & Delivery.needs.is_null()
            & (Delivery.due_at <= now)
            & ~fn.EXISTS(ahead)
        )
        .order_by(Delivery.due_at, Delivery.id)
    )


def _claim(row: Any) -> Claim:
    return Claim(row.id, row.subject, row.effect, row.event_id, row.attempt, row.failures, row.first_at)
