"""Words are taken out of every row in one transaction, by an admin who may see the incident."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dumped import around, everything
from harness import FORM

from bot.domain.errors import UserError
from bot.domain.people import Person
from bot.domain.rules.updating import Update
from bot.store import incidents, tables, timeline
from bot.store.settings import audit
from bot.store.who import people
from bot.usecases.open_incident import open_incident
from bot.usecases.personal.forget_old import tidy_words
from bot.usecases.unit import Unit
from bot.usecases.work.redact_text import redact_text, where_it_stands, words_of
from bot.usecases.work.update_incident import update_incident
from bot.usecases.work.write_notes import add_note

SECRET = "the Zugzwang key"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.fixture
def there(do: Callable[..., Any]) -> None:
    """inc-1 says it in every way; inc-2 is private."""

    def work(unit: Unit) -> None:
        people.keep([Person("U1", "ana", admin=True), Person("U2", "ben")], unit.now)
        form = replace(FORM, title=f"It prints {SECRET}", description=f"{SECRET}!")
        open_incident(unit, form, by="U2", press="a")
        open_incident(unit, replace(FORM, draft="d2", private=True), by="U2", press="b")
        update_incident(unit, 1, Update(message=f"now {SECRET}"), by="U2", press="c")
        add_note(unit, 1, f"we saw {SECRET}", None, by="U2", press="d")
        mine = tables.Delivery.subject == "inc-1"
        tables.Delivery.update(reason=f"refused: {SECRET}").where(mine).execute()

    do(work)


@pytest.mark.usefixtures("there")
def test_nothing_in_the_database_says_them_any_more(do: Callable[..., Any], database_url: str) -> None:
    before = do(lambda _: timeline.of(1))
    assert do(lambda _: words_of(1, len(before) - 1, by="U1")) == f"we saw {SECRET}"
    _, found = do(lambda _: where_it_stands(1, SECRET, by="U1"))
    assert found
    assert (len(found.stood), [place for place, _ in found.places]) == (2, ["the title", "the description"])
    assert around(everything(database_url), "zugzwang"), "nothing goes by looking"
    for _ in range(2):
        do(redact_text, 1, SECRET.upper(), by="U1", press="x")
    do(tidy_words, begin=True)
    assert not around(everything(database_url), "zugzwang")
    incident = do(lambda _: incidents.get(1))
    assert incident.title == "It prints [redacted]"
    assert incident.news.message == "now [redacted]"
    after = do(lambda _: timeline.of(1))
    assert [(type(one), one.at, one.by) for one in after[:-1]] == [
        (type(one), one.at, one.by) for one in before
    ]
    (row,) = do(lambda _: [one for one in audit.newest() if one.difference.section == "redacted"])
    assert (row.by, row.difference.key) == ("U1", "inc-1")


@pytest.mark.usefixtures("there")
def test_who_may_not_is_told_who_can(do: Callable[..., Any]) -> None:
    with pytest.raises(UserError, match="Only admins of this workspace can redact"):
        do(redact_text, 1, SECRET, by="U2", press="x")
    with pytest.raises(UserError, match="There is no inc-2"):
        do(redact_text, 2, SECRET, by="U1", press="x")
    with pytest.raises(UserError, match="stand nowhere in inc-1"):
        do(redact_text, 1, "something else", by="U1", press="x")
