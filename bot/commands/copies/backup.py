"""`firebell backup` and `firebell restore`: all that is kept in one file, and back."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from bot import logs, settings
from bot.commands.copies.copying import lines, must_be_there, still, undone
from bot.commands.database import database
from bot.commands.progress import progress
from bot.domain.errors import UserError
from bot.ports import Effects, utc_now
from bot.store import incidents, schema
from bot.store.copies import copying, lost, restoring
from bot.store.database import Database
from bot.store.engine.sqlite import PREFIX
from bot.usecases.unit import Unit

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("path", metavar="FILE", type=FILE)
def backup(path: Path) -> None:
    """Write all that is kept into FILE, as it is at this moment. Firebell may run meanwhile."""
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    must_be_there(given.database_url)
    with _in_its_place(path) as unfinished, database(given.database_url) as db:
        if not db.engine.save_to(unfinished):
            _copy(db, unfinished)
    click.echo(f"{path} holds all of it: {path.stat().st_size / 1e6:.1f} MB.")


@click.command()
@click.argument("path", metavar="FILE", type=FILE)
def restore(path: Path) -> None:
    """Bring FILE, which `firebell backup` wrote, into DATABASE_URL, which is empty. Stop Firebell first."""
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    if not path.is_file():
        raise UserError(f"{path} is no file." if path.exists() else f"{path} is not there.")
    with (
        tempfile.TemporaryDirectory(prefix="firebell-") as folder,
        undone(given.database_url),
        _backup(path, Path(folder)) as source,
        still(given.database_url) as target,
        progress("Restoring") as tell,
    ):
        last = partial(restoring.set_back, utc_now())
        copied = target.run(partial(copying.copy, source.engine.moment, last, tell=tell))
        first = target.read_now(lost.ahead)
        active = [one.ref for one in target.read_now(incidents.active)]
    for line in lines(copied):
        click.echo(line)
    click.echo(f"Restored. The next incident is inc-{first}, as lower numbers may have been given since.")
    if active:
        click.echo(f"Active then: {', '.join(active)}. See what happened since, and bring them up to date.")


@contextmanager
def _in_its_place(path: Path) -> Iterator[Path]:
    """Give a file beside it, for its owner alone, that takes this name once it is whole.

    Raises UserError where there is something already, or nothing can be written.
    """
    if path.exists():
        raise UserError(f"{path} is there already, and is not overwritten. Give another name.")
    unfinished = path.with_name(f"{path.name}.part")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise UserError(
            f"{unfinished} is there: of a backup that runs, or was cut off. Delete it then."
        ) from None
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        yield unfinished
        unfinished.rename(path)
    finally:
        for end in ("", "-wal", "-shm", ".lock"):
            path.with_name(f"{unfinished.name}{end}").unlink(missing_ok=True)


def _copy(source: Database[Unit], path: Path) -> None:
    """Row by row, into the one kind of database that is a file."""
    with still(f"{PREFIX}{path}") as target, progress("Copying") as tell:
        target.run(partial(copying.copy, source.engine.moment, _nothing, tell=tell))


def _nothing() -> None:
    """The copy is the backup."""


@contextmanager
def _backup(path: Path, folder: Path) -> Iterator[Database[Unit]]:
    """Give a copy of it with the tables of today, so that the backup itself stays as it is."""
    url = f"{PREFIX}{shutil.copyfile(path, folder / 'backup.db')}"
    if not _is_ours(url):
        raise UserError(f"{path} is no backup of Firebell, or not whole: `firebell backup` writes them.")
    with still(url) as db:
        yield db


def _is_ours(url: str) -> bool:
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    try:
        db.open()
    except UserError:
        return False
    try:
        return db.run(schema.is_ours)
    finally:
        db.close()
