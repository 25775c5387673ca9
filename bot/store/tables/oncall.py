"""What PagerDuty says of itself, as domain.oncall: services, who is called for them and when, contacts.

`number` is small, so that what a list has named is one bit each.
"""

from peewee import AutoField, CharField, IntegerField, TextField

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.table import Table


class Service(Table):
    number = AutoField()
    id = CharField(unique=True)
    name = WordsField(index=True)
    status = CharField()
    policy = CharField(index=True)
    url = TextField()


class Policy(Table):
    number = AutoField()
    id = CharField(unique=True)
    name = WordsField()
    url = TextField()
    levels = JsonField()


class Schedule(Table):
    number = AutoField()
    id = CharField(unique=True)
    name = WordsField(index=True)
    url = TextField()
    zone = CharField()


class Team(Table):
    number = AutoField()
    id = CharField(unique=True)
    name = WordsField()
    url = TextField()


class Contact(Table):
    number = AutoField()
    id = CharField(unique=True)
    name = WordsField()
    email = CharField()
    url = TextField()
    zone = CharField()
    phones = JsonField()
    teams = JsonField()


class Shift(Table):
    """Of a policy all shifts of the next days, and those without an end."""

    id = AutoField()
    policy = CharField(index=True)
    level = IntegerField()
    user = CharField()
    name = WordsField()
    schedule = CharField(index=True)
    since = UtcField(null=True)
    until = UtcField(null=True)
    position = IntegerField()
