"""The page on personal data names each table in which people are."""

import pytest
from test_docs import coded, table

from bot.domain.personal.retention import KINDS
from bot.store import tables as t
from bot.store.personal.walk import OF_OTHERS

TOLD: dict[str, set[type[t.Table]]] = {
    "name, full name": {t.Person},
    "members of usergroups": {t.UsergroupMember, t.ChannelMember},
    "name, e-mail address, zone, teams": {t.Contact},
    "name and e-mail address": {t.OtherAccount},
    "which of these accounts": {t.Identity},
    "who is on call when": {t.Shift},
    "who did what": {t.Incident, t.Event, t.Task},
    "who has to do": {t.Insider},
    "words that people typed": {t.Incident, t.Event, t.Task},
    "the text of a post-mortem": {t.Paper},
    "names of people in": {t.Incident, t.Event},
    "pages that belong to no": {t.Call},
    "a form that was begun": {t.Draft},
    "what somebody chose": {t.Home},
    "who follows": {t.Follower},
    "what went to": {t.Exchange},
    "tokens of programs": {t.Token},
    "what the [catalog]": {t.Entity, t.CatalogMisfit},
    "the keys by which": {t.Raised},
    "who changed the settings": {t.Audit, t.Event},
    "who looked up": {t.Event},
    "presses that": {t.Press},
    "what was told": {t.Telling},
    "what was done elsewhere": {t.Delivery},
    "words that were taken out": {t.Redaction},
    "of who is forgotten": {t.Forgotten},
}
"""By the beginnings of its rows."""

NOBODY = {
    *(t.Link, t.Page, t.Ticket, t.Shown, t.Due, t.Tally),
    *(t.CatalogFile, t.CatalogNews, t.Relation, t.Reading, t.Hook, t.Standing),
    *(t.Workspace, t.Job, t.Leader, t.Lease, t.Listing, t.Health, t.Restoration),
}
"""Addresses, counts and times."""


@pytest.fixture
def rows() -> list[list[str]]:
    return table("docs/privacy.md", "| what | from | why | until |")


def test_each_row_is_of_some_table(rows: list[list[str]]) -> None:
    for what, *_ in rows:
        assert [one for one in TOLD if what.startswith(one)], what
    assert len(rows) == len(TOLD)


def test_each_table_in_which_people_are_is_told() -> None:
    told = set[type[t.Table]]().union(*TOLD.values())
    assert not told & {*NOBODY, *OF_OTHERS}
    assert {*told, *NOBODY, *OF_OTHERS} == set(t.TABLES)


def test_each_span_is_one_that_the_settings_know(rows: list[list[str]]) -> None:
    known = {one.name for one in KINDS}
    said = {word for *_, until in rows for word in coded(until)} - {"firebell forget"}
    assert said == known
