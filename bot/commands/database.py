"""The database for a command, beside a Firebell that may run on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.app import owe_only, prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit


@contextmanager
def database(url: str) -> Iterator[Database[Unit]]:
    """Give it, ready for work; what it comes to owe, the bot does. Raises UserError where it cannot be."""
    effects = Effects()
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), effects))
    owe_only(effects, db)
    prepare_database(db, beside=True)
    try:
        yield db
    finally:
        db.close()
