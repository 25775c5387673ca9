"""`firebell open|update|page|list|oncall`: what people do in Slack, for when it cannot be reached."""

import asyncio
import re
from collections.abc import Callable
from uuid import uuid4

import click

from bot import logs, settings
from bot.commands.by_hand.acting import act
from bot.commands.database import database
from bot.domain.alerts.naming import filled, keyed
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.opening import Form
from bot.domain.wanted import Wanted
from bot.ports import utc_now
from bot.settings import Settings
from bot.store import taxonomy, visible
from bot.store.find import query
from bot.store.oncall import rosters, services
from bot.store.who import people
from bot.usecases.open_incident import open_incident
from bot.usecases.paging.page_people import page_service
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident
from bot.views.find import typed
from bot.views.update import words as update_words
from bot.views.work import by_hand as view

SHOWN = 50
_NAMED = re.compile(r"(?:inc-)?(\d{1,9})", re.IGNORECASE)
BY = click.option("--by", required=True, metavar="E-MAIL", help="Who you are: the address that Slack knows.")


@click.command("open")
@click.argument("title")
@click.option("--category", required=True, help="Its key or name.")
@click.option("--priority", required=True, help="Its key or name, such as P1.")
@click.option(
    "--environment",
    "environments",
    multiple=True,
    help="Its key or name, several times for several; the usual ones if not given.",
)
@click.option("--description", default="", help="What happens.")
@click.option("--private", is_flag=True)
@BY
def open_(
    title: str,
    category: str,
    priority: str,
    environments: tuple[str, ...],
    description: str,
    private: bool,  # noqa: FBT001 - a flag of the command line
    by: str,
) -> None:
    """Declare an incident: who is called for it is paged at once, its channel comes when Slack is back."""
    form = Form(
        draft=f"by-hand-{uuid4().hex}",
        title=title,
        description=description,
        category=category,
        environments=environments,
        priority=priority,
        private=private,
        quick=True,
    )

    def declare(unit: Unit, person: str) -> Incident:
        known = taxonomy.load()
        return open_incident(unit, filled(keyed(form, known), known), by=person, press=form.draft)

    _do(by, declare)


@click.command()
@click.argument("ref")
@click.argument("words", nargs=-1, required=True)
@BY
def update(ref: str, words: tuple[str, ...], by: str) -> None:
    """Say what is new of REF, such as inc-7; `mitigated: words` changes the status too."""

    def change(unit: Unit, person: str) -> Incident:
        number, known = _number(ref, person), taxonomy.load()
        wish = update_words.parse(" ".join(words), known)
        return update_incident(unit, number, wish, by=person, press=uuid4().hex)

    _do(by, change)


@click.command()
@click.argument("ref")
@click.argument("service")
@click.argument("words", nargs=-1)
@BY
def page(ref: str, service: str, words: tuple[str, ...], by: str) -> None:
    """Page SERVICE of PagerDuty for the incident REF; WORDS say why."""
    said, press = " ".join(words), uuid4().hex

    def call(unit: Unit, person: str) -> Incident:
        number, called = _number(ref, person), _service(service)
        return page_service(unit, number, called, by=person, press=press, words=said)

    _do(by, call)


@click.command("list")
@click.argument("words", nargs=-1)
@BY
def list_(words: tuple[str, ...], by: str) -> None:
    """List the active incidents that you may see, or those of WORDS: closed, mine, P1, a category."""
    with database(_given().database_url) as db:
        known = db.read_now(taxonomy.load)
        wanted: Wanted = typed.parse(" ".join(words), known)
        person = db.read_now(_person, by)
        found = db.read_now(query.find, wanted, person, known, utc_now(), SHOWN)
    for incident in found.incidents:
        click.echo(view.line(incident))
    if found.count > len(found.incidents):
        click.echo(f"and {found.count - len(found.incidents)} more")
    if not found.count:
        click.echo("None.")


@click.command()
def oncall() -> None:
    """Say who is on call, as PagerDuty was read last."""
    with database(_given().database_url) as db:
        found = db.read_now(rosters.overview, utc_now(), SHOWN)
    for line in view.on_call(found):
        click.echo(line)


COMMANDS = (open_, update, page, list_, oncall)


def _given() -> Settings:
    given = settings.read()
    logs.configure("CRITICAL", given.log_format, given.secrets)
    return given


def _do(by: str, work: Callable[[Unit, str], Incident]) -> None:
    """Do it as this person, let other systems hear of it, and say how it stands then."""
    given = _given()
    incident, finished = asyncio.run(act(given, lambda unit: work(unit, _person(by))))
    for sentence in view.lines(incident, finished=finished):
        click.echo(sentence)


def _person(email: str) -> str:
    """Raise UserError where nobody active has this address."""
    found = list(people.by_email([email]).values())
    if not found:
        raise UserError(f"Nobody in Slack has the address {email}, as far as Firebell has read. See --by.")
    return found[0]


def _number(ref: str, person: str) -> int:
    """Raise UserError where there is none that they may see."""
    named = _NAMED.fullmatch(ref)
    if not named or visible.incident(int(named[1]), person) is None:
        raise UserError(f"There is no incident {ref} that you may see. See `firebell list`.")
    return int(named[1])


def _service(name: str) -> str:
    """Raise UserError where PagerDuty has none of this name; before it was read any may be there."""
    known = {one.lower(): one for one in services.names().values()}
    if known and name.lower() not in known:
        there = ", ".join(sorted(known.values(), key=str.lower))
        raise UserError(f"PagerDuty has no service called {name}: nobody is paged. There are: {there}.")
    if not known:
        click.echo(f"PagerDuty's services were not read yet: see that one is called {name}.", err=True)
    return known.get(name.lower(), name)
