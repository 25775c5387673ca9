"""How well a drill went: measured from what happened, and held against what is usual."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from bot.domain.events import DrillScored, Event, IncidentUpdated, PageAcknowledged, PageAsked, RoleGiven
from bot.domain.incident import NEVER_WAS, TO_FINISH, Act, Incident
from bot.domain.paging.asking import PATIENCE
from bot.domain.rules.reminders import UNLED
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy

FIRST_NEWS = timedelta(minutes=10)
"""How long people outside can be left without a word."""


class What(StrEnum):
    """What is measured, in the order in which it comes up."""

    COMMANDER = "commander"
    PAGE = "page"
    UPDATE = "update"
    CADENCE = "cadence"
    MITIGATED = "mitigated"


@dataclass(frozen=True)
class Goal:
    """`took`: None where it never came to that."""

    what: What
    took: timedelta | None
    within: timedelta

    @property
    def is_reached(self) -> bool:
        return self.took is not None and self.took <= self.within


def score(incident: Incident, history: Sequence[Event], act: Act) -> tuple[Event, ...]:
    """Measure it; nothing where it was broken off before anybody could rehearse."""
    if incident.closure is None or incident.closure.reason in NEVER_WAS:
        return ()
    began = incident.opened_at
    over = _first(history, _is_over)
    told = [event.at for event in history if _is_told(event)]
    marks = [began, *(at for at in told if over is None or at <= over), over or act.at]
    scored = DrillScored(
        act.at,
        act.by,
        priority=incident.priority,
        lasted=_seconds(act.at - began),
        updates=len(told),
        silence=max(_seconds(later - earlier) for earlier, later in pairwise(marks)),
        paged=any(isinstance(event, PageAsked) for event in history),
        commander=_after(began, _first(history, _is_led)),
        update=_after(began, told[0] if told else None),
        page=_after(began, _first(history, lambda event: isinstance(event, PageAcknowledged))),
        mitigated=_after(began, over),
    )
    return (scored,)


def goals(scored: DrillScored, taxonomy: Taxonomy) -> tuple[Goal, ...]:
    """Hold it against what the priority asks for, and what Firebell waits for."""
    priority = taxonomy.priorities[scored.priority]
    page = [Goal(What.PAGE, _span(scored.page), PATIENCE)] if scored.paged else []
    return (
        Goal(What.COMMANDER, _span(scored.commander), UNLED[0]),
        *page,
        Goal(What.UPDATE, _span(scored.update), FIRST_NEWS),
        Goal(What.CADENCE, _span(scored.silence if scored.updates else None), priority.remind_every),
        Goal(What.MITIGATED, _span(scored.mitigated), priority.fix_within),
    )


def _is_led(event: Event) -> bool:
    return isinstance(event, RoleGiven) and event.role == COMMANDER and bool(event.person)


def _is_told(event: Event) -> bool:
    """Words count; that a status changed says little to who waits."""
    return isinstance(event, IncidentUpdated) and bool(event.by and event.message)


def _is_over(event: Event) -> bool:
    return isinstance(event, IncidentUpdated) and event.becomes.get("status") in TO_FINISH


def _first(history: Iterable[Event], fits: Callable[[Event], bool]) -> datetime | None:
    return next((event.at for event in history if fits(event)), None)


def _after(began: datetime, at: datetime | None) -> int | None:
    return None if at is None else _seconds(at - began)


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
