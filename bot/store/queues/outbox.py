r"""The outbox's rows: what is owed, claimed, done, or given up.

waiting -> claimed -> done
   ^          |  \-> failed -> (a person presses Retry) -> waiting
   \---------/   not now
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.engine.statement import Statement, adding
from bot.store.tables import UNBEGUN, Delivery


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


_OWED = (
    *(Delivery.subject, Delivery.effect, Delivery.lane, Delivery.event, Delivery.mirror),
    *(Delivery.needs, Delivery.due_at, Delivery.cause, Delivery.state),
)


def _values(debt: Debt) -> tuple[Any, ...]:
    return (*vars(debt).values(), "waiting")


def _mirror(*places: Any) -> Any:
    return adding(_OWED, places).on_conflict(
        conflict_target=[Delivery.subject, Delivery.effect],
        conflict_where=UNBEGUN,
        update={Delivery.state: "waiting"},  # as it is, but nobody claims it before this change is kept
        preserve=[Delivery.needs, Delivery.cause],  # what it waited for before may be gone again
    )


_POST = Statement(lambda *places: adding(_OWED, places), len(_OWED))
_MIRROR = Statement(_mirror, len(_OWED))


_MEET = Statement(
    lambda subject, need: Delivery.update(needs=None).where(
        (Delivery.subject == subject) & (Delivery.needs == need) & (Delivery.state == "waiting")
    )
)
_FAILED = Statement(
    lambda subject: (
        Delivery.select(Delivery.id, Delivery.effect, Delivery.reason)
        .where((Delivery.subject == subject) & (Delivery.state == "failed"))
        .order_by(Delivery.id)
    )
)
_PENDING = Statement(
    lambda subject: (
        Delivery.select(Delivery.effect, Delivery.failures)
        .where((Delivery.subject == subject) & Delivery.state.in_(("waiting", "claimed")))
        .order_by(Delivery.id.desc())
    )
)


def owe(debts: Iterable[Debt]) -> None:
    """Write a delivery for each; of a mirror, a run that has not begun yet is enough."""
    owed = list(debts)
    mirrors = {(debt.subject, debt.effect): debt for debt in owed if debt.mirror}
    _POST.each(_values(debt) for debt in owed if not debt.mirror)
    # Always in the same order: what incidents share (App Homes, the freeze) they never lock crosswise.
    _MIRROR.each(_values(mirrors[key]) for key in sorted(mirrors))


def meet(subject: str, need: str) -> None:
    """The link is there: what waited for it is due."""
    _MEET.run(subject, need)


def drop(subject: str, need: str) -> None:
    """The link never comes, and nobody misses what waited for it."""
    waits = (Delivery.subject == subject) & (Delivery.needs == need) & (Delivery.state == "waiting")
    Delivery.update(state="done").where(waits).execute()


def hurry(subject: str, effects: Collection[str], now: datetime) -> None:
    """Let what only waits for something better begin now; what was tried before keeps its time."""
    unbegun = (Delivery.subject == subject) & (Delivery.state == "waiting") & (Delivery.attempt == 0)
    Delivery.update(due_at=now).where(unbegun & Delivery.effect.in_(list(effects))).execute()


def is_over(subject: str, effect: str) -> bool:
    """Tell whether its last run has ended, be it that it was given up."""
    of_effect = (Delivery.subject == subject) & (Delivery.effect == effect)
    last = Delivery.select().where(of_effect).order_by(Delivery.id.desc()).first()
    return last is not None and last.state in {"done", "failed"}


def revive(number: int, subject: str, now: datetime) -> tuple[str, int | None] | None:
    """Try a failed one of this subject again from the start; None where none has failed.

    Gives its effect's name, and the event that it is for.
    """
    failed = (Delivery.id == number) & (Delivery.subject == subject) & (Delivery.state == "failed")
    row: Any = Delivery.get_or_none(failed)
    if row is None:
        return None
    Delivery.update(state="waiting", failures=0, due_at=now).where(Delivery.id == number).execute()
    return row.effect, row.event_id


def failures(subject: str) -> list[tuple[int, str, str]]:
    """Give what has been given up and not been retried: delivery, effect, reason."""
    return [(number, effect, reason) for number, effect, reason in _FAILED.rows(subject)]


def runs_of(subject: str, effect: str) -> list[tuple[int, int]]:
    """Give the deliveries of an effect with the events that they were for, the newest first."""
    rows: Any = Delivery.select().where((Delivery.subject == subject) & (Delivery.effect == effect))
    return [(row.id, row.event_id) for row in rows.order_by(Delivery.id.desc()) if row.event_id]


def waiting_behind(number: int, subject: str, effect: str, limit: int) -> list[tuple[int, int]]:
    """Give the deliveries of an effect that wait behind this one, with their events, the oldest first."""
    behind = (Delivery.subject == subject) & (Delivery.effect == effect) & (Delivery.id > number)
    rows: Any = Delivery.select().where(behind & (Delivery.state == "waiting")).order_by(Delivery.id)
    return [(row.id, row.event_id) for row in rows.limit(limit) if row.event_id]


def hold(effect: str, is_such: Callable[[str], bool]) -> bool:
    """Tell whether it waits for such a subject: it runs after this change is kept then, and sees that too."""
    waiting = (Delivery.effect == effect) & (Delivery.state == "waiting")
    such = [row.id for row in Delivery.select().where(waiting) if is_such(row.subject)]
    as_it_is = Delivery.update(state="waiting").where(waiting & Delivery.id.in_(such))
    return bool(as_it_is.execute())


def any_left(effects: Iterable[str]) -> bool:
    """Tell whether one of these effects is still to run for anything."""
    unfinished = Delivery.effect.in_(list(effects)) & Delivery.state.in_(("waiting", "claimed"))
    return bool(Delivery.select().where(unfinished).exists())


def is_done(number: int) -> bool:
    return bool(Delivery.select().where((Delivery.id == number) & (Delivery.state == "done")).exists())


def pending(subject: str) -> dict[str, int]:
    """Give the effects that are still to run, each with how often its next run has failed so far."""
    return dict(_PENDING.rows(subject))


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
