"""Which incidents follow other systems no more."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column('incident', 'halted', BooleanField(default=False)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'halted'))
