"""Programs: by which tokens they act, and which of their keys stands for which incident."""

from peewee import AutoField, BooleanField, CharField, IntegerField

from bot.store.fields import JsonField, UtcField
from bot.store.tables.table import Table


class Token(Table):
    """domain.tokens.Token. `digest`: of its secret, which is kept nowhere."""

    id = AutoField()
    name = CharField(unique=True)
    digest = CharField(unique=True)
    rights = JsonField()
    made_by = CharField()
    made_at = UtcField()
    used_at = UtcField(null=True)


class Raised(Table):
    """What the token called `program` means by this key is this incident. `resolved`: it said so last.

    `asked`: the worst priority that it asked for.
    """

    id = AutoField()
    program = CharField()
    key = CharField()
    incident = IntegerField(index=True)
    resolved = BooleanField(default=False)
    asked = CharField(default="")

    class Meta:
        indexes = ((("program", "key"), True),)
