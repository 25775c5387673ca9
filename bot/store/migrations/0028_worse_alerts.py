"""What was asked for under a key, so that a worse alert is known to be one."""

from peewee import CharField


def up(migrator, db):
    migrator.migrate(migrator.add_column('raised', 'asked', CharField(default='')))
    migrator.sql(
        "UPDATE raised SET asked = COALESCE((SELECT priority FROM incident WHERE id = raised.incident), '')"
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column('raised', 'asked'))
