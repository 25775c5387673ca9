"""Which incident a page belongs to, and the pages that belong to none."""

from peewee import AutoField, BooleanField, CharField, IntegerField

from bot.store.fields import JsonField, UtcField
from bot.store.tables.table import Table


class Page(Table):
    """What is known of it stands with the incident.

    `key`: what PagerDuty is asked for it with, its incident_key there; of what began there `pagerduty:` and
    its id. `source_id`: its id there, once it has one.
    """

    key = CharField(primary_key=True)
    incident = IntegerField(index=True)
    source_id = CharField(default="", index=True)


class Call(Table):
    """A page without an incident, `said` as domain.paging.calls; `incident`: the one made of it, else 0.

    `goes_on`: whether PagerDuty is still to be asked how it is. `answer_due`: when somebody should have
    acknowledged it; empty where nobody is waited for.
    """

    id = AutoField()
    by = CharField()
    at = UtcField()
    key = CharField(unique=True)
    source_id = CharField(default="", index=True)
    incident = IntegerField(default=0)
    goes_on = BooleanField(index=True)
    answer_due = UtcField(null=True, index=True)
    said = JsonField()

    class Meta:
        indexes = ((("by", "at"), False),)
