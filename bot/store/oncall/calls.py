"""Pages that belong to no incident, to and from their rows."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.paging.calls import SUBJECT, Call, answer_due
from bot.store import tables
from bot.store.engine import locks
from bot.store.oncall import rows


def save(call: Call) -> Call:
    """Write it whole, and give it back with its id."""
    page = call.page
    row = {
        "by": page.asked_by,
        "at": page.asked_at,
        "key": page.key,
        "source_id": page.id,
        "incident": call.incident,
        "goes_on": call.goes_on,
        "answer_due": answer_due(call),
        "said": {
            "title": call.title,
            "refused": call.refused,
            "page": rows.said(page),
            "stuck": call.stuck,
            "looked_at": call.looked_at and call.looked_at.isoformat(),
        },
    }
    if call.id:
        tables.Call.update(row).where(tables.Call.id == call.id).execute()
        return call
    return replace(call, id=tables.Call.insert(row).execute())


def get(number: int) -> Call | None:
    return _one(tables.Call.select().where(tables.Call.id == number))


def lock(number: int) -> Call | None:
    """Like get, and nobody else changes it until this transaction ends."""
    return _one(locks.held(tables.Call.select().where(tables.Call.id == number)))


def of_subject(subject: str) -> Call | None:
    """Give the one that is the subject; None where the subject is none."""
    number = subject.removeprefix(SUBJECT)
    return get(int(number)) if subject.startswith(SUBJECT) and number.isdecimal() else None


def by_page(key: str, source_id: str) -> int | None:
    """Give the id of the one that is this incident there, by its key or by PagerDuty's id."""
    by_id = (tables.Call.source_id == source_id) if source_id else (tables.Call.key == key)
    row = tables.Call.get_or_none(by_id | (tables.Call.key == key))
    return row.id if row else None


def going_on() -> list[str]:
    """Give PagerDuty's ids of those that still call people, and became no incident."""
    rows = tables.Call.select(tables.Call.source_id).where(
        tables.Call.goes_on & (tables.Call.source_id != "")
    )
    return [row.source_id for row in rows]


def unanswered(now: datetime, limit: int) -> list[int]:
    """Give the ids of those that somebody should have acknowledged by now."""
    due = tables.Call.select(tables.Call.id).where(tables.Call.answer_due <= now)
    return [row.id for row in due.order_by(tables.Call.answer_due).limit(limit)]


def count(person: str, since: datetime) -> int:
    """Count those that they asked for since then."""
    theirs = (tables.Call.by == person) & (tables.Call.at >= since)
    return int(tables.Call.select().where(theirs).count())


def _one(query: Any) -> Call | None:
    row = next(iter(query.limit(1)), None)
    if row is None:
        return None
    said, looked_at = row.said, row.said.get("looked_at")
    return Call(
        said["title"],
        rows.read(said["page"]),
        row.id,
        row.incident,
        said["refused"],
        said.get("stuck", ""),
        looked_at and datetime.fromisoformat(looked_at),
    )
