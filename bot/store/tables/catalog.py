"""The catalog: entities, the file that maps them, what could not be mapped, and what is to be read anew.

`system` is the account that all of it was read of: ids of two accounts may be equal.
"""

from peewee import (
    AutoField,
    BooleanField,
    CharField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.table import Table


class Entity(Table):
    """`digest` says whether it is still the same. What has vanished is `gone_at`, and can come again.

    `there`: the digest of what was written of it in Port; empty where nothing of it stands there. `tried`: of
    what Port refused last, and `refusal`: why.
    """

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
    there = CharField(default="")
    tried = CharField(default="")
    refusal = WordsField(default="")

    class Meta:
        indexes = ((("identifier", "blueprint", "system"), True), (("system", "kind", "source"), False))


class Relation(Table):
    """An entity that is there is related to what is called `target`."""

    entity = ForeignKeyField(Entity, on_delete="CASCADE", index=False)
    target = CharField(index=True)

    class Meta:
        primary_key = CompositeKey("entity", "target")


class CatalogFile(Table):
    """The one row: the mapping file as it could be read last, and what of it Port has to know."""

    id = AutoField()
    text = WordsField()
    creates_missing = BooleanField()
    deletes_dependents = BooleanField()


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
    """Something happened to this thing, `told` times. `tries`: how often it could not be read since."""

    id = AutoField()
    system = CharField()
    kind = CharField()
    source = CharField()
    tries = IntegerField(default=0)
    told = IntegerField(default=1)

    class Meta:
        indexes = ((("system", "kind", "source"), True),)
