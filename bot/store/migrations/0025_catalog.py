"""The catalog: entities, what could not be mapped, and what is to be read anew."""

from peewee import AutoField, BooleanField, CharField, IntegerField, Model, TextField


def up(migrator, db):
    class Entity(Model):
        number = AutoField()
        system = CharField()
        kind = CharField()
        block = IntegerField()
        source = CharField()
        blueprint = CharField()
        identifier = CharField()
        title = TextField()
        properties = TextField()
        relations = TextField()
        digest = CharField()
        changed_at = CharField(max_length=32)
        gone_at = CharField(max_length=32, null=True)
        class Meta:
            database = db
            table_name = 'entity'
            indexes = ((('system', 'blueprint', 'identifier'), True), (('system', 'kind', 'source'), False))

    class CatalogMisfit(Model):
        id = AutoField()
        system = CharField(index=True)
        kind = CharField()
        block = IntegerField()
        field = CharField()
        expression = TextField()
        count = IntegerField()
        sample = CharField()
        why = TextField()
        is_fault = BooleanField()
        class Meta:
            database = db
            table_name = 'catalog_misfit'

    class CatalogNews(Model):
        id = AutoField()
        system = CharField()
        kind = CharField()
        source = CharField()
        tries = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'catalog_news'
            indexes = ((('system', 'kind', 'source'), True),)
    db.create_tables([Entity, CatalogMisfit, CatalogNews])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('catalog_news'))
    migrator.migrate(migrator.drop_table('catalog_misfit'))
    migrator.migrate(migrator.drop_table('entity'))
