"""The tables as they are now; migrations/ brings a database here, and a test holds both equal."""

from peewee import (
    SQL,
    AutoField,
    BigAutoField,
    BooleanField,
    CharField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from bot.store.engine.current import CURRENT
from bot.store.fields import JsonField, UtcField, WordsField


class Table(Model):
    class Meta:
        database = CURRENT
        legacy_table_names = False


class TaxonomyEntry(Table):
    """One priority, category, ... as data/defaults.yml words it."""

    section = CharField()
    key = CharField()
    position = IntegerField()
    said = JsonField()

    class Meta:
        primary_key = CompositeKey("section", "key")


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
    postmortem_ready = BooleanField(default=False)
    merged_into = IntegerField(default=0)

    class Meta:
        indexes = ((("status", "id"), False), (("opened_by", "status"), False))


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


class Draft(Table):
    """A declaration that somebody has begun. `incident` is 0 until it was submitted."""

    id = CharField(primary_key=True)
    person = CharField()
    said = JsonField()
    opened_at = UtcField(index=True)
    incident = IntegerField(default=0)


class Due(Table):
    """What Firebell will ask for by itself, and when; `count`: how often in a row it has asked."""

    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    kind = CharField()
    due_at = UtcField(index=True)
    count = IntegerField(default=0)
    snoozed_until = UtcField(null=True)

    class Meta:
        primary_key = CompositeKey("incident", "kind")


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
    """The timeline: rows are added, never changed."""

    id = BigAutoField()
    incident = ForeignKeyField(Incident, on_delete="CASCADE")
    kind = CharField()
    at = UtcField()
    by = CharField()
    said = JsonField()


class Delivery(Table):
    """One effect that is owed. `needs`: the kind of link it still waits for.

    `attempt` counts claims; `failures` those among them that count towards giving up, so not those that
    the other side sent away with a time to wait.
    """

    id = BigAutoField()
    subject = CharField()
    lane = CharField()
    effect = CharField()
    mirror = BooleanField()
    event = ForeignKeyField(Event, null=True, on_delete="CASCADE")
    needs = CharField(null=True)
    state = CharField()
    due_at = UtcField()
    attempt = IntegerField(default=0)
    failures = IntegerField(default=0)
    first_at = UtcField(null=True)
    claimed_by = CharField(default="")
    reason = WordsField(default="")

    class Meta:
        indexes = ((("state", "due_at"), False), (("subject", "lane", "id"), False))


# Literal, because an upsert must name an index's condition in the index's own words, without parameters.
UNBEGUN = SQL("mirror AND state = 'waiting' AND attempt = 0")

# Runs of a mirror that have not begun are one.
Delivery.add_index(
    Delivery.subject,
    Delivery.effect,
    unique=True,
    where=UNBEGUN,
    name="delivery_waiting_mirror",
)

# A lane never runs twice at once, however many replicas there are.
Delivery.add_index(
    Delivery.subject,
    Delivery.lane,
    unique=True,
    where=SQL("state = 'claimed'"),
    name="delivery_claimed_lane",
)


class Lease(Table):
    """A worker lives until then, in seconds since 1970 by the database's own clock."""

    worker = CharField(primary_key=True)
    until = DoubleField()


class Telling(Table):
    """The inbox: what others told us about something of ours, until it has been turned into a use case."""

    id = BigAutoField()
    source = CharField()
    object = CharField()
    key = CharField()
    kind = CharField()
    said = JsonField()
    received_at = UtcField()
    state = CharField()
    due_at = UtcField()
    failures = IntegerField(default=0)
    reason = WordsField(default="")

    class Meta:
        indexes = (
            (("source", "key"), True),
            (("state", "due_at"), False),
            (("source", "object", "id"), False),
        )


class Press(Table):
    """A press that has been answered: a repeat gets the same answer."""

    key = CharField(primary_key=True)
    answer = JsonField()
    at = UtcField(index=True)


class Person(Table):
    """Somebody in Slack, as domain.people.Person."""

    id = CharField(primary_key=True)
    name = CharField()
    real_name = WordsField(default="")
    email = CharField(default="", index=True)
    zone = CharField(default="UTC")
    admin = BooleanField(default=False)
    guest = BooleanField(default=False)
    stranger = BooleanField(default=False)
    bot = BooleanField(default=False)
    deleted = BooleanField(default=False)
    read_at = UtcField()


class Usergroup(Table):
    id = CharField(primary_key=True)
    handle = CharField(index=True)
    name = CharField()
    read_at = UtcField()


class UsergroupMember(Table):
    usergroup = ForeignKeyField(Usergroup, on_delete="CASCADE")
    person = CharField()

    class Meta:
        primary_key = CompositeKey("usergroup", "person")


class Conversation(Table):
    """A channel that a tag names."""

    tag = CharField(primary_key=True)
    id = CharField()
    name = CharField()


class Home(Table):
    """Who has looked at App Home, and when last."""

    person = CharField(primary_key=True)
    opened_at = UtcField(index=True)


TABLES = (
    TaxonomyEntry,
    Incident,
    Insider,
    Task,
    Draft,
    Due,
    Link,
    Event,
    Delivery,
    Lease,
    Telling,
    Press,
    Person,
    Usergroup,
    UsergroupMember,
    Conversation,
    Home,
)
