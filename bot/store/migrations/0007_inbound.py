"""How far others have been heard, and by which webhooks they tell us."""

from peewee import BooleanField, CharField, Model, TextField


def up(migrator, db):
    class Reading(Model):
        source = CharField(primary_key=True)
        until = CharField(max_length=32)
        missed = BooleanField(default=False)
        silent_from = CharField(null=True, max_length=32)
        noticed_at = CharField(null=True, max_length=32)
        class Meta:
            database = db
            table_name = 'reading'

    class Hook(Model):
        source = CharField()
        id = CharField(primary_key=True)
        secret = TextField()
        made_at = CharField(max_length=32)
        heard_at = CharField(null=True, max_length=32)
        class Meta:
            database = db
            table_name = 'hook'
    db.create_tables([Reading, Hook])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('hook'))
    migrator.migrate(migrator.drop_table('reading'))
