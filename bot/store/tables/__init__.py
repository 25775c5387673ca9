"""The tables as they are now; migrations/ brings a database here, and a test holds both equal."""

from peewee import (
    SQL,
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
from bot.store.tables.api import Raised, Token
from bot.store.tables.catalog import CatalogMisfit, CatalogNews, Entity
from bot.store.tables.clock import Health, Job, Leader, Listing, Restoration
from bot.store.tables.inbound import Exchange, Hook, Reading, Standing
from bot.store.tables.insight import Tally
from bot.store.tables.oncall import Contact, Policy, Schedule, Service, Shift, Team
from bot.store.tables.pages import Call, Page
from bot.store.tables.papers import Paper, Runbook
from bot.store.tables.people import (
    Channel,
    ChannelMember,
    Conversation,
    Forgotten,
    Identity,
    OtherAccount,
    Person,
    Usergroup,
    UsergroupMember,
)
from bot.store.tables.queues import Lease, Press, Telling
from bot.store.tables.surfaces import Draft, Home, Shown
from bot.store.tables.table import Table
from bot.store.tables.tickets import Ticket

__all__ = [
    "Call",
    "CatalogMisfit",
    "CatalogNews",
    "Channel",
    "ChannelMember",
    "Contact",
    "Conversation",
    "Draft",
    "Entity",
    "Exchange",
    "Forgotten",
    "Health",
    "Home",
    "Hook",
    "Identity",
    "Job",
    "Leader",
    "Lease",
    "Listing",
    "OtherAccount",
    "Page",
    "Paper",
    "Person",
    "Policy",
    "Press",
    "Raised",
    "Reading",
    "Restoration",
    "Runbook",
    "Schedule",
    "Service",
    "Shift",
    "Shown",
    "Standing",
    "Table",
    "Tally",
    "Team",
    "Telling",
    "Ticket",
    "Token",
    "Usergroup",
    "UsergroupMember",
]
"""What stands in files of its own; all others stand here."""


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


class Delivery(Table):
    """One effect that is owed. `needs`: the kind of link it still waits for.

    `cause`: what somebody told us, or what looked, because of which it is owed; empty where an event is why.

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
    cause = CharField(default="")

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


class Audit(Table):
    """A change of the settings: domain.settings.difference.Difference."""

    id = AutoField()
    at = UtcField()
    by = CharField()
    section = CharField()
    key = CharField()
    was = JsonField(null=True)
    becomes = JsonField(null=True)

    class Meta:
        indexes = ((("section", "key"), False),)


TABLES = tuple(Table.__subclasses__())
"""All of them, each after those that it names."""
