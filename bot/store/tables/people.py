"""The directory: people, usergroups, channels that matter."""

from peewee import AutoField, BooleanField, CharField, CompositeKey, ForeignKeyField, IntegerField

from bot.store.fields import UtcField, WordsField
from bot.store.tables.table import Table


class Person(Table):
    """Somebody in Slack, as domain.people.Person. `number` is small, so that who was seen is one bit each."""

    number = AutoField()
    id = CharField(unique=True)
    name = CharField()
    real_name = WordsField(default="")
    email = CharField(default="", index=True)
    zone = CharField(default="UTC")
    admin = BooleanField(default=False)
    guest = BooleanField(default=False)
    stranger = BooleanField(default=False)
    bot = BooleanField(default=False)
    deleted = BooleanField(default=False)
    read_at = UtcField()


class Identity(Table):
    """How another system calls somebody: `key` is their id there. by_hand: no e-mail address changes it."""

    source = CharField()
    person = CharField()
    key = CharField()
    by_hand = BooleanField(default=False)

    class Meta:
        primary_key = CompositeKey("source", "person")
        indexes = ((("source", "key"), True),)


class OtherAccount(Table):
    """Somebody as another system knows them, as domain.accounts.Account; also who is nobody here."""

    source = CharField()
    key = CharField()
    name = WordsField()
    email = CharField(default="")

    class Meta:
        primary_key = CompositeKey("source", "key")


class Forgotten(Table):
    """An account of somebody who is forgotten, as store.who.forgotten marks it; `person`: their id now."""

    mark = CharField(primary_key=True)
    person = CharField(index=True)


class Usergroup(Table):
    """`changed` and `count` are what Slack says of it: whether it must be read again.

    gone: disabled or deleted there. Its last members are still called until the taxonomy names another one.
    """

    id = CharField(primary_key=True)
    handle = CharField(index=True)
    name = CharField()
    read_at = UtcField()
    changed = IntegerField(default=0)
    count = IntegerField(default=0)
    gone = BooleanField(default=False)


class UsergroupMember(Table):
    usergroup = ForeignKeyField(Usergroup, on_delete="CASCADE")
    person = CharField(index=True)

    class Meta:
        primary_key = CompositeKey("usergroup", "person")


class Conversation(Table):
    """A channel that a tag names."""

    tag = CharField(primary_key=True)
    id = CharField()
    name = CharField()


class Channel(Table):
    """A channel whose members a category invites."""

    id = CharField(primary_key=True)
    name = CharField(index=True)


class ChannelMember(Table):
    """`number` is small, so that who was seen is one bit each."""

    number = AutoField()
    channel = ForeignKeyField(Channel, on_delete="CASCADE")
    person = CharField()
    added_at = UtcField()

    class Meta:
        indexes = ((("channel", "person"), True),)
