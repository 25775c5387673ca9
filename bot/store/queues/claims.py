"""Who works on what is owed: taking it on, putting it back, ending it; outbox.py says what it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from peewee import Field, fn

from bot.store.engine import locks
from bot.store.engine.statement import Statement, into
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
    cause: str = ""
    mirror: bool = False


def claim(
    worker: str, now: datetime, limit: int, *, of: Collection[str] = (), but: Collection[str] = ()
) -> list[Claim]:
    """Take what is due, the first of each lane, and count the attempt. of: only these effects; but: none."""
    found = _claimable(frozenset(of), frozenset(but)).rows(now, limit)
    _TAKE.each((worker, now, number) for number, *_ in found)
    return [_claim(row, now) for row in sorted(found)]


def any_waits(now: datetime) -> bool:
    """Tell whether anything is due, be it that something else of its lane goes first."""
    return _ANY_WAITS.row(now) is not None


def any_due(now: datetime, *, of: Collection[str] = (), but: Collection[str] = ()) -> bool:
    return _one_due(frozenset(of), frozenset(but)).row(now) is not None


def next_due(now: datetime) -> datetime | None:
    """When the next delivery becomes due after `now`."""
    row = _NEXT_DUE.row(now)
    return row[0] if row else None


def release(worker: str, due_at: datetime, *, but: Collection[int]) -> None:
    """Put back what this worker has claimed and does not work on."""
    its = (Delivery.state == "claimed") & (Delivery.claimed_by == worker)
    Delivery.update(state="waiting", due_at=due_at).where(its & Delivery.id.not_in(list(but))).execute()


def release_all(due_at: datetime) -> None:
    """Put back what an earlier process left, where nobody else works on the database."""
    Delivery.update(state="waiting", due_at=due_at).where(Delivery.state == "claimed").execute()


def finish(claim: Claim) -> bool:
    """It is done; what a mirror had failed at before is mended with it."""
    _MENDED.run(claim.subject, claim.effect, claim.id)
    return bool(_DONE.run(claim.id, claim.attempt))


def put_back(claim: Claim, due_at: datetime, reason: str, *, failed: bool) -> bool:
    """Try again at `due_at`."""
    failures = claim.failures + int(failed)
    return _end(claim, state="waiting", due_at=due_at, reason=reason, failures=failures)


def give_up(claim: Claim, reason: str, *, quiet: bool) -> bool:
    """It will not be tried again. quiet: and nobody is asked to."""
    return _end(claim, state="done" if quiet else "failed", reason=reason)


def _end(claim: Claim, **change: Any) -> bool:
    """Write what became of a claim, and say so; False where another worker has taken it over meanwhile."""
    return bool(Delivery.update(**change).where(_still_theirs(claim.id, claim.attempt)).execute())


def _still_theirs(number: Any, attempt: Any) -> Any:
    return (Delivery.id == number) & (Delivery.state == "claimed") & (Delivery.attempt == attempt)


def _waits(now: Any) -> Any:
    return (Delivery.state == "waiting") & Delivery.needs.is_null() & (Delivery.due_at <= now)


_CLAIMED = (
    *(Delivery.id, Delivery.subject, Delivery.effect, Delivery.event),
    *(Delivery.attempt, Delivery.failures, Delivery.first_at, Delivery.cause, Delivery.mirror),
)


def _claim(row: Sequence[Any], now: datetime) -> Claim:
    number, subject, effect, event, attempt, failures, first_at, cause, mirror = row
    return Claim(number, subject, effect, event, attempt + 1, failures, first_at or now, cause, bool(mirror))


@cache
def _claimable(of: frozenset[str], but: frozenset[str]) -> Statement:
    """Find so many that are due, and keep them from other workers."""
    return Statement(lambda now, limit: locks.free(_due(_CLAIMED, now, of, but).limit(limit)))


@cache
def _one_due(of: frozenset[str], but: frozenset[str]) -> Statement:
    return Statement(lambda now: _due([Delivery.id], now, of, but).limit(1))


def _due(columns: Sequence[Field], now: Any, of: frozenset[str], but: frozenset[str]) -> Any:
    """Select what can run: the head of each lane in which nothing is running.

    What waits for its link holds up nobody: it goes first once that is there.
    """
    wanted = [Delivery.effect.in_(sorted(of))] if of else []
    wanted += [Delivery.effect.not_in(sorted(but))] if but else []
    other: Any = Delivery.alias()
    of_lane = (other.subject == Delivery.subject) & (other.lane == Delivery.lane)
    earlier = of_lane & (other.id < Delivery.id) & other.needs.is_null()
    ahead = other.select(other.id).where(earlier & (other.state == "waiting"))
    running = other.select(other.id).where(of_lane & (other.state == "claimed"))
    # Asked apart: for both in one question, with an OR, SQLite 3.53 finds no plan where an index is partial.
    heads = Delivery.select(*columns).where(_waits(now) & ~fn.EXISTS(ahead) & ~fn.EXISTS(running), *wanted)
    return heads.order_by(Delivery.due_at, Delivery.id)


_TAKE = Statement(
    lambda worker, now, number: Delivery.update(
        state="claimed",
        claimed_by=into(worker, Delivery.claimed_by),
        attempt=Delivery.attempt + 1,
        first_at=fn.COALESCE(Delivery.first_at, into(now, Delivery.first_at)),
    ).where(Delivery.id == number)
)
_ANY_WAITS = Statement(lambda now: Delivery.select(Delivery.id).where(_waits(now)).limit(1))
_NEXT_DUE = Statement(
    lambda now: (
        Delivery.select(Delivery.due_at)
        .where((Delivery.state == "waiting") & Delivery.needs.is_null() & (Delivery.due_at > now))
        .order_by(Delivery.due_at)
        .limit(1)
    )
)
_MENDED = Statement(
    lambda subject, effect, number: Delivery.update(state="done").where(
        (Delivery.subject == subject)
        & (Delivery.effect == effect)
        & (Delivery.id < number)
        & Delivery.mirror
        & (Delivery.state == "failed")
    )
)
_DONE = Statement(
    lambda number, attempt: Delivery.update(state="done", reason="").where(_still_theirs(number, attempt))
)
