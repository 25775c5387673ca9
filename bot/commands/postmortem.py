"""`firebell postmortem`: prints what an incident's post-mortem says, as Markdown."""

import re

import click

from bot import logs, settings
from bot.commands.database import database
from bot.domain.errors import UserError
from bot.store import incidents
from bot.store.postmortem import papers
from bot.views.postmortem.content import exported


@click.command()
@click.argument("incident")
def postmortem(incident: str) -> None:
    """Print the post-mortem of INCIDENT, such as inc-42, as Markdown. Private ones too: keep it safe."""
    given = settings.read()
    logs.configure("CRITICAL", given.log_format, given.secrets)
    named = re.fullmatch(r"(?:inc-)?(\d{1,9})", incident.strip().lower())
    if named is None:
        raise UserError(f"{incident} names no incident. Write it like inc-42.")
    with database(given.database_url) as db:
        click.echo(db.read_now(_text, int(named[1])), nl=False)


def _text(number: int) -> str:
    found = incidents.get(number)
    if found is None:
        raise UserError(f"There is no inc-{number}.")
    return exported(papers.material(found))
