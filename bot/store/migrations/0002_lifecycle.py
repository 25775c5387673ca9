"""What an incident's whole life needs, frozen as it was: written by `pwmigrate`."""

from peewee import *


def up(migrator, db):
    class Incident(Model):
        class Meta:
            database = db
            table_name = 'incident'

    class Draft(Model):
        id = CharField(primary_key=True)
        person = CharField()
        said = TextField()
        opened_at = CharField(index=True, max_length=32)
        incident = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'draft'
    db.create_tables([Draft])

    class Due(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        kind = CharField()
        due_at = CharField(index=True, max_length=32)
        count = IntegerField(default=0)
        snoozed_until = CharField(null=True, max_length=32)
        class Meta:
            database = db
            table_name = 'due'
            primary_key = CompositeKey('incident', 'kind')
    db.create_tables([Due])

    class Insider(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        person = CharField(index=True)
        class Meta:
            database = db
            table_name = 'insider'
            primary_key = CompositeKey('incident', 'person')
    db.create_tables([Insider])

    class Person(Model):
        id = CharField(primary_key=True)
        name = CharField()
        real_name = TextField(default='')
        email = CharField(index=True, default='')
        zone = CharField(default='UTC')
        admin = BooleanField(default=False)
        guest = BooleanField(default=False)
        stranger = BooleanField(default=False)
        bot = BooleanField(default=False)
        deleted = BooleanField(default=False)
        read_at = CharField(max_length=32)
        class Meta:
            database = db
            table_name = 'person'
    db.create_tables([Person])

    class Task(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        title = TextField()
        owner = CharField(index=True, default='')
        due_on = CharField(default='')
        done_at = CharField(null=True, max_length=32)
        url = TextField(default='')
        added_by = CharField()
        added_at = CharField(max_length=32)
        class Meta:
            database = db
            table_name = 'task'
    db.create_tables([Task])

    migrator.migrate(migrator.add_column('incident', 'status_since', CharField(null=True, max_length=32)))
    migrator.migrate(migrator.add_column('incident', 'members', TextField(default='[]')))
    migrator.migrate(migrator.add_column('incident', 'named', TextField(default='[]')))
    migrator.migrate(migrator.add_column('incident', 'roles', TextField(default='{}')))
    migrator.migrate(migrator.add_column('incident', 'key_events', TextField(default='{}')))
    migrator.migrate(migrator.add_column('incident', 'news', TextField(null=True)))
    migrator.migrate(migrator.add_column('incident', 'next_update_at', CharField(null=True, max_length=32)))
    migrator.migrate(migrator.add_column('incident', 'closure', TextField(null=True)))
    migrator.migrate(migrator.add_column('incident', 'closed_at', CharField(index=True, null=True, max_length=32)))
    migrator.migrate(migrator.add_column('incident', 'postmortem_ready', BooleanField(default=False)))
    migrator.migrate(migrator.add_column('incident', 'merged_into', IntegerField(default=0)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('incident', 'incident_closed_at'))
    migrator.migrate(migrator.drop_column('incident', 'merged_into'))
    migrator.migrate(migrator.drop_column('incident', 'postmortem_ready'))
    migrator.migrate(migrator.drop_column('incident', 'closed_at'))
    migrator.migrate(migrator.drop_column('incident', 'closure'))
    migrator.migrate(migrator.drop_column('incident', 'next_update_at'))
    migrator.migrate(migrator.drop_column('incident', 'news'))
    migrator.migrate(migrator.drop_column('incident', 'key_events'))
    migrator.migrate(migrator.drop_column('incident', 'roles'))
    migrator.migrate(migrator.drop_column('incident', 'named'))
    migrator.migrate(migrator.drop_column('incident', 'members'))
    migrator.migrate(migrator.drop_column('incident', 'status_since'))
    migrator.migrate(migrator.drop_table('task'))
    migrator.migrate(migrator.drop_table('person'))
    migrator.migrate(migrator.drop_table('insider'))
    migrator.migrate(migrator.drop_table('due'))
    migrator.migrate(migrator.drop_table('draft'))
