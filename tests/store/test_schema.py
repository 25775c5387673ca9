"""The migrations end at the tables of today."""

from typing import Any

from playhouse.schema_diff import diff_models

from bot.store import tables
from bot.store.database import Database
from bot.usecases.unit import Unit


def test_the_migrations_end_where_the_tables_are(db: Database[Unit]) -> None:
    differences: Any = db.run(lambda connection: diff_models(connection, tables.TABLES))
    assert not differences, differences
