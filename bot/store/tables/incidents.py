"""Incidents, and what hangs on each of them."""

from peewee import (
    AutoField,
    BigAutoField,
    BooleanField,
    CharField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.table import Table


class Incident(Table):
    id = AutoField()
    title = WordsField()
    description = WordsField()
    status = CharField()
    priority = CharField()
    category = CharField()
    environments = JsonField()
    impacts = JsonField()
    private = BooleanField()
    opened_by = CharField()
    opened_at = UtcField()
    draft = CharField(unique=True)
    invited = JsonField()
    status_since = UtcField(null=True)
    members = JsonField(default=list)
    named = JsonField(default=list)
    roles = JsonField(default=dict)
    key_events = JsonField(default=dict)
    news = JsonField(null=True)
    next_update_at = UtcField(null=True)
    closure = JsonField(null=True)
    closed_at = UtcField(null=True, index=True)
    postmortem = JsonField(null=True)
    postmortem_ready = BooleanField(default=False)
    merged_into = IntegerField(default=0)
    archived = BooleanField(default=False)
    absent = JsonField(default=list)
    pages = JsonField(default=list)
    tickets = JsonField(default=list)
    fields = JsonField(default=dict)
    halted = BooleanField(default=False)
    drill = BooleanField(default=False)
    braked = BooleanField(default=False)

    class Meta:
        indexes = (
            (("status", "id"), False),
            (("opened_by", "status"), False),
            (("opened_at", "private", "category", "priority", "status"), False),
        )


class Insider(Table):
    """Who has to do with an incident: the same as domain.incident.Incident.insiders, to be asked for."""

    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    person = CharField(index=True)

    class Meta:
        primary_key = CompositeKey("incident", "person")


class Task(Table):
    """Something to be done because of an incident."""

    id = AutoField()
    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    title = WordsField()
    owner = CharField(default="", index=True)
    due_on = CharField(default="")
    done_at = UtcField(null=True)
    url = TextField(default="")
    added_by = CharField()
    added_at = UtcField()
    remind_at = UtcField(null=True)


class Due(Table):
    """What Firebell will ask for by itself, and when; `count`: how often in a row it has asked."""

    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    kind = CharField()
    due_at = UtcField(index=True)
    count = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("incident", "kind")


class Follower(Table):
    """A person or a channel (`place`) that is told each update from outside; `by` asked for it."""

    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    place = CharField()
    by = CharField()
    at = UtcField()

    class Meta:
        primary_key = CompositeKey("incident", "place")


class Link(Table):
    """An incident has one link of a kind; a thing elsewhere belongs to one incident."""

    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    kind = CharField()
    key = CharField()
    url = TextField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("incident", "kind")
        indexes = ((("kind", "key"), True),)


class Event(Table):
    """The timeline: rows are added, and never changed but to take words out."""

    id = BigAutoField()
    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    kind = CharField()
    at = UtcField()
    by = CharField()
    said = JsonField()


class Redaction(Table):
    """Words that are still to be taken out elsewhere because of an event, which does not say them."""

    event = ForeignKeyField(Event, primary_key=True, on_delete="CASCADE")
    words = WordsField()
    at = UtcField()
