"""How far others have been heard, and by which webhooks they tell us."""

from peewee import BooleanField, CharField, TextField

from bot.store.fields import UtcField
from bot.store.tables.table import Table


class Reading(Table):
    """The log of `source` has been heard up to `until`; `missed`: but not all of it may have been.

    `silent_from`, `noticed_at`: since when nothing had been heard, and when it began to be caught up with.
    """

    source = CharField(primary_key=True)
    until = UtcField()
    missed = BooleanField(default=False)
    silent_from = UtcField(null=True)
    noticed_at = UtcField(null=True)


class Hook(Table):
    """A webhook of ours at `source`. `secret`: sealed. `heard_at`: when a ping of it came last."""

    source = CharField()
    id = CharField(primary_key=True)
    secret = TextField()
    made_at = UtcField()
    heard_at = UtcField(null=True)
