"""What runs by the clock, how far it came, and what is not well."""

from peewee import BooleanField, CharField, DoubleField, IntegerField, TextField

from bot.store.fields import UtcField, WordsField
from bot.store.tables.table import Table


class Listing(Table):
    """How far a list elsewhere has been read: `cursor` names its next page; `seen`: store.who.seen.Seen.

    `run` counts the readings, `touched_at` says when the last page was kept, `ended_at` when the last
    reading came to the end.
    """

    name = CharField(primary_key=True)
    run = IntegerField(default=0)
    cursor = TextField(default="")
    seen = TextField(default="")
    count = IntegerField(default=0)
    begun_at = UtcField(null=True)
    touched_at = UtcField(null=True)
    ended_at = UtcField(null=True)


class Job(Table):
    """Something that runs by the clock. `schedule`: as people set it, empty: as the code says.

    `asked`: somebody wants it to run now. `failures`: how often in a row it has failed.
    """

    name = CharField(primary_key=True)
    schedule = CharField(default="")
    paused = BooleanField(default=False)
    asked = BooleanField(default=False)
    next_at = UtcField(null=True)
    last_started = UtcField(null=True)
    last_ended = UtcField(null=True)
    last_result = WordsField(default="")
    failures = IntegerField(default=0)


class Leader(Table):
    """Which replica does what only one may do, until then, in seconds since 1970 by the database's clock."""

    name = CharField(primary_key=True)
    worker = CharField()
    until = DoubleField()


class Health(Table):
    """What is not well, since when, and why; a row is there as long as it is so."""

    name = CharField(primary_key=True)
    since = UtcField()
    last_at = UtcField()
    failures = IntegerField(default=1)
    why = WordsField()


class Restoration(Table):
    """A backup was restored `at`: of what was done `since` nothing is known. `last`: its last incident.

    `first`: the number of the next one; 0 once it is given.
    """

    at = UtcField(primary_key=True)
    since = UtcField()
    last = IntegerField()
    first = IntegerField()
