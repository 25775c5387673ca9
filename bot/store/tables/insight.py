"""What figures over many incidents are made of."""

from peewee import BigIntegerField, BooleanField, IntegerField

from bot.store.fields import JsonField
from bot.store.tables.table import Table


class Tally(Table):
    """What is quick to read of an incident that really happened; a drill has none.

    Written with the incident, so that no event has to be read again: domain.insight.counted.
    """

    incident = IntegerField(primary_key=True)
    opened = BigIntegerField()
    counts = BooleanField()
    moments = JsonField()
