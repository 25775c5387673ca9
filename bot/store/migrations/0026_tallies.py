"""Figures are read a kind of incidents at a time: what is kept for them is written anew, from the incidents."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module

from peewee import *

LEFT_OUT = {'false positive', 'cancelled', 'not an incident', 'false alarm', 'duplicate', 'superseded'}
EPOCH = datetime.fromtimestamp(0, UTC)
MANY = 200


def up(migrator, db):
    class Tally(Model):
        incident = IntegerField(primary_key=True)
        kind = TextField()
        said = TextField()
        class Meta:
            database = db
            table_name = 'tally'
    db.execute_sql('DROP TABLE tally')
    db.create_tables([Tally])
    last = 0
    while rows := _after(db, last):
        Tally.insert_many([_row(*row) for row in rows]).execute()
        last = rows[-1][0]


def _after(db, last):
    asked = (
        'SELECT id, opened_at, status, priority, category, key_events, closure, merged_into FROM incident '
        f'WHERE id > {last} AND NOT drill ORDER BY id LIMIT {MANY}'
    )
    return db.execute_sql(asked).fetchall()


def _row(number, opened, status, priority, category, key_events, closure, merged):
    said = json.loads(key_events or '{}')
    known = {key: _stamp(said[key]['at']) for key in sorted(said) if said[key]['at']}
    reason = (json.loads(closure or 'null') or {}).get('reason')
    counts = not merged and reason not in LEFT_OUT
    numbers = [_stamp(opened), *(at - _stamp(opened) for at in known.values())]
    kind = [status, priority, category, counts, *known]
    return {
        'incident': number,
        'kind': json.dumps(kind, ensure_ascii=False, separators=(',', ':')),
        'said': ','.join(map(str, numbers)),
    }


def _stamp(at):
    return (datetime.fromisoformat(at) - EPOCH) // timedelta(seconds=1)


def down(migrator, db):
    db.execute_sql('DROP TABLE tally')
    import_module('bot.store.migrations.0022_insight').tallies(db)
