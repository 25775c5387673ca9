"""What the entities of the catalog are related to, and an index by which each is found by its identifier."""

import json

from peewee import AutoField, CharField, CompositeKey, ForeignKeyField, Model

MANY = 200
LONGEST = 255
OLD, NEW = ('system', 'blueprint', 'identifier'), ('identifier', 'blueprint', 'system')


def up(migrator, db):
    class Entity(Model):
        number = AutoField()
        class Meta:
            database = db
            table_name = 'entity'

    class Relation(Model):
        entity = ForeignKeyField(Entity, on_delete='CASCADE', index=False)
        target = CharField(index=True)
        class Meta:
            database = db
            table_name = 'relation'
            primary_key = CompositeKey('entity', 'target')
    migrator.migrate(migrator.drop_index('entity', f'entity_{"_".join(OLD)}'))
    migrator.migrate(migrator.add_index('entity', NEW, True))
    db.create_tables([Relation])
    last = 0
    while rows := _after(db, last):
        found = [(number, target) for number, said in rows for target in _targets(json.loads(said))]
        for start in range(0, len(found), MANY):
            Relation.insert_many(found[start:start + MANY], [Relation.entity, Relation.target]).execute()
        last = rows[-1][0]


def _after(db, last):
    there = f'gone_at IS NULL AND number > {last}'
    asked = f'SELECT number, relations FROM entity WHERE {there} ORDER BY number LIMIT {MANY}'
    return db.execute_sql(asked).fetchall()


def _targets(relations):
    said = [one if isinstance(one, list) else [one] for one in relations.values()]
    names = dict.fromkeys(str(each) for some in said for each in some if each is not None)
    return [name for name in names if len(name) <= LONGEST]


def down(migrator, db):
    migrator.migrate(migrator.drop_table('relation'))
    migrator.migrate(migrator.drop_index('entity', f'entity_{"_".join(NEW)}'))
    migrator.migrate(migrator.add_index('entity', OLD, True))
