"""Pages: what calls people for an incident."""

from peewee import CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Page(Model):
        key = CharField(primary_key=True)
        incident = IntegerField(index=True)
        source_id = CharField(default='', index=True)
        class Meta:
            database = db
            table_name = 'page'
    db.create_tables([Page])

    migrator.migrate(migrator.add_column('incident', 'pages', TextField(default='[]')))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('incident', 'pages'))
    migrator.migrate(migrator.drop_table('page'))
