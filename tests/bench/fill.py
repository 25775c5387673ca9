"""A database with years of incidents in it, made before Firebell starts on it."""

from pathlib import Path

from many import fill

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit

ACTIVE = 50


def database(folder: Path, incidents: int) -> str:
    """Make it, and give its URL."""
    url = f"sqlite:///{folder}/{incidents}.db"
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    db.write_now(fill, incidents, active=ACTIVE)
    db.close()
    return url
