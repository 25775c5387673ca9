"""`firebell export`: incidents, or the catalog, as a table to standard output."""

import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from bot import logs, settings
from bot.commands.database import database
from bot.domain.settings.difference import Difference
from bot.domain.taxonomy import Taxonomy
from bot.store import taxonomy, workspace
from bot.store.catalog import entities
from bot.store.database import Database
from bot.store.find.export import page
from bot.store.settings import audit
from bot.store.who import people
from bot.usecases.unit import Unit
from bot.views.export import catalog, records
from bot.views.export.written import Written, pieces
from bot.views.settings.history import EXPORTED

CATALOG = "catalog"


@click.command()
@click.argument("what", type=click.Choice(["incidents", CATALOG]))
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--private", is_flag=True, help="Private ones too, which the history of the settings tells.")
def export(what: str, form: str, private: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Write all incidents, or the whole catalog, to standard output, one by one."""
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    with database(given.database_url) as db:
        if what == CATALOG:
            sys.stdout.writelines(pieces(Written(form, catalog.COLUMNS), _entities(db)))
            return
        if private:
            db.write_now(_note, what)
        words = db.read_now(taxonomy.load)
        write(db, words, form, sys.stdout, private=private)


def write(db: Database[Unit], words: Taxonomy, form: str, file: TextIO, *, private: bool) -> None:
    """Write all incidents, a page at a time."""
    written = Written(form, records.columns(words))
    file.writelines(pieces(written, _pages(db, words, private=private)))


def _entities(db: Database[Unit]) -> Iterator[list[dict[str, Any]]]:
    after, goes_on = 0, True
    while goes_on:
        found, after = db.read_now(entities.page, after)
        yield [one.shown for one in found]
        goes_on = bool(after)


def _note(unit: Unit, what: str) -> None:
    """Who looks must be able to be asked; on the command line that is who may read the database anyway."""
    audit.add("", unit.now, [Difference(EXPORTED, what, None, {"private": True})])


def _pages(db: Database[Unit], words: Taxonomy, *, private: bool) -> Iterator[list[dict[str, Any]]]:
    after, home = 0, db.read_now(workspace.home)
    while found := db.read_now(page, after, private=private):
        yield db.read_now(records.several, found, words, people.several, home)
        after = found[-1].id
