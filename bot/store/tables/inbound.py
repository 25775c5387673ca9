"""How far others have been heard, by which webhooks they tell us, and what was carried over either way."""

from peewee import BigAutoField, BooleanField, CharField, IntegerField, TextField

from bot.store.fields import JsonField, UtcField, WordsField
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


class Exchange(Table):
    """Something that was carried over: domain.systems.exchange. `incident` is 0 where it is of none.

    `told`, `by`, `delivery`: why; empty or 0 where it is not that.
    """

    id = BigAutoField()
    at = UtcField(index=True)
    system = CharField()
    incident = IntegerField()
    way = CharField()
    object = CharField()
    what = CharField()
    was = JsonField()
    becomes = JsonField()
    end = CharField()
    error = WordsField()
    told = CharField()
    by = CharField()
    delivery = IntegerField()

    class Meta:
        indexes = ((("system", "id"), False), (("incident", "id"), False))


class Standing(Table):
    """How an account of ours elsewhere stands. `findings`: what the last look there found.

    `heard_at`: when a webhook of it came last.
    """

    system = CharField(primary_key=True)
    looked_at = UtcField(null=True)
    findings = JsonField(default=list)
    heard_at = UtcField(null=True)
