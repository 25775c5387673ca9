"""What incidents say in the organisation's own fields."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column('incident', 'fields', TextField(default='{}')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'fields'))
