"""What surfaces show now, whose they are, who looks at App Home, and forms that somebody has begun."""

from peewee import BooleanField, CharField, CompositeKey, IntegerField

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


class Workspace(Table):
    """Where Firebell was connected last: Slack's ids of the workspace and of the app."""

    team = CharField(primary_key=True)
    app = CharField()


class Draft(Table):
    """A declaration that somebody has begun. `incident` is 0 until it was submitted.

    `closed`: its form is on nobody's screen any more.
    """

    id = CharField(primary_key=True)
    person = CharField(index=True)
    said = JsonField()
    touched_at = UtcField(index=True)
    incident = IntegerField(default=0)
    closed = BooleanField(default=False)
