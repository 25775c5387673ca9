"""What is written about incidents: the text of post-mortems, and the runbooks that help in the next one."""

from peewee import CharField, IntegerField

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.table import Table


class Paper(Table):
    """The text of an incident's post-mortem, as it was last read or written; it outlives its home."""

    incident = IntegerField(primary_key=True)
    text = WordsField()
    read_at = UtcField()


class Runbook(Table):
    """A page that says what to do. `id`: the other system's; `words`: by which it is found."""

    id = CharField(primary_key=True)
    title = WordsField()
    url = WordsField()
    service = WordsField(default="")
    labels = JsonField(default=list)
    version = IntegerField(default=0)
    read_at = UtcField(index=True)
