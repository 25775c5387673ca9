"""Where Firebell is installed, so that what has no channel can be led to."""

from peewee import CharField, Model


def up(migrator, db):
    class Workspace(Model):
        team = CharField(primary_key=True)
        app = CharField()
        class Meta:
            database = db
            table_name = 'workspace'
    db.create_tables([Workspace])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('workspace'))
