"""What was restored from a backup, and where the numbers of new incidents begin since."""

from peewee import CharField, IntegerField, Model


def up(migrator, db):
    class Restoration(Model):
        at = CharField(max_length=32, primary_key=True)
        since = CharField(max_length=32)
        last = IntegerField()
        first = IntegerField()
        class Meta:
            database = db
            table_name = 'restoration'
    db.create_tables([Restoration])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('restoration'))
