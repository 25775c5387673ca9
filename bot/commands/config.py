"""`firebell config` and `firebell import`: the settings as a file, and from another tool."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot import settings
from bot.commands.database import database
from bot.domain.errors import UserError
from bot.integrations.pagerduty.connect import accounts
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.oncall import services
from bot.usecases.settings.apply_settings import apply_settings, propose_settings
from bot.usecases.unit import Unit
from bot.views.settings import changes
from bot.views.settings import file as settings_file
from bot.views.settings.others import firefighter, tracker

FILE = click.Path(path_type=Path)
YES = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group()
def config() -> None:
    """The settings as one YAML file. The bot may run meanwhile."""


@config.command("export")
def export_config() -> None:
    """Write all settings to standard output."""
    with database(settings.read().database_url) as db:
        click.echo(settings_file.render(db.read_now(taxonomy.document)), nl=False)


@config.command("apply")
@click.argument("path", metavar="FILE", type=FILE)
@YES
def apply_config(path: Path, *, yes: bool) -> None:
    """Bring the settings to what FILE says. What it does not name stays."""
    with database(settings.read().database_url) as db:
        present = db.read_now(taxonomy.document)
        _apply(db, settings_file.read(_text(path), str(path), present), yes=yes)


@click.group("import")
def import_() -> None:
    """Bring in what another tool knows."""


@import_.command("firefighter")
@click.argument("paths", metavar="FILES...", type=FILE, nargs=-1, required=True)
@YES
def import_firefighter(paths: tuple[Path, ...], *, yes: bool) -> None:
    """Take over FireFighter's taxonomy from its fixtures: the JSON that `manage.py dumpdata` writes."""
    with database(settings.read().database_url) as db:
        rows = [row for path in paths for row in firefighter.read(_text(path), str(path))]
        found = firefighter.convert(rows, db.read_now(taxonomy.document))
        for sentence in found.left_out:
            click.echo(f"! {sentence}")
        _apply(db, found.sections, yes=yes)


@import_.command("rt")
@click.argument("path", metavar="FILE", type=FILE)
@click.option(
    "--opens", metavar="PRIORITY", default="", help="Of incidents that begin in RT; else one that pages."
)
@YES
def import_rt(path: Path, opens: str, *, yes: bool) -> None:
    """Take over RT-Extension-PagerDuty's configuration, written as YAML: services and queues."""
    given = settings.read()
    with database(given.database_url) as db:
        senders = {
            one.settings["pagerduty_api_key"]: one.settings["pagerduty_from"] for one in accounts(given.said)
        }
        known = tracker.Known(db.read_now(services.names), senders, opens)
        said = tracker.read(_text(path), str(path))
        found = tracker.convert(said, str(path), known, db.read_now(taxonomy.document))
        for sentence in found.left_out:
            click.echo(f"! {sentence}")
        _apply(db, found.sections, yes=yes)


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
