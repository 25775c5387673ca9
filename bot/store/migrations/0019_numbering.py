"""Where the numbers of new incidents begin after a backup was restored."""

from peewee import CharField, IntegerField, Model


def up(migrator, db):
    class Numbering(Model):
        name = CharField(primary_key=True)
        first = IntegerField()
        class Meta:
            database = db
            table_name = 'numbering'
    db.create_tables([Numbering])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('numbering'))
