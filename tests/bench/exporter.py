"""Writes all incidents of a database to nowhere, as Firebell or bare csv does, and prints what it took.

A process of its own, so that its memory is nobody else's: `python exporter.py HOW DATABASE_URL`.
"""

import csv
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from bench.memory import most_resident, resident

from bot.commands.database import database
from bot.commands.export import write
from bot.store import taxonomy
from bot.store.engine.sqlite import PREFIX


def ours(url: str, file: TextIO) -> float:
    with database(url) as db:
        words, idle = db.read_now(taxonomy.load), resident()
        write(db, words, "csv", file, private=True)
        return idle


def bare(url: str, file: TextIO) -> float:
    """What is the least that anybody could do."""
    idle, table = resident(), csv.writer(file)
    for row in sqlite3.connect(url.removeprefix(PREFIX)).execute("SELECT * FROM incident"):
        table.writerow(row)
    return idle


WAYS: dict[str, Callable[[str, TextIO], float]] = {"ours": ours, "bare": bare}


def main(how: str, url: str) -> None:
    begun = time.monotonic()
    with Path(os.devnull).open("w", encoding="utf-8", newline="") as file:
        idle = WAYS[how](url, file)
    print(json.dumps({"grown": most_resident() - idle, "seconds": time.monotonic() - begun}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(*sys.argv[1:])
