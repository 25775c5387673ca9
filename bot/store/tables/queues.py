"""What others told us, what has been answered, and who lives to deal with it."""

from peewee import BigAutoField, CharField, DoubleField, IntegerField

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.table import Table


class Lease(Table):
    """A worker lives until then, in seconds since 1970 by the database's own clock."""

    worker = CharField(primary_key=True)
    until = DoubleField()


class Telling(Table):
    """The inbox: what others told us about something of ours, until it has been turned into a use case."""

    id = BigAutoField()
    source = CharField()
    object = CharField()
    key = CharField()
    kind = CharField()
    said = JsonField()
    received_at = UtcField()
    state = CharField()
    due_at = UtcField()
    failures = IntegerField(default=0)
    reason = WordsField(default="")

    class Meta:
        indexes = (
            (("source", "key"), True),
            (("state", "due_at"), False),
            (("source", "object", "id"), False),
        )


class Press(Table):
    """A press that has been answered: a repeat gets the same answer."""

    key = CharField(primary_key=True)
    answer = JsonField()
    at = UtcField(index=True)
