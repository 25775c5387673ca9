"""Accounts in other systems, also those of nobody here."""

from peewee import CharField, CompositeKey, Model, TextField


def up(migrator, db):
    class OtherAccount(Model):
        source = CharField()
        key = CharField()
        name = TextField()
        email = CharField(default='')

        class Meta:
            database = db
            table_name = 'other_account'
            primary_key = CompositeKey('source', 'key')

    db.create_tables([OtherAccount])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('other_account'))
