"""What somebody has begun to declare is kept for a while, and known to others as far as it may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from incidents import WORDS

from bot.domain.board import Rival
from bot.domain.incident import Link, LinkKind
from bot.domain.rules.opening import Form
from bot.store.database import Database
from bot.store.declare import drafts
from bot.store.tables import Draft
from bot.usecases.unit import Unit

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
FORM = Form(
    "d1",
    title="<Checkout> \0 is down",
    category="payment",
    environments=("PRD",),
    impacts={"customers": "HI"},
    named=("U9",),
    fields={"seller": ("12 <b> \0",), "regions": ("FR", "DE"), "note": ()},
    origin=Link(LinkKind.ORIGIN, "C1/1.2", "https://acme.slack.com"),
)


def later(**span: float) -> datetime:
    return NOW + timedelta(**span)


def test_what_was_entered_is_given_back_for_a_quarter_of_an_hour(db: Database[Unit]) -> None:
    db.write_now(lambda _: drafts.keep(FORM, "U1", NOW))
    assert db.write_now(lambda _: drafts.latest("U1", later(minutes=14))) == FORM
    assert db.write_now(lambda _: drafts.latest("U1", later(minutes=16))) is None
    assert db.write_now(lambda _: drafts.latest("U2", NOW)) is None
    assert db.write_now(lambda _: drafts.fields("d1", "U1")) == FORM.fields
    assert db.write_now(lambda _: drafts.fields("d1", "U2")) == {}


def test_what_somebody_else_entered_is_let_alone(db: Database[Unit]) -> None:
    db.write_now(lambda _: drafts.keep(FORM, "U1", NOW))
    db.write_now(lambda _: drafts.keep(replace(FORM, title="Mine now"), "U2", NOW))
    assert db.write_now(lambda _: drafts.latest("U1", NOW)) == FORM
    assert db.write_now(lambda _: drafts.latest("U2", NOW)) is None


@pytest.mark.parametrize("kept_first", [True, False])
def test_what_was_submitted_stays_so_whichever_is_written_first(
    db: Database[Unit],
    kept_first: bool,  # noqa: FBT001 - a parameter
) -> None:
    if kept_first:
        db.write_now(lambda _: drafts.keep(FORM, "U1", NOW))
    db.write_now(lambda _: drafts.settle("d1", "U1", 7, NOW))
    if not kept_first:
        db.write_now(lambda _: drafts.keep(FORM, "U1", later(seconds=1)))
    assert db.write_now(lambda _: drafts.latest("U1", NOW)) is None
    assert db.write_now(lambda _: Draft.get_by_id("d1").said) == {}, (
        "what was typed stands in its incident alone"
    )


@pytest.mark.parametrize(
    ("form", "after", "seen"),
    [
        (FORM, 9, True),
        (FORM, 11, False),
        (replace(FORM, private=True), 0, False),
        (replace(FORM, category="system-compromise"), 0, False),
    ],
)
def test_others_see_who_is_declaring_and_nothing_of_private_ones(
    db: Database[Unit],
    form: Form,
    after: int,
    seen: bool,  # noqa: FBT001 - a parameter
) -> None:
    db.write_now(lambda _: drafts.keep(form, "U1", NOW))
    found = db.write_now(lambda _: drafts.rivals("U2", WORDS, later(minutes=after)))
    assert found == ((Rival("U1", "payment"),) if seen else ())
    assert db.write_now(lambda _: drafts.rivals("U1", WORDS, NOW)) == ()


def test_a_closed_form_is_nobody_declaring_until_it_is_opened_again(db: Database[Unit]) -> None:
    def seen() -> int:
        return len(db.write_now(lambda _: drafts.rivals("U2", WORDS, NOW)))

    db.write_now(lambda _: drafts.keep(FORM, "U1", NOW))
    db.write_now(lambda _: drafts.close("d1", "U2", NOW))
    assert seen() == 1, "only its own person closes it"
    db.write_now(lambda _: drafts.close("d1", "U1", later(seconds=1)))
    assert seen() == 0
    db.write_now(lambda _: drafts.keep(FORM, "U1", later(seconds=2)))
    assert seen() == 1


def test_what_is_written_late_takes_nothing_back(db: Database[Unit]) -> None:
    """The form was opened, filled in and closed before a busy machine had written that it was opened."""
    entered = replace(FORM, title="Checkout is down, and so is search")
    db.write_now(lambda _: drafts.keep(entered, "U1", later(seconds=1), closed=True))
    db.write_now(lambda _: drafts.keep(FORM, "U1", NOW))
    assert db.write_now(lambda _: drafts.latest("U1", later(seconds=2))) == entered
    assert db.write_now(lambda _: drafts.rivals("U2", WORDS, later(seconds=2))) == ()
