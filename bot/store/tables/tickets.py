"""Which incident a ticket belongs to; what is known of it stands with the incident."""

from peewee import CharField, IntegerField

from bot.store.tables.table import Table


class Ticket(Table):
    """`mark`: known before the system is asked; `source_id`, `key`: what it is called there."""

    mark = CharField(primary_key=True)
    incident = IntegerField(index=True)
    system = CharField()
    source_id = CharField(default="")
    key = CharField(default="")

    class Meta:
        indexes = ((("system", "source_id"), False), (("system", "key"), False))
