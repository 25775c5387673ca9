"""The migrations end at the tables of today."""

from typing import Any

import peewee
import pytest
from first_start import begin
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from bot.app import prepare_database
from bot.domain.errors import UserError
from bot.ports import Effects, utc_now
from bot.store import schema, tables
from bot.store.database import Database
from bot.usecases.unit import Unit


def test_the_migrations_end_where_the_tables_are(db: Database[Unit]) -> None:
    differences: Any = db.run(lambda connection: diff_models(connection, tables.TABLES))
    assert not differences, differences


def test_what_a_later_version_has_changed_is_refused(database_url: str) -> None:
    begin(database_url)

    def opened() -> Database[Unit]:
        return Database(database_url, lambda: Unit(utc_now(), Effects()))

    def change(connection: peewee.Database) -> None:
        Runner(connection, str(schema.MIGRATIONS)).History.create(name="9999_later")

    db = opened()
    prepare_database(db)
    db.run(change)
    db.close()
    for beside in (False, True):
        db = opened()
        with pytest.raises(UserError, match="later version"):
            prepare_database(db, beside=beside)
        db.close()
