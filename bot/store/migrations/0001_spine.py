"""The first tables, frozen as they were: written by `pwmigrate`, but for the partial indexes."""

from peewee import *


def up(migrator, db):
    class Conversation(Model):
        tag = CharField(primary_key=True)
        id = CharField()
        name = CharField()
        class Meta:
            database = db
            table_name = 'conversation'
    db.create_tables([Conversation])

    class Incident(Model):
        title = TextField()
        description = TextField()
        status = CharField()
        priority = CharField()
        category = CharField()
        environments = TextField()
        impacts = TextField()
        private = BooleanField()
        opened_by = CharField()
        opened_at = CharField(max_length=32)
        draft = CharField(unique=True)
        invited = TextField()
        class Meta:
            database = db
            table_name = 'incident'
            indexes = ((('status', 'id'), False), (('opened_by', 'status'), False))
    db.create_tables([Incident])

    class Event(Model):
        id = BigAutoField()
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        kind = CharField()
        at = CharField(max_length=32)
        by = CharField()
        said = TextField()
        class Meta:
            database = db
            table_name = 'event'
    db.create_tables([Event])

    class Delivery(Model):
        id = BigAutoField()
        subject = CharField()
        lane = CharField()
        effect = CharField()
        mirror = BooleanField()
        event = ForeignKeyField(Event, null=True, on_delete='CASCADE')
        needs = CharField(null=True)
        state = CharField()
        due_at = CharField(max_length=32)
        attempt = IntegerField(default=0)
        failures = IntegerField(default=0)
        first_at = CharField(null=True, max_length=32)
        claimed_by = CharField(default='')
        reason = TextField(default='')
        class Meta:
            database = db
            table_name = 'delivery'
            indexes = ((('state', 'due_at'), False), (('subject', 'lane', 'id'), False))
    Delivery.add_index(
        Delivery.subject, Delivery.effect, unique=True, name='delivery_waiting_mirror',
        where=SQL("mirror AND state = 'waiting' AND attempt = 0"))
    Delivery.add_index(
        Delivery.subject, Delivery.lane, unique=True, name='delivery_claimed_lane',
        where=SQL("state = 'claimed'"))
    db.create_tables([Delivery])

    class Home(Model):
        person = CharField(primary_key=True)
        opened_at = CharField(index=True, max_length=32)
        class Meta:
            database = db
            table_name = 'home'
    db.create_tables([Home])

    class Lease(Model):
        worker = CharField(primary_key=True)
        until = DoubleField()
        class Meta:
            database = db
            table_name = 'lease'
    db.create_tables([Lease])

    class Link(Model):
        incident = ForeignKeyField(Incident, on_delete='CASCADE')
        kind = CharField()
        key = CharField()
        url = TextField()
        name = TextField()
        class Meta:
            database = db
            table_name = 'link'
            primary_key = CompositeKey('incident', 'kind')
            indexes = ((('kind', 'key'), True),)
    db.create_tables([Link])

    class Press(Model):
        key = CharField(primary_key=True)
        answer = TextField()
        at = CharField(index=True, max_length=32)
        class Meta:
            database = db
            table_name = 'press'
    db.create_tables([Press])

    class TaxonomyEntry(Model):
        section = CharField()
        key = CharField()
        position = IntegerField()
        said = TextField()
        class Meta:
            database = db
            table_name = 'taxonomy_entry'
            primary_key = CompositeKey('section', 'key')
    db.create_tables([TaxonomyEntry])

    class Telling(Model):
        id = BigAutoField()
        source = CharField()
        object = CharField()
        key = CharField()
        kind = CharField()
        said = TextField()
        received_at = CharField(max_length=32)
        state = CharField()
        due_at = CharField(max_length=32)
        failures = IntegerField(default=0)
        reason = TextField(default='')
        class Meta:
            database = db
            table_name = 'telling'
            indexes = ((('source', 'key'), True), (('state', 'due_at'), False), (('source', 'object', 'id'), False))
    db.create_tables([Telling])

    class Usergroup(Model):
        id = CharField(primary_key=True)
        handle = CharField(index=True)
        name = CharField()
        read_at = CharField(max_length=32)
        class Meta:
            database = db
            table_name = 'usergroup'
    db.create_tables([Usergroup])

    class UsergroupMember(Model):
        usergroup = ForeignKeyField(Usergroup, on_delete='CASCADE')
        person = CharField()
        class Meta:
            database = db
            table_name = 'usergroup_member'
            primary_key = CompositeKey('usergroup', 'person')
    db.create_tables([UsergroupMember])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('usergroup_member'))
    migrator.migrate(migrator.drop_table('usergroup'))
    migrator.migrate(migrator.drop_table('telling'))
    migrator.migrate(migrator.drop_table('taxonomy_entry'))
    migrator.migrate(migrator.drop_table('press'))
    migrator.migrate(migrator.drop_table('link'))
    migrator.migrate(migrator.drop_table('lease'))
    migrator.migrate(migrator.drop_table('home'))
    migrator.migrate(migrator.drop_table('delivery'))
    migrator.migrate(migrator.drop_table('event'))
    migrator.migrate(migrator.drop_table('incident'))
    migrator.migrate(migrator.drop_table('conversation'))
