"""Begin a story with the file that a first start makes: making it is half of what a start costs."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bot.app import prepare_database
from bot.ports import Clock, Effects, utc_now
from bot.store.database import Database
from bot.store.engine.sqlite import PREFIX
from bot.usecases.unit import Unit


def begin(url: str) -> None:
    """Put it where this URL names a file that is not there yet."""
    path = Path(url.removeprefix(PREFIX))
    if url.startswith(PREFIX) and not path.exists():
        path.write_bytes(_first_start())


@contextmanager
def opened(url: str, effects: Effects | None = None, clock: Clock = utc_now) -> Iterator[Database[Unit]]:
    """Open a database as a first start leaves it, without a Firebell around."""
    begin(url)
    owed = effects or Effects()
    db: Database[Unit] = Database(url, lambda: Unit(clock(), owed))
    prepare_database(db)
    yield db
    db.close()


@cache
def _first_start() -> bytes:
    """Give what production makes, made once in each process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "firebell.db"
        db = Database(f"{PREFIX}{path}", lambda: Unit(utc_now(), Effects(0)))
        prepare_database(db)
        db.close()
        return path.read_bytes()
