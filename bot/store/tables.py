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

    class Meta:
        indexes = ((("status", "id"), False), (("opened_by", "status"), False))


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
    Link,
    Event,
    Delivery,
    Lease,
    Telling,
    Press,
    Usergroup,
    UsergroupMember,
    Conversation,
    Home,
)
