"""What was carried over to other systems and back, how our accounts there stand, who should answer calls."""

from peewee import BigAutoField, CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Exchange(Model):
        id = BigAutoField()
        at = CharField(max_length=32, index=True)
        system = CharField()
        incident = IntegerField()
        way = CharField()
        object = CharField()
        what = CharField()
        was = TextField()
        becomes = TextField()
        end = CharField()
        error = TextField()
        told = CharField()
        by = CharField()
        delivery = IntegerField()
        class Meta:
            database = db
            table_name = 'exchange'
            indexes = ((('system', 'id'), False), (('incident', 'id'), False))

    class Standing(Model):
        system = CharField(primary_key=True)
        looked_at = CharField(max_length=32, null=True)
        findings = TextField(default='[]')
        heard_at = CharField(max_length=32, null=True)
        class Meta:
            database = db
            table_name = 'standing'
    db.create_tables([Exchange, Standing])

    migrator.migrate(migrator.add_column('delivery', 'cause', CharField(default='')))
    migrator.migrate(migrator.add_column('call', 'answer_due', CharField(max_length=32, null=True, index=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('call', 'answer_due'))
    migrator.migrate(migrator.drop_column('delivery', 'cause'))
    migrator.migrate(migrator.drop_table('standing'))
    migrator.migrate(migrator.drop_table('exchange'))
