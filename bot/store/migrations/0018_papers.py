"""Post-mortems and runbooks."""

from peewee import CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Paper(Model):
        incident = IntegerField(primary_key=True)
        text = TextField()
        read_at = CharField(max_length=32)
        class Meta:
            database = db
            table_name = 'paper'

    class Runbook(Model):
        id = CharField(primary_key=True)
        title = TextField()
        url = TextField()
        service = TextField(default='')
        labels = TextField(default='[]')
        version = IntegerField(default=0)
        read_at = CharField(index=True, max_length=32)
        class Meta:
            database = db
            table_name = 'runbook'
    db.create_tables([Paper, Runbook])

    migrator.migrate(migrator.add_column('incident', 'postmortem', TextField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'postmortem'))
    migrator.migrate(migrator.drop_table('runbook'))
    migrator.migrate(migrator.drop_table('paper'))
