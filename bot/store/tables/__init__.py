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
)

from bot.store.fields import JsonField, UtcField, WordsField
from bot.store.tables.api import Raised, Token
from bot.store.tables.catalog import CatalogFile, CatalogMisfit, CatalogNews, Entity, Relation
from bot.store.tables.clock import Health, Job, Leader, Listing, Restoration
from bot.store.tables.inbound import Exchange, Hook, Reading, Standing
from bot.store.tables.incidents import Due, Event, Follower, Incident, Insider, Link, Redaction, Task
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
from bot.store.tables.surfaces import Draft, Home, Shown, Workspace
from bot.store.tables.table import Table
from bot.store.tables.tickets import Ticket

__all__ = [
    "Call",
    "CatalogFile",
    "CatalogMisfit",
    "CatalogNews",
    "Channel",
    "ChannelMember",
    "Contact",
    "Conversation",
    "Draft",
    "Due",
    "Entity",
    "Event",
    "Exchange",
    "Follower",
    "Forgotten",
    "Health",
    "Home",
    "Hook",
    "Identity",
    "Incident",
    "Insider",
    "Job",
    "Leader",
    "Lease",
    "Link",
    "Listing",
    "OtherAccount",
    "Page",
    "Paper",
    "Person",
    "Policy",
    "Press",
    "Raised",
    "Reading",
    "Redaction",
    "Relation",
    "Restoration",
    "Runbook",
    "Schedule",
    "Service",
    "Shift",
    "Shown",
    "Standing",
    "Table",
    "Tally",
    "Task",
    "Team",
    "Telling",
    "Ticket",
    "Token",
    "Usergroup",
    "UsergroupMember",
    "Workspace",
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
