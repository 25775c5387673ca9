"""`firebell copy-database`: everything that is kept, from DATABASE_URL into another database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import click

from bot import logs, settings
from bot.app import prepare_database
from bot.commands.progress import progress
from bot.domain.errors import UserError
from bot.ports import Effects, utc_now
from bot.store.copies import copying
from bot.store.copies.copying import Copied
from bot.store.database import Database
from bot.store.engine.sqlite import PREFIX
from bot.usecases.unit import Unit


@click.command("copy-database")
@click.argument("target_url")
def copy_database(target_url: str) -> None:
    """Copy all of DATABASE_URL into TARGET_URL, which is empty, and compare both. Stop Firebell first."""
    given = settings.read()
    logs.configure("WARNING", given.log_format, given.secrets)
    if target_url == given.database_url:
        raise UserError("TARGET_URL is DATABASE_URL itself. Give the address of another database.")
    must_be_there(given.database_url)
    with (
        undone(target_url),
        still(given.database_url) as source,
        still(target_url, "TARGET_URL") as target,
        progress("Copying") as tell,
    ):
        last = partial(source.read_now, copying.must_be_still)
        copied = target.run(partial(copying.copy, source.engine.moment, last, tell=tell))
    for line in lines(copied):
        click.echo(line)
    click.echo("Both are equal. Give TARGET_URL as DATABASE_URL from now on, and start Firebell.")


def must_be_there(url: str) -> None:
    """Raise UserError where the file is not there: what is copied is never made for it."""
    if url.startswith(PREFIX) and not Path(url.removeprefix(PREFIX)).exists():
        where = url.removeprefix(PREFIX)
        raise UserError(f"{where} is not there, so there is nothing to copy. Give its place as DATABASE_URL.")


@contextmanager
def still(url: str, name: str = "DATABASE_URL") -> Iterator[Database[Unit]]:
    """Give a database that no Firebell works on, and keep them away where it is a file. name: of the url.

    Raises UserError, which names the database, where one does.
    """
    try:
        db: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
        prepare_database(db)
    except UserError as error:
        raise UserError(error.sentence.replace("DATABASE_URL", name)) from None
    try:
        db.read_now(copying.must_be_still)
        yield db
    finally:
        db.close()


@contextmanager
def undone(url: str) -> Iterator[None]:
    """Where it ends badly, take away the file that was made for it."""
    path = Path(url.removeprefix(PREFIX))
    fresh = url.startswith(PREFIX) and not path.exists()
    try:
        yield
    except BaseException:
        for end in ("", "-wal", "-shm", ".lock") if fresh else ():
            with suppress(OSError):
                path.with_name(path.name + end).unlink(missing_ok=True)
        raise


def lines(copied: Iterable[Copied]) -> Iterator[str]:
    """Say of each table that holds something how many rows it has, and their hash."""
    return (f"{one.table:<20} {one.rows:>9}  {one.hash}" for one in copied if one.rows)
