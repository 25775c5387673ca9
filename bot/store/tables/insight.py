"""What figures over many incidents are made of."""

from peewee import IntegerField, TextField

from bot.store.fields import JsonField
from bot.store.tables.table import Table


class Tally(Table):
    """What is quick to read of an incident that really happened; a drill has none.

    Written with the incident, so that no event has to be read again: domain.insight.counted. Incidents of the
    same `kind` are read as one row: `said` is numbers with commas between.
    """

    incident = IntegerField(primary_key=True)
    kind = JsonField()
    said = TextField()
