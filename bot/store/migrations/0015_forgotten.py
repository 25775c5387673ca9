"""Accounts of people who are forgotten."""

from peewee import CharField, Model


def up(migrator, db):
    class Forgotten(Model):
        mark = CharField(primary_key=True)
        person = CharField(index=True)
        class Meta:
            database = db
            table_name = 'forgotten'
    db.create_tables([Forgotten])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('forgotten'))
