"""What a declaration asks of the database while Slack waits: each thing once, and nothing that it knows."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from harness import FORM
from owing import owing_database

from bot.domain import events as e
from bot.domain.incident import Link, LinkKind
from bot.domain.wanted import Wanted
from bot.integrations.jira.effects import EFFECTS as OF_JIRA
from bot.integrations.pagerduty.effects import EFFECTS as OF_PAGERDUTY
from bot.ports import utc_now
from bot.store import dues, taxonomy, timeline
from bot.store.find import query
from bot.store.tables import Due
from bot.usecases.declare.submit_form import submit_form

MOST = 19
"""Statements, besides those that write many rows at once."""


def test_what_begins_is_written_with_its_page_and_its_ticket_and_never_read_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    form, screen = replace(FORM, title="Carts are empty", priority="P1"), Link(LinkKind.FORM, "V1")
    with owing_database(f"sqlite:///{tmp_path}/firebell.db", utc_now, (*OF_PAGERDUTY, *OF_JIRA)) as db:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            incident, _ = db.write_now(submit_form, form, by="U1", press="p", screen=screen)
        said = [str(one.msg[0]) for one in caplog.records if one.name == "peewee"]
        happened = [type(one) for one in db.read_now(timeline.of, incident.id)]
        asked = db.read_now(dues.asks, incident, incident.opened_at)
        kept = db.read_now(lambda: {row.kind for row in Due.select()})
        words = db.read_now(taxonomy.load)
        found = db.read_now(query.find, Wanted(words="carts"), "U1", words, incident.opened_at, 5)
    assert [one.id for one in found.incidents] == [incident.id]
    assert happened == [e.IncidentOpened, e.PageAsked, e.TicketAsked]
    assert kept >= set(asked) != set(), "what they are to be asked for is written, though nothing was read"
    assert len(said) <= MOST, said
    assert not [one for one in said if one.startswith("SELECT") and 'FROM "event"' in one]
    assert [one.split()[0] for one in said if '"incident" ' in one[:25]] == ["INSERT", "UPDATE"]
