"""What PagerDuty says of itself: services, who is called for them and when, contacts."""

from peewee import AutoField, CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Service(Model):
        number = AutoField()
        id = CharField(unique=True)
        name = TextField(index=True)
        status = CharField()
        policy = CharField(index=True)
        url = TextField()
        class Meta:
            database = db
            table_name = 'service'

    class Policy(Model):
        number = AutoField()
        id = CharField(unique=True)
        name = TextField()
        url = TextField()
        levels = TextField()
        class Meta:
            database = db
            table_name = 'policy'

    class Schedule(Model):
        number = AutoField()
        id = CharField(unique=True)
        name = TextField(index=True)
        url = TextField()
        zone = CharField()
        class Meta:
            database = db
            table_name = 'schedule'

    class Team(Model):
        number = AutoField()
        id = CharField(unique=True)
        name = TextField()
        url = TextField()
        class Meta:
            database = db
            table_name = 'team'

    class Contact(Model):
        number = AutoField()
        id = CharField(unique=True)
        name = TextField()
        email = CharField()
        url = TextField()
        zone = CharField()
        phones = TextField()
        teams = TextField()
        class Meta:
            database = db
            table_name = 'contact'

    class Shift(Model):
        id = AutoField()
        policy = CharField(index=True)
        level = IntegerField()
        user = CharField()
        name = TextField()
        schedule = CharField(index=True)
        since = CharField(max_length=32, null=True)
        until = CharField(max_length=32, null=True)
        position = IntegerField()
        class Meta:
            database = db
            table_name = 'shift'
    db.create_tables([Service, Policy, Schedule, Team, Contact, Shift])


def down(migrator, db):
    for table in ('shift', 'contact', 'team', 'schedule', 'policy', 'service'):
        migrator.migrate(migrator.drop_table(table))
