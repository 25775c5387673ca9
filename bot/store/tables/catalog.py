"""The catalog: entities, what could not be mapped to any, and what is to be read anew.

`system` is the account that all of it was read of: ids of two accounts may be equal.
"""

from peewee import AutoField, BooleanField, CharField, IntegerField, TextField

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.table import Table


class Entity(Table):
    """`digest` says whether it is still the same. What has vanished is `gone_at`, and can come again."""

    number = AutoField()
    system = CharField()
    kind = CharField()
    block = IntegerField()
    source = CharField()
    blueprint = CharField()
    identifier = CharField()
    title = WordsField()
    properties = JsonField()
    relations = JsonField()
    digest = CharField()
    changed_at = UtcField()
    gone_at = UtcField(null=True)

    class Meta:
        indexes = ((("system", "blueprint", "identifier"), True), (("system", "kind", "source"), False))


class CatalogMisfit(Table):
    id = AutoField()
    system = CharField(index=True)
    kind = CharField()
    block = IntegerField()
    field = CharField()
    expression = TextField()
    count = IntegerField()
    sample = CharField()
    why = WordsField()
    is_fault = BooleanField()


class CatalogNews(Table):
    """Something happened to this thing. `tries`: how often it could not be read since."""

    id = AutoField()
    system = CharField()
    kind = CharField()
    source = CharField()
    tries = IntegerField(default=0)

    class Meta:
        indexes = ((("system", "kind", "source"), True),)
