"""Calls: pages that belong to no incident."""

from peewee import AutoField, BooleanField, CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Call(Model):
        id = AutoField()
        by = CharField()
        at = CharField(max_length=32)
        key = CharField(unique=True)
        source_id = CharField(default='', index=True)
        incident = IntegerField(default=0)
        goes_on = BooleanField(index=True)
        said = TextField()
        class Meta:
            database = db
            table_name = 'call'
            indexes = ((('by', 'at'), False),)
    db.create_tables([Call])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('call'))
