"""Tokens of programs, what alerts began, and which incidents wait in a storm."""

from peewee import AutoField, BooleanField, CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Token(Model):
        id = AutoField()
        name = CharField(unique=True)
        digest = CharField(unique=True)
        rights = TextField()
        made_by = CharField()
        made_at = CharField(max_length=32)
        used_at = CharField(max_length=32, null=True)
        class Meta:
            database = db
            table_name = 'token'

    class Raised(Model):
        id = AutoField()
        program = CharField()
        key = CharField()
        incident = IntegerField(index=True)
        resolved = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'raised'
            indexes = ((('program', 'key'), True),)
    db.create_tables([Token, Raised])

    migrator.migrate(migrator.add_column('incident', 'braked', BooleanField(default=False)))
    migrator.sql("DELETE FROM health WHERE name = 'jira issues'")


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'braked'))
    migrator.migrate(migrator.drop_table('raised'))
    migrator.migrate(migrator.drop_table('token'))
