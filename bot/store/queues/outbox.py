r"""The outbox's rows: what is owed, claimed, done, or given up.

waiting -> claimed -> done
   ^          |  \-> failed -> (a person presses Retry) -> waiting
   \---------/   not now
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Value, fn

from bot.store.engine import locks
from bot.store.tables import UNBEGUN, Delivery


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


@dataclass(frozen=True)
class Debt:
    """A delivery that is owed because of an event, or of the settings. `needs`: the link it waits for.

    `cause`: what was told elsewhere, or what looked, where that is why.
    """

    subject: str
    effect: str
    lane: str
    event: int | None
    mirror: bool
    needs: str | None
    due_at: datetime
    cause: str = ""


def owe(debts: Iterable[Debt]) -> None:
    """Write a delivery for each; of a mirror, a run that has not begun yet is enough."""
    rows = [{**vars(debt), "state": "waiting"} for debt in debts]
    posts = [row for row in rows if not row["mirror"]]
    mirrors = {(row["subject"], row["effect"]): row for row in rows if row["mirror"]}
    if posts:
        Delivery.insert_many(posts).execute()
    if mirrors:
        # Always in the same order: what incidents share (App Homes, the freeze) they never lock crosswise.
        Delivery.insert_many([mirrors[key] for key in sorted(mirrors)]).on_conflict(
            conflict_target=[Delivery.subject, Delivery.effect],
            conflict_where=UNBEGUN,
            update={Delivery.state: "waiting"},  # as it is, but nobody claims it before this change is kept
            preserve=[Delivery.needs, Delivery.cause],  # what it waited for before may be gone again
        ).execute()


def meet(subject: str, need: str) -> None:
    """The link is there: what waited for it is due."""
    Delivery.update(needs=None).where(
        (Delivery.subject == subject) & (Delivery.needs == need) & (Delivery.state == "waiting")
    ).execute()


def claim(
    worker: str, now: datetime, limit: int, *, of: Collection[str] = (), but: Collection[str] = ()
) -> list[Claim]:
    """Take what is due, the first of each lane, and count the attempt. of: only these effects; but: none."""
    ids = [row.id for row in locks.free(_due(now, of, but).limit(limit))]
    if not ids:
        return []
    Delivery.update(
        state="claimed",
        claimed_by=worker,
        attempt=Delivery.attempt + 1,
        first_at=fn.COALESCE(Delivery.first_at, Value(now, converter=Delivery.first_at.db_value)),
    ).where(Delivery.id.in_(ids)).execute()
    return [_claim(row) for row in Delivery.select().where(Delivery.id.in_(ids)).order_by(Delivery.id)]


def any_due(now: datetime, *, of: Collection[str] = (), but: Collection[str] = ()) -> bool:
    return bool(_due(now, of, but).exists())


def next_due(now: datetime) -> datetime | None:
    """When the next delivery becomes due after `now`."""
    later = (Delivery.state == "waiting") & Delivery.needs.is_null() & (Delivery.due_at > now)
    found: datetime | None = Delivery.select(fn.MIN(Delivery.due_at)).where(later).scalar()
    return found


def release(worker: str, due_at: datetime, *, but: Collection[int]) -> None:
    """Put back what this worker has claimed and does not work on."""
    its = (Delivery.state == "claimed") & (Delivery.claimed_by == worker)
    Delivery.update(state="waiting", due_at=due_at).where(its & Delivery.id.not_in(list(but))).execute()


def release_all(due_at: datetime) -> None:
    """Put back what an earlier process left, where nobody else works on the database."""
    Delivery.update(state="waiting", due_at=due_at).where(Delivery.state == "claimed").execute()


def finish(claim: Claim) -> bool:
    """It is done; what a mirror had failed at before is mended with it."""
    mended = (
        (Delivery.subject == claim.subject) & (Delivery.effect == claim.effect) & (Delivery.id < claim.id)
    )
    Delivery.update(state="done").where(mended & Delivery.mirror & (Delivery.state == "failed")).execute()
    return _end(claim, state="done", reason="")


def put_back(claim: Claim, due_at: datetime, reason: str, *, failed: bool) -> bool:
    """Try again at `due_at`."""
    failures = claim.failures + int(failed)
    return _end(claim, state="waiting", due_at=due_at, reason=reason, failures=failures)


def give_up(claim: Claim, reason: str, *, quiet: bool) -> bool:
    """It will not be tried again. quiet: and nobody is asked to."""
    return _end(claim, state="done" if quiet else "failed", reason=reason)


def revive(number: int, subject: str, now: datetime) -> str | None:
    """Try a failed one of this subject again from the start; give its effect's name, None where none has."""
    failed = (Delivery.id == number) & (Delivery.subject == subject) & (Delivery.state == "failed")
    row = Delivery.get_or_none(failed)
    if row is None:
        return None
    Delivery.update(state="waiting", failures=0, due_at=now).where(Delivery.id == number).execute()
    return str(row.effect)


def failures(subject: str) -> list[tuple[int, str, str]]:
    """Give what has been given up and not been retried: delivery, effect, reason."""
    rows = Delivery.select().where((Delivery.subject == subject) & (Delivery.state == "failed"))
    return [(row.id, row.effect, row.reason) for row in rows.order_by(Delivery.id)]


def runs_of(subject: str, effect: str) -> list[tuple[int, int]]:
    """Give the deliveries of an effect with the events that they were for, the newest first."""
    rows: Any = Delivery.select().where((Delivery.subject == subject) & (Delivery.effect == effect))
    return [(row.id, row.event_id) for row in rows.order_by(Delivery.id.desc()) if row.event_id]


def waiting_behind(number: int, subject: str, effect: str, limit: int) -> list[tuple[int, int]]:
    """Give the deliveries of an effect that wait behind this one, with their events, the oldest first."""
    behind = (Delivery.subject == subject) & (Delivery.effect == effect) & (Delivery.id > number)
    rows: Any = Delivery.select().where(behind & (Delivery.state == "waiting")).order_by(Delivery.id)
    return [(row.id, row.event_id) for row in rows.limit(limit) if row.event_id]


def any_left(effects: Iterable[str]) -> bool:
    """Tell whether one of these effects is still to run for anything."""
    unfinished = Delivery.effect.in_(list(effects)) & Delivery.state.in_(("waiting", "claimed"))
    return bool(Delivery.select().where(unfinished).exists())


def is_done(number: int) -> bool:
    return bool(Delivery.select().where((Delivery.id == number) & (Delivery.state == "done")).exists())


def pending(subject: str) -> dict[str, int]:
    """Give the effects that are still to run, each with how often its next run has failed so far."""
    rows = Delivery.select().where((Delivery.subject == subject) & Delivery.state.in_(("waiting", "claimed")))
    return {row.effect: row.failures for row in rows.order_by(Delivery.id.desc())}


def why_waiting(subject: str, effects: Iterable[str]) -> str:
    """Give why the last attempt of one of these came to nothing; empty where none has failed."""
    waiting = Delivery.effect.in_(list(effects)) & Delivery.state.in_(("waiting", "claimed"))
    row = Delivery.get_or_none((Delivery.subject == subject) & waiting & (Delivery.reason != ""))
    return str(row.reason) if row else ""


def is_quiet(subject: str, *, but: str) -> bool:
    """Tell whether nothing is under way for this subject outside one lane."""
    others = (Delivery.subject == subject) & (Delivery.lane != but) & Delivery.needs.is_null()
    return not Delivery.select().where(others & Delivery.state.in_(("waiting", "claimed"))).exists()


def any_under_way_before(number: int, *, mirrors: bool) -> bool:
    """Tell whether something about the same incident is being done that was owed before this delivery.

    mirrors: whether they count. One shows the present, and runs again when that changes.
    """
    subject = str(Delivery.get_by_id(number).subject)
    followers = Delivery.subject.startswith("follower:") & Delivery.subject.endswith(
        f":{subject.rpartition('-')[2]}"
    )
    earlier = (Delivery.state == "claimed") & (Delivery.id < number)
    if not mirrors:
        earlier &= ~Delivery.mirror
    return bool(Delivery.select().where(earlier & ((Delivery.subject == subject) | followers)).exists())


def _end(claim: Claim, **change: Any) -> bool:
    """Write what became of a claim, and say so; False where another worker has taken it over meanwhile."""
    mine = (Delivery.id == claim.id) & (Delivery.state == "claimed") & (Delivery.attempt == claim.attempt)
    return bool(Delivery.update(**change).where(mine).execute())


def _due(now: datetime, of: Collection[str], but: Collection[str]) -> Any:
    """Select what can run: the head of each lane in which nothing is running."""
    wanted = [Delivery.effect.in_(list(of))] if of else []
    wanted += [Delivery.effect.not_in(list(but))] if but else []
    other: Any = Delivery.alias()
    ahead = other.select(other.id).where(
        (other.subject == Delivery.subject)
        & (other.lane == Delivery.lane)
        & (((other.id < Delivery.id) & (other.state == "waiting")) | (other.state == "claimed"))
    )
    return (
        Delivery.select(Delivery.id)
        .where(
            (Delivery.state == "waiting")
            & Delivery.needs.is_null()
            & (Delivery.due_at <= now)
            & ~fn.EXISTS(ahead),
            *wanted,
        )
        .order_by(Delivery.due_at, Delivery.id)
    )


def _claim(row: Any) -> Claim:
    return Claim(
        row.id, row.subject, row.effect, row.event_id, row.attempt, row.failures, row.first_at, row.cause
    )
