"""When the key events of each incident were, and an index over what figures ask of all of them."""

import json
from datetime import UTC, datetime, timedelta

from peewee import *

LEFT_OUT = {'false positive', 'cancelled', 'not an incident', 'false alarm', 'duplicate', 'superseded'}
EPOCH = datetime.fromtimestamp(0, UTC)


def up(migrator, db):
    columns = ('opened_at', 'private', 'category', 'priority', 'status')
    migrator.migrate(migrator.add_index('incident', columns, False))
    tallies(db)


def tallies(db):
    class Tally(Model):
        incident = IntegerField(primary_key=True)
        opened = BigIntegerField()
        counts = BooleanField()
        moments = TextField()
        class Meta:
            database = db
            table_name = 'tally'
    db.create_tables([Tally])
    asked = 'SELECT id, opened_at, key_events, closure, merged_into FROM incident'
    rows = [_row(*row) for row in db.execute_sql(asked).fetchall()]
    for start in range(0, len(rows), 200):
        Tally.insert_many(rows[start:start + 200]).execute()


def _row(number, opened, key_events, closure, merged):
    known = {key: _stamp(said['at']) for key, said in json.loads(key_events or '{}').items() if said['at']}
    reason = (json.loads(closure or 'null') or {}).get('reason')
    return {
        'incident': number,
        'opened': _stamp(opened),
        'counts': not merged and reason not in LEFT_OUT,
        'moments': json.dumps(known, separators=(',', ':')),
    }


def _stamp(at):
    return (datetime.fromisoformat(at) - EPOCH) // timedelta(seconds=1)


def down(migrator, db):
    migrator.migrate(migrator.drop_index('incident', 'incident_opened_at_private_category_priority_status'))
    migrator.migrate(migrator.drop_table('tally'))
