"""What of the catalog stands in Port, and the mapping file that could be read last."""

from peewee import AutoField, BooleanField, CharField, Model, TextField

COLUMNS = ('there', 'tried')


def up(migrator, db):
    class CatalogFile(Model):
        id = AutoField()
        text = TextField()
        creates_missing = BooleanField()
        deletes_dependents = BooleanField()
        class Meta:
            database = db
            table_name = 'catalog_file'
    db.create_tables([CatalogFile])
    for name in COLUMNS:
        migrator.migrate(migrator.add_column('entity', name, CharField(default='')))
    migrator.migrate(migrator.add_column('entity', 'refusal', TextField(default='')))


def down(migrator, db):
    migrator.migrate(migrator.drop_table('catalog_file'))
    for name in (*COLUMNS, 'refusal'):
        migrator.migrate(migrator.drop_column('entity', name))
