"""Forget what is old, a few rows at a time: each kind says why nothing needs it any more.

The newest row of a table stays, however old: SQLite gives its number to the next one otherwise, and by their
numbers messages and comments elsewhere are known again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from peewee import Value, fn

from bot.domain import texts
from bot.domain.incident import Status
from bot.store import incidents, tables
from bot.store.tables import (
    Audit,
    Call,
    Delivery,
    Draft,
    Entity,
    Exchange,
    Home,
    Incident,
    Press,
    Raised,
    Redaction,
    Shift,
    Telling,
)

Old = Callable[[datetime], tuple[Any, Any]]
"""Gives the table's key, and the condition under which a row of it is old and needed no more."""


def forget(kind: str, before: datetime, most: int) -> int:
    """Delete at most so many rows of a kind that are from before then; give how many they were."""
    key, condition = _OLD[kind](before)
    rows = key.model.select(key).where(condition).limit(most)
    found = [one for (one,) in rows.tuples()]
    if found:
        key.model.delete().where(key.in_(found)).execute()
    return len(found)


def _drafts(before: datetime) -> tuple[Any, Any]:
    """A form opens again for a quarter of an hour. That one opens no second incident, its incident says."""
    return Draft.id, Draft.touched_at < before


def _presses(before: datetime) -> tuple[Any, Any]:
    """Slack repeats an unanswered one within the hour: https://docs.slack.dev/apis/events-api/#retries."""
    return Press.key, Press.at < before


def _tellings(before: datetime) -> tuple[Any, Any]:
    """What waits is still to be taken. PagerDuty tells again for two days, and asking overlaps by less.

    https://developer.pagerduty.com/docs/webhooks/webhook-behavior/
    """
    is_over = Telling.state.in_(("done", "failed"))
    return Telling.id, is_over & (Telling.received_at < before) & _not_newest(Telling)


def _deliveries(before: datetime) -> tuple[Any, Any]:
    """Of what goes on, updates are still corrected where their deliveries posted them.

    What failed can be tried again, and what waits is owed.
    """
    young = (Incident.status != Status.CLOSED) | (Incident.closed_at >= before)
    refs = Incident.select(Value("inc-").concat(Incident.id.cast("TEXT"))).where(young)
    is_old = (Delivery.state == "done") & (Delivery.due_at < before) & Delivery.subject.not_in(refs)
    return Delivery.id, is_old & _not_newest(Delivery)


def _shifts(before: datetime) -> tuple[Any, Any]:
    """Only what is not over is asked for; a reading brings the next days."""
    return Shift.id, Shift.until < before


def _calls(before: datetime) -> tuple[Any, Any]:
    """What still calls people is not over. What became an incident is told there."""
    return Call.id, (Call.at < before) & ~Call.goes_on & _not_newest(Call)


def _homes(before: datetime) -> tuple[Any, Any]:
    """Who opens it again begins with everything shown."""
    return Home.person, Home.opened_at < before


def _exchanges(before: datetime) -> tuple[Any, Any]:
    """Only people read it."""
    return Exchange.id, Exchange.at < before


def _audit(before: datetime) -> tuple[Any, Any]:
    """Only people read it, but for what says how channels were called when something that goes on began."""
    young = (Incident.status != Status.CLOSED) | (Incident.closed_at >= before)
    began = fn.EXISTS(Incident.select(Value(1)).where(young & (Incident.opened_at < Audit.at)))
    is_name = (Audit.section == texts.SECTION) & (Audit.key == texts.CHANNEL_NAME.name)
    return Audit.id, (Audit.at < before) & ~(is_name & began)


def _redactions(before: datetime) -> tuple[Any, Any]:
    """Retry finds nothing to take out any more, and says nothing of what it was."""
    return Redaction.event, Redaction.at < before


def _raised(before: datetime) -> tuple[Any, Any]:
    """What goes on is known again by them; once it is over, the next alert begins another incident.

    What was merged into another one is over with that.
    """
    is_over = (Incident.status == Status.CLOSED) & (Incident.closed_at < before)
    over = Incident.select(Incident.id).where(is_over)
    merged = Incident.select(Incident.id).where(is_over & (Incident.merged_into > 0))
    rows: Any = Raised.select(Raised.incident).where(Raised.incident.in_(merged)).distinct()
    last = {number: at for number, (at, _) in incidents.goes_on_in(one for (one,) in rows.tuples()).items()}
    ended = {row.id for row in over.where(Incident.id.in_(list(last.values())))}
    goes_on = [number for number, at in last.items() if at not in ended]
    return Raised.id, Raised.incident.in_(over) & Raised.incident.not_in(goes_on)


def _entities(before: datetime) -> tuple[Any, Any]:
    """PagerDuty does not list it: should it come again, it is read and written anew.

    What still stands in Port is to be taken away there, and nothing else knows of it.
    """
    return Entity.number, (Entity.gone_at < before) & (Entity.there == "")


_OLD: Mapping[str, Old] = {
    "drafts": _drafts,
    "presses": _presses,
    "tellings": _tellings,
    "deliveries": _deliveries,
    "shifts": _shifts,
    "calls": _calls,
    "homes": _homes,
    "exchanges": _exchanges,
    "audit": _audit,
    "raised": _raised,
    "redactions": _redactions,
    "entities": _entities,
}


def _not_newest(table: type[tables.Table]) -> Any:
    newest: Any = table.alias()
    key: Any = table._meta.primary_key  # noqa: SLF001 - documented
    return key < newest.select(fn.MAX(getattr(newest, key.name)))
