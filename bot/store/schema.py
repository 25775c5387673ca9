"""Bring a database to the tables of today."""

from pathlib import Path

import peewee
from playhouse.migrations import Runner

from bot.domain.errors import UserError
from bot.store.engine import locks

MIGRATIONS = Path(__file__).parent / "migrations"


def is_ours(database: peewee.Database) -> bool:
    """Tell whether it was Firebell's ever, of whatever version."""
    return any(one.applied for one in Runner(database, str(MIGRATIONS)).status())


def must_not_be_newer(database: peewee.Database) -> None:
    """Raise UserError where a later version has changed it, by what this one does not know."""
    if any(one.path is None for one in Runner(database, str(MIGRATIONS)).status()):
        raise UserError(
            "A later version of Firebell has changed this database. Install that one, or restore a backup."
        )


def must_be_of_today(database: peewee.Database) -> None:
    """Raise UserError where it is worked on by an earlier version, which knows its tables as they were."""
    if not all(one.applied for one in Runner(database, str(MIGRATIONS)).status()):
        raise UserError("A Firebell of an earlier version runs on this database. Stop it first.")


def migrate(database: peewee.Database) -> list[str]:
    """Apply what is pending, each in a transaction, and name it.

    The runner has no lock of its own. https://docs.peewee-orm.com/en/latest/peewee/migrations.html
    """
    with locks.one_at_a_time():
        return list(Runner(database, str(MIGRATIONS)).up())
