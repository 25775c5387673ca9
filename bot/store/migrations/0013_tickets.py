"""Tickets: what other systems keep of an incident."""

from peewee import CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Ticket(Model):
        mark = CharField(primary_key=True)
        incident = IntegerField(index=True)
        system = CharField()
        source_id = CharField(default='')
        key = CharField(default='')
        class Meta:
            database = db
            table_name = 'ticket'
            indexes = ((('system', 'source_id'), False), (('system', 'key'), False))
    db.create_tables([Ticket])

    migrator.migrate(migrator.add_column('incident', 'tickets', TextField(default='[]')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'tickets'))
    migrator.migrate(migrator.drop_table('ticket'))
