"""`firebell forget`: takes a person who has left out of everything that is kept."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import click

from bot import logs, settings
from bot.commands.database import database
from bot.domain.personal.forgetting import Traces
from bot.ports import utc_now
from bot.store.database import Database
from bot.store.personal import traces as known
from bot.store.personal import walk
from bot.usecases.personal.forget_old import tidy_words
from bot.usecases.personal.forget_person import begin_to_forget, end_forgetting, find_anew, forget_rows
from bot.usecases.unit import Unit
from bot.views.personal import forgetting as view

ROWS, INCIDENTS = 100, 20
"""Of one transaction, so that a Firebell that runs meanwhile never waits for long."""

ROUNDS = 5

Found = dict[Any, list[walk.Key]]
_T = TypeVar("_T")


@click.command()
@click.argument("person")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what goes.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(person: str, dry: bool, yes: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Forget PERSON, who has left: a Slack id, an e-mail address, or a name. Incidents stay as they were.

    Cut off, it can be run again.
    """
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    with database(given.database_url) as db:
        traces = db.read_now(known.of, person, utc_now())
        found = walk.found(traces, walk.WALKED, db.read_now)
        named = walk.found(traces, walk.OF_OTHERS, db.read_now)
        for line in view.lines(traces, _counts(found), [walk.OF_OTHERS[table] for table in named]):
            click.echo(line)
        if dry:
            return
        if not yes:
            _ask()
        _forget(db, traces)
    click.echo(view.DONE)


def _ask() -> None:
    """Where nobody can answer, nobody is forgotten by accident."""
    if not sys.stdin.isatty():
        raise click.ClickException("Nobody sits here who could be asked: run it with --yes.")
    click.confirm("Forget them?", abort=True)


def _forget(db: Database[Unit], traces: Traces) -> None:
    """People write meanwhile, and may name them: look until nothing does."""
    db.write_now(begin_to_forget, traces)
    rows, rounds = 0, ROUNDS
    while found := walk.found(traces, walk.WALKED, db.read_now):
        if not rounds:
            raise click.ClickException("What names them is written all the while. Run it again.")
        rows, rounds = rows + _rewrite(db, traces, found), rounds - 1
    db.write_now(end_forgetting, traces, rows)
    begin = True
    while db.write_now(tidy_words, begin=begin):
        begin = False


def _rewrite(db: Database[Unit], traces: Traces, found: Found) -> int:
    """Write these rows without them, and give how many that were."""
    touched: set[int] = set()
    for table, keys in found.items():
        for some in _pieces(keys, ROWS):
            touched |= db.write_now(forget_rows, table, some, traces)
    for numbers in _pieces(sorted(touched), INCIDENTS):
        db.write_now(find_anew, numbers)
    return sum(map(len, found.values()))


def _counts(found: Found) -> dict[str, int]:
    return {table.__name__: len(keys) for table, keys in found.items()}


def _pieces(whole: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (whole[start : start + size] for start in range(0, len(whole), size))
