"""What an incident's whole life needs, frozen as it was: written by `pwmigrate`."""

from peewee import *


def up(migrator, db):
    class Incident(Model):
        class Meta:
            database = db
            table_name = 'incident'

    class Audit(Model):
        at = CharField(max_length=32)
        by = CharField()
        section = CharField()
        key = CharField()
        was = TextField(null=True)
        becomes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'audit'
            indexes = ((('section', 'key'), False),)
    db.create_tables([Audit])

    class Draft(Model):
        id = CharField(primary_key=True)
        person = CharField(index=True)
        said = TextField()
        touched_at = CharField(index=True, max_length=32)
        incident = IntegerField(default=0)
        closed = BooleanField(default=False)
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

    class Follower(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        place = CharField()
        by = CharField()
        at = CharField(max_length=32)
        class Meta:
            database = db
            table_name = 'follower'
            primary_key = CompositeKey('incident', 'place')
    db.create_tables([Follower])

    class Insider(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        person = CharField(index=True)
        class Meta:
            database = db
            table_name = 'insider'
            primary_key = CompositeKey('incident', 'person')
    db.create_tables([Insider])

    class Person(Model):
        number = AutoField()
        id = CharField(unique=True)
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

    class Shown(Model):
        subject = CharField()
        surface = CharField()
        said = TextField()
        class Meta:
            database = db
            table_name = 'shown'
            primary_key = CompositeKey('subject', 'surface')
    db.create_tables([Shown])

    class Task(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        title = TextField()
        owner = CharField(index=True, default='')
        due_on = CharField(default='')
        done_at = CharField(null=True, max_length=32)
        url = TextField(default='')
        added_by = CharField()
        added_at = CharField(max_length=32)
        remind_at = CharField(null=True, max_length=32)
        class Meta:
            database = db
            table_name = 'task'
    db.create_tables([Task])

    class Identity(Model):
        source = CharField()
        person = CharField()
        key = CharField()
        by_hand = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'identity'
            primary_key = CompositeKey('source', 'person')
            indexes = ((('source', 'key'), True),)
    db.create_tables([Identity])

    class Channel(Model):
        id = CharField(primary_key=True)
        name = CharField(index=True)
        class Meta:
            database = db
            table_name = 'channel'
    db.create_tables([Channel])

    class ChannelMember(Model):
        number = AutoField()
        channel = ForeignKeyField(Channel, on_delete='CASCADE')
        person = CharField()
        added_at = CharField(max_length=32)
        class Meta:
            database = db
            table_name = 'channel_member'
            indexes = ((('channel', 'person'), True),)
    db.create_tables([ChannelMember])

    class Listing(Model):
        name = CharField(primary_key=True)
        run = IntegerField(default=0)
        cursor = TextField(default='')
        seen = TextField(default='')
        count = IntegerField(default=0)
        begun_at = CharField(null=True, max_length=32)
        touched_at = CharField(null=True, max_length=32)
        ended_at = CharField(null=True, max_length=32)
        class Meta:
            database = db
            table_name = 'listing'
    db.create_tables([Listing])

    class Job(Model):
        name = CharField(primary_key=True)
        schedule = CharField(default='')
        paused = BooleanField(default=False)
        asked = BooleanField(default=False)
        next_at = CharField(null=True, max_length=32)
        last_started = CharField(null=True, max_length=32)
        last_ended = CharField(null=True, max_length=32)
        last_result = TextField(default='')
        failures = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'job'
    db.create_tables([Job])

    class Leader(Model):
        name = CharField(primary_key=True)
        worker = CharField()
        until = DoubleField()
        class Meta:
            database = db
            table_name = 'leader'
    db.create_tables([Leader])

    class Health(Model):
        name = CharField(primary_key=True)
        since = CharField(max_length=32)
        last_at = CharField(max_length=32)
        failures = IntegerField(default=1)
        why = TextField()
        class Meta:
            database = db
            table_name = 'health'
    db.create_tables([Health])

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
    migrator.migrate(migrator.add_column('incident', 'archived', BooleanField(default=False)))
    migrator.migrate(migrator.add_column('home', 'wanted', TextField(default='{}')))
    migrator.migrate(migrator.add_column('incident', 'absent', TextField(default='[]')))
    migrator.migrate(migrator.add_column('usergroup', 'changed', IntegerField(default=0)))
    migrator.migrate(migrator.add_column('usergroup', 'count', IntegerField(default=0)))
    migrator.migrate(migrator.add_column('usergroup', 'gone', BooleanField(default=False)))
    migrator.migrate(migrator.add_index('usergroup_member', ('person',)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('incident', 'incident_closed_at'))
    migrator.migrate(migrator.drop_index('usergroup_member', 'usergroup_member_person'))
    migrator.migrate(migrator.drop_column('usergroup', 'gone'))
    migrator.migrate(migrator.drop_column('usergroup', 'count'))
    migrator.migrate(migrator.drop_column('usergroup', 'changed'))
    migrator.migrate(migrator.drop_column('incident', 'absent'))
    migrator.migrate(migrator.drop_column('home', 'wanted'))
    migrator.migrate(migrator.drop_column('incident', 'archived'))
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
    migrator.migrate(migrator.drop_table('shown'))
    migrator.migrate(migrator.drop_table('person'))
    migrator.migrate(migrator.drop_table('insider'))
    migrator.migrate(migrator.drop_table('follower'))
    migrator.migrate(migrator.drop_table('due'))
    migrator.migrate(migrator.drop_table('draft'))
    migrator.migrate(migrator.drop_table('audit'))
    migrator.migrate(migrator.drop_table('identity'))
    migrator.migrate(migrator.drop_table('channel_member'))
    migrator.migrate(migrator.drop_table('channel'))
    migrator.migrate(migrator.drop_table('listing'))
    migrator.migrate(migrator.drop_table('job'))
    migrator.migrate(migrator.drop_table('leader'))
    migrator.migrate(migrator.drop_table('health'))
