"""Begin a story with the file that a first start makes: making it is half of what a start costs."""

import tempfile
from functools import cache
from pathlib import Path

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.store.engine.sqlite import PREFIX
from bot.usecases.unit import Unit


def begin(url: str) -> None:
    """Put it where this URL names a file that is not there yet."""
    path = Path(url.removeprefix(PREFIX))
    if url.startswith(PREFIX) and not path.exists():
        path.write_bytes(_first_start())


@cache
def _first_start() -> bytes:
    """Give what production makes, made once in each process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "firebell.db"
        db = Database(f"{PREFIX}{path}", lambda: Unit(utc_now(), Effects(0)))
        prepare_database(db)
        db.close()
        return path.read_bytes()
