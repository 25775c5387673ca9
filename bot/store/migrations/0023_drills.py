"""Which incidents only rehearse."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column('incident', 'drill', BooleanField(default=False)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'drill'))
