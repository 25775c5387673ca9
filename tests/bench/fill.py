"""Databases with years of incidents in them, made before Firebell starts on one."""

import shutil
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from many import fill

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store import tables
from bot.store.database import Database
from bot.usecases.unit import Unit

ACTIVE = 50
EVENTS = 10
"""What happened to each incident, where that is wanted."""

AT_ONCE = 1000
_made = tempfile.TemporaryDirectory(prefix="firebell-bench-made-")


def database(folder: Path, incidents: int, *, events: bool = False) -> str:
    """Give the URL of one of its own, which is a copy: the same is wanted more than once.

    events: also the timeline of each incident.
    """
    path = folder / f"{incidents}.db"
    shutil.copyfile(_original(incidents, events=events), path)
    return _url(path)


def opened(url: str) -> Database[Unit]:
    """Open it in this process, with whatever is owed to nobody."""
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    return db


@cache
def _original(incidents: int, *, events: bool) -> Path:
    path = Path(_made.name) / f"{incidents}-{events}.db"
    db = opened(_url(path))
    db.write_now(fill, incidents, active=ACTIVE)
    if events:
        db.write_now(_happen)
    db.close()
    return path


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


def _happen(unit: Unit) -> None:
    """Write a timeline for each: declared, and then told of again and again."""
    numbers: Any = tables.Incident.select(tables.Incident.id, tables.Incident.opened_at).tuples()
    rows = [
        {
            "incident": number,
            "kind": "IncidentUpdated" if step else "IncidentOpened",
            "at": opened_at + timedelta(minutes=step),
            "by": "U1",
            "said": {"message": "It answers again, but late. " * 4}
            if step
            else {"priority": "P3", "category": "payment"},
        }
        for number, opened_at in numbers
        for step in range(EVENTS)
    ]
    for start in range(0, len(rows), AT_ONCE):
        tables.Event.insert_many(rows[start : start + AT_ONCE]).execute()
