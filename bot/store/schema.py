"""Bring a database to the tables of today."""

from pathlib import Path

import peewee
from playhouse.migrations import Runner

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: peewee.Database) -> list[str]:
    """Apply what is pending, each in a transaction, and name it.

    Whoever calls this holds the database for itself: the runner has no lock of its own.
    https://docs.peewee-orm.com/en/latest/peewee/migrations.html
    """
    return list(Runner(database, str(MIGRATIONS)).up())
