"""Every change of the settings: rows are added, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.settings.difference import Difference
from bot.store.tables import Audit

SHOWN = 20


@dataclass(frozen=True)
class Entry:
    """`by` is empty where it came from the command line, and `slack` where the settings followed Slack."""

    at: datetime
    by: str
    difference: Difference


def add(by: str, at: datetime, differences: Iterable[Difference]) -> None:
    rows = [{"at": at, "by": by, **vars(one)} for one in differences]
    if rows:
        Audit.insert_many(rows).execute()


def newest(count: int = SHOWN) -> list[Entry]:
    """Give the last changes, the newest first."""
    return [_entry(row) for row in Audit.select().order_by(Audit.id.desc()).limit(count)]


def last_of(section: str, key: str) -> Entry | None:
    """Give the last change of one entry."""
    of_entry = (Audit.section == section) & (Audit.key == key)
    row = Audit.select().where(of_entry).order_by(Audit.id.desc()).first()
    return _entry(row) if row else None


def stood(section: str, key: str, at: datetime) -> Entry | None:
    """Give the first change of one entry after a moment: what `was` then is what stood; None if none was."""
    later = (Audit.section == section) & (Audit.key == key) & (Audit.at > at)
    row = Audit.select().where(later).order_by(Audit.id).first()
    return _entry(row) if row else None


def _entry(row: Any) -> Entry:
    return Entry(row.at, row.by, Difference(row.section, row.key, row.was, row.becomes))
