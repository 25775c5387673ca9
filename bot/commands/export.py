"""`firebell export`: incidents as a table, to standard output."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from bot import logs, settings
from bot.commands.database import database
from bot.domain.settings.difference import Difference
from bot.domain.taxonomy import Taxonomy
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.find.export import page
from bot.store.settings import audit
from bot.store.who import people
from bot.usecases.unit import Unit
from bot.views.export import records
from bot.views.export.cells import cell
from bot.views.settings.history import EXPORTED


@click.command()
@click.argument("what", type=click.Choice(["incidents"]))
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--private", is_flag=True, help="Private ones too, which the history of the settings tells.")
def export(what: str, form: str, private: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Write all incidents to standard output, one by one, in the order of their numbers."""
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    with database(given.database_url) as db:
        if private:
            db.write_now(_note, what)
        words = db.read_now(taxonomy.load)
        found = _records(db, words, private=private)
        if form == "csv":
            _as_table(records.columns(words), found)
        else:
            _as_list(found)


def _note(unit: Unit, what: str) -> None:
    """Who looks must be able to be asked; on the command line that is who may read the database anyway."""
    audit.add("", unit.now, [Difference(EXPORTED, what, None, {"private": True})])


def _records(db: Database[Unit], words: Taxonomy, *, private: bool) -> Iterator[dict[str, Any]]:
    after = 0
    while found := db.read_now(page, after, private=private):
        needed = {person for incident in found for person in records.people(incident)}
        known = db.read_now(people.several, needed)
        yield from (records.record(incident, words, known) for incident in found)
        after = found[-1].id


def _as_table(columns: list[str], found: Iterable[dict[str, Any]]) -> None:
    table = csv.writer(sys.stdout)
    table.writerow(columns)
    for one in found:
        table.writerow([cell(one[column]) for column in columns])


def _as_list(found: Iterable[dict[str, Any]]) -> None:
    """A list that is written as it comes."""
    between = "["
    for one in found:
        click.echo(between + json.dumps(one, ensure_ascii=False))
        between = ","
    click.echo("]" if between == "," else "[]")
