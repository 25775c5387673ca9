"""`firebell`, and `python -m bot`."""

import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from bot import logs, settings
from bot.app import SYNCS, Firebell, owe_only, prepare_database, shipped
from bot.app import sync as read_now
from bot.domain.errors import UserError
from bot.ports import Effects, Progress, no_progress, utc_now
from bot.settings import Settings
from bot.store import taxonomy
from bot.store.database import Database
from bot.usecases.settings.apply_settings import apply_settings, propose_settings
from bot.usecases.unit import Unit
from bot.views.settings import changes, firefighter
from bot.views.settings import file as settings_file

PORT = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=4600,
    show_default=True,
    help="Where the page is; 0 takes any free one.",
)
FILE = click.Path(path_type=Path)
YES = click.option("--yes", is_flag=True, help="Do not ask.")


class _Commands(click.Group):
    """Says a UserError in its own words, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise click.ClickException(error.sentence) from error


@click.group(cls=_Commands, invoke_without_command=True)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Firebell, a Slack-first incident bot. Without a command it runs."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(run)


@main.command()
def run() -> None:
    """Run the bot, from the environment."""
    given = settings.read()
    given.must_have_slack()
    logs.configure(given.log_level, given.log_format)
    asyncio.run(_until_stopped(_bell(given)))


@main.command()
def migrate() -> None:
    """Bring the database's tables to today."""
    db: Database[Unit] = Database(settings.read().database_url, lambda: Unit(utc_now(), Effects()))
    applied = prepare_database(db)
    db.close()
    click.echo(f"Applied {', '.join(applied)}." if applied else "Nothing to do: the tables are of today.")


@main.group()
def config() -> None:
    """The settings as one YAML file. With SQLite the bot must not run meanwhile."""


@config.command("export")
def export_config() -> None:
    """Write all settings to standard output."""
    with _database() as db:
        click.echo(settings_file.render(db.read_now(taxonomy.document)), nl=False)


@config.command("apply")
@click.argument("path", metavar="FILE", type=FILE)
@YES
def apply_config(path: Path, *, yes: bool) -> None:
    """Bring the settings to what FILE says. What it does not name stays."""
    with _database() as db:
        present = db.read_now(taxonomy.document)
        _apply(db, settings_file.read(_text(path), str(path), present), yes=yes)


@main.group("import")
def import_() -> None:
    """Bring in what another tool knows."""


@import_.command("firefighter")
@click.argument("paths", metavar="FILES...", type=FILE, nargs=-1, required=True)
@YES
def import_firefighter(paths: tuple[Path, ...], *, yes: bool) -> None:
    """Take over FireFighter's taxonomy from its fixtures: the JSON that `manage.py dumpdata` writes."""
    with _database() as db:
        rows = [row for path in paths for row in firefighter.read(_text(path), str(path))]
        found = firefighter.convert(rows, db.read_now(taxonomy.document))
        for sentence in found.left_out:
            click.echo(f"! {sentence}")
        _apply(db, found.sections, yes=yes)


@main.command()
@click.argument("name", type=click.Choice(list(SYNCS)))
@click.option("--once", is_flag=True, help="Run it once, which it does anyway.")
def sync(name: str, once: bool) -> None:  # noqa: ARG001, FBT001 - accepted, as the polls run always once
    """Read users, usergroups or channels of Slack now. Cut off, it goes on where it was."""
    given = settings.read()
    given.must_have_bot_token()
    logs.configure("WARNING", given.log_format)
    with _progress(name) as progress:
        found = asyncio.run(read_now(given, name, progress, lambda words: click.echo(words, err=True)))
    click.echo(found)


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    """A bar where somebody looks at a terminal; without a known end it only moves."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    with click.progressbar(length=0, label=f"Reading {name}", file=sys.stderr, show_pos=True) as bar:

        def show(done: int, of: int | None) -> None:
            bar.length = of or max(done + 1, bar.length or 0)
            bar.update(done - bar.pos)

        yield show
        bar.length = bar.pos
        bar.render_progress()


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
def demo(port: int) -> None:
    """Run sandbox and bot in one go, in a workspace full of people. Nothing is kept."""
    logs.configure("WARNING", "text")
    asyncio.run(_until_stopped(_demo(port)))


@contextmanager
def _database() -> Iterator[Database[Unit]]:
    """Give the database, ready, without the bot; what it comes to owe, the bot does."""
    effects = Effects()
    db: Database[Unit] = Database(settings.read().database_url, lambda: Unit(utc_now(), effects))
    owe_only(effects, db)
    prepare_database(db)
    try:
        yield db
    finally:
        db.close()


def _apply(db: Database[Unit], sections: Mapping[str, Mapping[str, Any]], *, yes: bool) -> None:
    """Show what changes, ask where somebody can answer, and do it."""
    proposal = db.read_now(propose_settings, sections)
    for line in changes.lines(proposal.differences, proposal.kept):
        click.echo(line)
    if not proposal.differences:
        click.echo("Nothing to do: the settings are so already.")
        return
    if not yes and sys.stdin.isatty():
        click.confirm("Do this?", abort=True)
    db.write_now(apply_settings, sections, proposal)
    count = len(proposal.differences)
    click.echo(f"Done: {count} change{'s' if count > 1 else ''}.")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is no text in UTF-8.") from None


@asynccontextmanager
async def _bell(given: Settings) -> AsyncIterator[None]:
    bell = Firebell(given)
    await bell.start()
    try:
        yield
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
async def _demo(port: int) -> AsyncIterator[None]:
    from bot.sandbox import Sandbox  # noqa: PLC0415 - see _workspace

    free = port if not port or _is_free(port) else 0
    place = await Sandbox.start(port=free, manifest=shipped("manifest.yml"), seed_file=None)
    with tempfile.TemporaryDirectory(prefix="firebell-") as folder:
        database = f"sqlite:///{folder}/firebell.db"
        given = Settings.of({**place.environment, "DATABASE_URL": database})
        async with _bell(given):
            if free != port:
                click.echo(f"Port {port} is taken, so this is another one.")
            click.echo(f"Firebell runs in a workspace of its own: open {place.url}/#ana")
            click.echo("Type /incident open in any channel. Ctrl-C ends it.")
            yield
    await place.stop()


async def _until_stopped(service: AbstractAsyncContextManager[None]) -> None:
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
    service: AbstractAsyncContextManager[None], up: asyncio.Event, stopped: asyncio.Event
) -> None:
    async with service:
        up.set()
        await stopped.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


if __name__ == "__main__":
    sys.exit(main())
