"""When something is due says already that somebody wants quiet until then."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.drop_column('due', 'snoozed_until'))


def down(migrator, db):
    migrator.migrate(migrator.add_column('due', 'snoozed_until', CharField(null=True, max_length=32)))
