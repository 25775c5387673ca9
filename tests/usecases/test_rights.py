"""Who may do what: every use case there is, tried by everybody who may not, and by who may."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from anybody import settle
from harness import ROOT
from owing import owing_database
from rights import FORM, INSIDE_OTHERS, MACHINE, PAGE_OF_EU, RIGHTS, TOLD, Right, Who

from bot.domain.errors import UserError
from bot.domain.incident import Link, LinkKind
from bot.domain.paging.calls import Wish
from bot.domain.people import Person
from bot.domain.rules.links import add_link, enter
from bot.domain.rules.tasks import Wish as TaskWish
from bot.domain.tokens import Right as Grant
from bot.domain.tokens import Token, digest
from bot.integrations.jira.effects import EFFECTS as IN_JIRA
from bot.integrations.pagerduty.effects import EFFECTS as IN_PAGERDUTY
from bot.store import tables
from bot.store.api import tokens
from bot.store.database import Database
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.running import jobs
from bot.store.who import people
from bot.usecases.open_incident import open_incident
from bot.usecases.paging.call_people import call_people
from bot.usecases.unit import Unit
from bot.usecases.work.tasks import add_task

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
PUBLIC, PRIVATE, ANOTHER = 1, 2, 3

ANA, BEN, ADA, SUE = "U1", "U2", "U3", "U8"
"""Declared and leads all; a member, who may break the glass; an admin; a responder of inc-2."""

GUEST, VISITOR = "U10", "U4"
"""One in the channels of the public ones, one in none."""

STRANGER, GONE, APP = "U5", "U6", "U7"

PROGRAM, READER, REVOKED = "token:ci", "token:reader", "token:gone"
"""A token with all rights but to see what is private, one that may only read, and one that is no more."""

ALL = (ANA, BEN, ADA, GUEST, VISITOR, STRANGER, GONE, APP)

REFUSED = (
    r"^(That would page people. )?(Guests cannot|Only people with an active account"
    r"|Firebell works for the people of this workspace"
    r"|The token \w+ may not|There is no inc-\d|Only admins of|Only the commander|Only who declared"
    r"|That page is not yours)"
)

MAY: dict[Who, tuple[str, ...]] = {
    Who.MEMBERS: (ANA, BEN, ADA),
    Who.INSIDE: (ANA, BEN, ADA, GUEST),
    Who.HOLDERS: (ANA,),
    Who.LEADS: (ANA, ADA),
    Who.ADMINS: (ADA,),
    Who.ASKERS: (ANA,),
    Who.GLASS: (ANA, BEN, ADA, GUEST),
    Who.SELF: ALL,
    Who.TOKENS: (PROGRAM,),
}


class UndoError(Exception):
    """Nothing that is tried stays."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database[Unit]]:
    url = f"sqlite:///{tmp_path_factory.mktemp('rights')}/firebell.db"
    with owing_database(url, lambda: NOW, (*IN_PAGERDUTY, *IN_JIRA)) as db:
        db.write_now(_furnish)
        yield db


def _furnish(unit: Unit) -> None:
    settle(unit)
    people.keep([Person(GUEST, "gil", guest=True)], unit.now)
    for number, category in ((PUBLIC, "payment"), (PRIVATE, "personal-data-breach"), (ANOTHER, "payment")):
        form = replace(FORM, draft=f"d{number}", category=category, leads=True, priority="P4")
        incident = open_incident(unit, form, by=ANA, press=f"p{number}")
        incident = unit.keep(add_link(incident, Link(LinkKind.CHANNEL, f"C{number}", name="x"), unit.act()))
        if number != PRIVATE:
            incident = unit.keep(enter(incident, unit.act(GUEST)))
        debt = Debt(f"inc-{number}", PAGE_OF_EU, "page", None, mirror=False, needs=None, due_at=unit.now)
        outbox.owe([debt])
        add_task(unit, number, TaskWish("Write to the sellers"), by=ANA, press=f"t{number}")
    tables.Delivery.update(state="failed").where(tables.Delivery.effect == PAGE_OF_EU).execute()
    call_people(unit, Wish("Login is down", "Payments"), by=ANA, press="c1")
    for name, rights in (("ci", set(Grant) - {Grant.PRIVATE}), ("reader", {Grant.READ})):
        tokens.add(Token(name, frozenset(rights), ADA, unit.now), digest(name))
    jobs.plan({"forget old": unit.now})


@cache
def _use_cases() -> frozenset[str]:
    return frozenset(_found())


def _found() -> Iterator[str]:
    for path in sorted((ROOT / "bot" / "usecases").rglob("*.py")):
        place = ".".join(path.relative_to(ROOT / "bot" / "usecases").with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            given = node.args.args[:1] if isinstance(node, ast.FunctionDef) else []
            if given and given[0].arg in {"unit", "_unit"} and not node.name.startswith("_"):  # type: ignore[attr-defined]
                yield f"{place}.{node.name}"  # type: ignore[attr-defined]


def _named(told: str) -> set[str]:
    lines = (line.partition(": ") for line in told.strip().splitlines())
    return {f"{place}.{name}" for place, _, names in lines for name in names.split()}


def test_every_use_case_says_who_may() -> None:
    entries = [{name.partition(",")[0] for name in RIGHTS}, *map(_named, (INSIDE_OTHERS, TOLD, MACHINE))]
    assert sum(map(len, entries)) == len(set[str]().union(*entries)), "named twice"
    assert set[str]().union(*entries) == _use_cases()


def test_the_document_says_the_same() -> None:
    table = (ROOT / "docs" / "security.md").read_text().partition("| who | may |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in table.splitlines()[2:]]
    told = {who: set(may.split(", ")) for who, may in rows}
    assert told == {who.value: {right.does for right in RIGHTS.values() if right.who is who} for who in Who}


READ_WITHOUT_ASKING_WHO = {
    "private/private.py": "names to its insiders what was merged into it",
    "private/look.py": "asks the policy whether they may break the glass",
}
"""Listeners that read incidents by number, and why they may."""


def test_listeners_read_incidents_as_somebody_may_see_them() -> None:
    folder = ROOT / "bot" / "listeners"
    reading = {str(path.relative_to(folder)) for path in folder.rglob("*.py") if _reads_any(path)}
    assert reading == READ_WITHOUT_ASKING_WHO.keys()


def _reads_any(path: Path) -> bool:
    nodes = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom))
    return any(
        node.module == "bot.store.incidents"
        or (node.module == "bot.store" and "incidents" in {one.name for one in node.names})
        for node in nodes
    )


def test_what_people_press_leads_to_nothing_that_asks_nobody_s_right() -> None:
    """Listeners, which hear people, call what has a right, and what only keeps what Slack tells."""
    allowed = {name.partition(",")[0] for name in RIGHTS} | _named(TOLD)
    for path in (ROOT / "bot" / "listeners").rglob("*.py"):
        assert _called(path) <= allowed, path


def test_what_programs_ask_for_is_held_to_the_rights_of_their_token() -> None:
    allowed = {name for name, right in RIGHTS.items() if right.who is Who.TOKENS} | {"api.tokens.note_use"}
    for path in (ROOT / "bot" / "web").rglob("*.py"):
        assert _called(path) <= allowed, path


def _called(path: Path) -> set[str]:
    """Give the use cases that a module imports, or whose module it does, called as in the tables."""
    nodes = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom))
    ours = [node for node in nodes if (node.module or "").startswith("bot.usecases")]
    named = {f"{node.module}.{one.name}".removeprefix("bot.usecases.") for node in ours for one in node.names}
    return {case for case in _use_cases() if {case, case.rpartition(".")[0]} & named}


@pytest.mark.parametrize("name", RIGHTS)
def test_who_may_does_and_who_may_not_is_refused(db: Database[Unit], name: str) -> None:
    right = RIGHTS[name]
    for person in _those_who_try(right):
        said, done = _try(db, right, PUBLIC, person)
        if person in MAY[right.who]:
            assert _went(right, said, done=done), f"{person}: {said}"
        else:
            assert _is_refused(right, said, done=done), f"{person}: {said or 'did it'}"


@pytest.mark.parametrize("name", [name for name, right in RIGHTS.items() if not right.alone])
def test_a_private_one_does_not_exist_outside(db: Database[Unit], name: str) -> None:
    right = RIGHTS[name]
    inside = {ANA, BEN} if right.who is Who.GLASS else {ANA}
    for person in _those_who_try(right):
        said, done = _try(db, right, PRIVATE, person)
        if person in inside and ANA in MAY[right.who]:
            assert _went(right, said, done=done), f"{person}: {said}"
        elif person not in inside:
            assert said.startswith("There is no inc-2.") or (right.quiet and not done), f"{person}: {said}"
    said, _ = _try(db, right, PRIVATE, SUE)
    assert "There is no inc-" not in said, "a responder of its category sees it"


def _those_who_try(right: Right) -> tuple[str, ...]:
    """Tokens try what programs can ask for, and people all else: that is all that leads to it."""
    return (PROGRAM, READER, REVOKED) if right.who is Who.TOKENS else ALL


def _went(right: Right, said: str, *, done: bool) -> bool:
    if right.quiet:
        return done
    return not said or bool(right.stops and re.search(right.stops, said) and not re.match(REFUSED, said))


def _is_refused(right: Right, said: str, *, done: bool) -> bool:
    return not done and (bool(re.match(REFUSED, said)) or (right.quiet and not said))


def _try(db: Database[Unit], right: Right, number: int, person: str) -> tuple[str, bool]:
    """Give what was said, and whether anything happened; then nothing of it has."""
    done: list[bool] = []

    def attempt(unit: Unit) -> None:
        before = _events()
        right.do(unit, number, person)
        done.append(_events() > before)
        raise UndoError

    try:
        db.write_now(attempt)
    except UserError as refusal:
        return refusal.sentence, False
    except UndoError:
        pass
    return "", done[0]


def _events() -> int:
    rows: Any = tables.Event.select()
    return int(rows.count())
