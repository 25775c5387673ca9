"""How often App Home asks the database, in this process."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bench.fill import opened

from bot.ports import utc_now
from bot.store import sights

PERSON = "U1"
"""Who declared each third of them, and was in all."""


class Questions(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += "SELECT" in str(record.msg)


def by_home(url: str) -> int:
    db = opened(url)
    with _counted() as questions:
        db.read_now(sights.board, PERSON, utc_now(), "/incident")
    db.close()
    return questions.count


@contextmanager
def _counted() -> Iterator[Questions]:
    """Let peewee tell of each statement: https://docs.peewee-orm.com/en/latest/peewee/database.html#logging-queries."""
    questions, log = Questions(), logging.getLogger("peewee")
    level = log.level
    log.addHandler(questions)
    log.setLevel(logging.DEBUG)
    try:
        yield questions
    finally:
        log.removeHandler(questions)
        log.setLevel(level)
