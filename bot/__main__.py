"""`firebell`, and `python -m bot`."""

import asyncio
import gc
import json
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import click

from bot import __version__, logs, settings
from bot.app import Firebell, prepare_database
from bot.commands.by_hand.deeds import COMMANDS
from bot.commands.config import config, import_
from bot.commands.copies.backup import backup, restore
from bot.commands.copies.copying import copy_database
from bot.commands.doctor import doctor
from bot.commands.export import export
from bot.commands.forget import forget
from bot.commands.ping import ping
from bot.commands.postmortem import postmortem
from bot.commands.replay import replay
from bot.commands.setup import setup
from bot.commands.status import status
from bot.commands.sync import sync
from bot.domain.errors import UserError
from bot.ports import Effects, utc_now
from bot.settings import Settings, wants
from bot.shipped import shipped
from bot.store.database import FAILURES, Database, unwritten
from bot.usecases.unit import Unit

PORT = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=4600,
    show_default=True,
    help="Where the page is; 0 takes any free one.",
)
LOOPBACK = "127.0.0.1"
FILE = click.Path(path_type=Path)


class _Commands(click.Group):
    """Says a UserError, and why nothing can be written, in a sentence and without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise click.ClickException(error.sentence) from error
        except FAILURES as error:
            sentence = unwritten(error)
            if not sentence:
                raise
            raise click.ClickException(sentence) from error


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="firebell %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Firebell, a Slack-first incident bot. Without a command it runs."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(run)


for command in (
    backup,
    config,
    copy_database,
    doctor,
    export,
    forget,
    import_,
    ping,
    postmortem,
    replay,
    restore,
    setup,
    status,
    sync,
    *COMMANDS,
):
    main.add_command(command)


@main.command()
def run() -> None:
    """Run the bot, from the environment."""
    given = settings.read()
    wants.must_be_able_to_run(given)
    logs.configure(given.log_level, given.log_format, given.secrets)
    asyncio.run(_until_stopped(_bell(given)))
    _leave()


@main.command()
def migrate() -> None:
    """Bring the database's tables to today."""
    db: Database[Unit] = Database(settings.read().database_url, lambda: Unit(utc_now(), Effects()))
    applied = prepare_database(db, beside=True)
    db.close()
    click.echo(f"Applied {', '.join(applied)}." if applied else "Nothing to do: the tables are of today.")


@main.command()
@PORT
@click.option("--manifest", type=FILE, help="The app that is installed; ours if not given.")
@click.option("--seed-file", type=FILE, help="The workspace that it starts with.")
def sandbox(port: int, manifest: Path | None, seed_file: Path | None) -> None:
    """Run the sandbox alone, for any Slack app: its first line is the environment that points at it."""
    logs.configure("INFO", "text")
    asyncio.run(_until_stopped(_workspace(port, manifest, seed_file)))


@main.command()
@PORT
@click.option("--second-account", is_flag=True, help="Page by a second PagerDuty account too, called eu.")
def demo(port: int, *, second_account: bool) -> None:
    """Run sandbox and bot in one go, in a workspace full of people. Nothing is kept."""
    logs.configure("WARNING", "text")
    asyncio.run(_until_stopped(_demo(port, "eu" if second_account else "")))


@asynccontextmanager
async def _bell(given: Settings, host: str | None = None) -> AsyncIterator[Firebell]:
    bell = Firebell(given, host=host)
    await bell.start()
    try:
        yield bell
    finally:
        await bell.stop()


@asynccontextmanager
async def _workspace(port: int, manifest: Path | None, seed_file: Path | None) -> AsyncIterator[None]:
    # The sandbox is no part of the bot that runs: only this and the demo load it.
    from bot.sandbox import FaultyFile, Sandbox  # noqa: PLC0415

    try:
        place = await Sandbox.start(port, manifest or shipped("manifest.yml"), seed_file)
    except FaultyFile as fault:
        raise UserError(str(fault)) from None
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        raise UserError(f"Port {port} cannot be used ({why}); --port 0 takes any free one.") from None
    click.echo(json.dumps(place.environment))
    try:
        yield
    finally:
        await place.stop()


@asynccontextmanager
async def _demo(port: int, accounts: str) -> AsyncIterator[None]:
    from bot.sandbox import Sandbox  # noqa: PLC0415 - see _workspace

    free = port if not port or _is_free(port) else 0
    place = await Sandbox.start(port=free, manifest=shipped("manifest.yml"), seed_file=None)
    with tempfile.TemporaryDirectory(prefix="firebell-") as folder:
        database = f"sqlite:///{folder}/firebell.db"
        besides = {"DATABASE_URL": database, "PAGERDUTY_ACCOUNTS": accounts, "PORT": "0"}
        given = Settings.of({**place.environment, **besides})
        async with _bell(given, LOOPBACK) as bell:
            if free != port:
                click.echo(f"Port {port} is taken, so this is another one.")
            click.echo(f"Firebell runs in a workspace of its own: open {place.url}/#ana")
            if bell.web:
                click.echo(f"Programs reach it at http://{LOOPBACK}:{bell.web.port}: docs/api.md says how.")
            click.echo("Type /incident open in any channel. Ctrl-C ends it.")
            yield
    await place.stop()


async def _until_stopped(service: AbstractAsyncContextManager[object]) -> None:
    """Serve until SIGINT or SIGTERM, then end in order; while still starting, end at once."""
    up, stopped = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(_serve(service, up, stopped))

    def end() -> None:
        stopped.set() if up.is_set() else serving.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, end)
    with suppress(asyncio.CancelledError):
        await serving


async def _serve(
    service: AbstractAsyncContextManager[object], up: asyncio.Event, stopped: asyncio.Event
) -> None:
    async with service:
        gc.freeze()  # all that was read in stays: looking for garbage in it would stop everything meanwhile
        up.set()
        await stopped.wait()


def _leave() -> None:
    """End without those threads that wait for another system's answer: all that they do is handed back."""
    if any(not one.daemon for one in threading.enumerate() if one is not threading.main_thread()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) != 0


if __name__ == "__main__":
    sys.exit(main())
