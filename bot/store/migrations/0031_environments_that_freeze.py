"""Which environments freeze deployments: those that were chosen already in the form, as before."""

import json

from peewee import CharField, CompositeKey, Model, TextField


def up(migrator, db):
    Entry = _entry(db)
    for key, said in _environments(Entry):
        if said.get('default'):
            _write(Entry, key, {**said, 'freezes': True})


def down(migrator, db):
    Entry = _entry(db)
    for key, said in _environments(Entry):
        _write(Entry, key, {name: value for name, value in said.items() if name != 'freezes'})


def _entry(db):
    class Entry(Model):
        section = CharField()
        key = CharField()
        said = TextField()
        class Meta:
            database = db
            table_name = 'taxonomy_entry'
            primary_key = CompositeKey('section', 'key')
    return Entry


def _environments(Entry):
    rows = Entry.select(Entry.key, Entry.said).where(Entry.section == 'environments').tuples()
    return [(key, json.loads(said)) for key, said in rows]


def _write(Entry, key, said):
    mine = (Entry.section == 'environments') & (Entry.key == key)
    Entry.update(said=json.dumps(said)).where(mine).execute()
