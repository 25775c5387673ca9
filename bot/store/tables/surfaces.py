"""What surfaces show now, and who looks at App Home."""

from peewee import CharField, CompositeKey

from bot.store.fields import JsonField, UtcField
from bot.store.tables.table import Table


class Shown(Table):
    """What a surface of a subject shows now: domain.incident.Shown."""

    subject = CharField()
    surface = CharField()
    said = JsonField()

    class Meta:
        primary_key = CompositeKey("subject", "surface")


class Home(Table):
    """Who has looked at App Home, when last, and what they chose to see: domain.wanted.Wanted."""

    person = CharField(primary_key=True)
    opened_at = UtcField(index=True)
    wanted = JsonField(default=dict)
