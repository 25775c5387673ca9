"""Which incident a page belongs to; what is known of it stands with the incident."""

from peewee import CharField, IntegerField

from bot.store.tables.table import Table


class Page(Table):
    """`key`: PagerDuty's incident_key, known before PagerDuty is asked; `source_id`: its id there."""

    key = CharField(primary_key=True)
    incident = IntegerField(index=True)
    source_id = CharField(default="", index=True)
