"""Which fields are asked for, and what may stand in them."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import FORM, WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import FieldSet, IncidentUpdated
from bot.domain.incident import Incident, Status
from bot.domain.own_fields import FeatureTeam, FieldKind, OwnField, When, read_field
from bot.domain.own_fields.filling import Case, address, fill_in, filled, is_required, missing, shown, tidy
from bot.domain.rules.critical import critical_form
from bot.domain.rules.opening import case_of, open_incident
from bot.domain.rules.updating import Update, edit
from bot.domain.taxonomy import Taxonomy

TEAM = OwnField("team", "Team", FieldKind.TEAM, shown_when=When(priorities=("P4", "P5")), required=True)
SELLER = OwnField(
    "seller", "Seller", FieldKind.LINK, template="https://t/?id={}", shown_when=When(impacts=("sellers",))
)
CARD = OwnField("card", "Card", FieldKind.CHOICE, ("Visa", "Amex"), shown_when=When(categories=("payment",)))
COUNT = OwnField("count", "Orders", FieldKind.NUMBER, required_when=When(("P1",), impacts=("customers",)))
REGIONS = OwnField("regions", "Regions", FieldKind.MANY, ("FR", "DE"))
OWNER = OwnField("owner", "Owner", FieldKind.PERSON)
NOTE = OwnField("note", "Note")
OLD = OwnField("old", "Old", enabled=False, required=True)
EVERY = (TEAM, SELLER, CARD, COUNT, REGIONS, OWNER, NOTE, OLD)
TEAMS = {"checkout": FeatureTeam("checkout", "Check & out", "CHK")}


def words(*fields: OwnField, **differences: Any) -> Taxonomy:
    known = {one.key: one for one in fields or EVERY}
    return replace(WORDS, **{"fields": known, "teams": TEAMS, **differences})


def names(case: Case, taxonomy: Taxonomy) -> str:
    return " ".join(one.key for one in shown(case, taxonomy))


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        (Case(), "count regions owner note"),
        (Case("P4", "payment"), "team card count regions owner note"),
        (Case("P1", "refunds", {"sellers": "LT"}), "seller count regions owner note"),
        (Case("P1", "refunds", {"sellers": "NO", "mars": "HT"}), "count regions owner note"),
    ],
)
def test_a_field_is_asked_for_where_its_condition_holds(case: Case, asked: str) -> None:
    assert names(case, words()) == asked


def test_a_team_is_asked_for_only_where_there_is_one_to_choose() -> None:
    retired = {"checkout": replace(TEAMS["checkout"], enabled=False)}
    assert names(Case("P4"), words(TEAM, teams=retired)) == ""


@pytest.mark.parametrize(
    ("case", "required"),
    [
        (Case("P1", "", {"customers": "HI"}), True),
        (Case("P1", "", {"customers": "NO"}), False),
        (Case("P2", "", {"customers": "HI"}), False),
    ],
)
def test_a_field_can_be_required_in_some_cases_alone(case: Case, *, required: bool) -> None:
    assert is_required(COUNT, case, words()) is required
    assert is_required(TEAM, case, words())
    assert not is_required(NOTE, case, words())


def test_a_form_keeps_what_belongs_to_it_and_drops_what_is_not_asked_for_any_more() -> None:
    form = replace(FORM, fields={"note": (" two\n words ",), "seller": ("12",), "card": (), "mars": ("x",)})
    assert open_incident(form, words(), act()).incident.fields == {"note": ("two words",)}


def test_a_required_field_is_asked_for_only_where_it_is_shown() -> None:
    small = replace(FORM, priority="P4")
    assert case_of(small, WORDS).priority == "P4"
    with pytest.raises(UserError) as refused:
        open_incident(replace(small, title="db", fields={"old": ("x",)}), words(), act())
    assert list(refused.value.fields) == ["title", "field:team"]
    assert refused.value.fields["field:team"] == "Team is asked for here: fill it in."
    told = open_incident(replace(small, fields={"team": ("checkout",)}), words(), act()).incident
    assert [texts for _, texts in filled(told, words())] == [("Check & out",)]
    assert not open_incident(FORM, words(), act()).incident.fields


def test_a_critical_one_is_asked_afterwards() -> None:
    asking = words(replace(COUNT, required=True), NOTE)
    quick = open_incident(critical_form("d", "Checkout is down", "", asking), asking, act()).incident
    assert [one.key for one in missing(quick, asking)] == ["count"]
    assert missing(replace(quick, fields={"count": ("3",)}), asking) == []


@pytest.mark.parametrize(
    ("key", "texts", "wrong"),
    [
        ("note", ("x" * 301,), "1 too many"),
        ("note", ("x" * 300,), ""),
        ("count", ("many",), "Write a number"),
        ("count", ("1e9",), "Write a number"),
        ("count", ("-3.5",), ""),
        ("card", ("Diners",), "Diners cannot be chosen"),
        ("regions", ("FR", "MARS"), "MARS cannot be chosen"),
        ("regions", ("FR", "DE"), ""),
        ("team", ("search",), "search cannot be chosen"),
        ("owner", ("<!channel>",), "Pick a person."),
        ("owner", ("U0123",), ""),
    ],
)
def test_each_kind_takes_what_it_can_hold(key: str, texts: tuple[str, ...], wrong: str) -> None:
    if not wrong:
        assert fill_in(opened(), {key: texts}, words(), act()).incident.fields == {key: texts}
        return
    with pytest.raises(UserError, match=wrong) as refused:
        fill_in(opened(), {key: texts}, words(), act())
    assert list(refused.value.fields) == [f"field:{key}"]


def test_each_field_that_changes_is_told_by_its_name() -> None:
    incident = opened(fields={"note": ("a",), "team": ("checkout",), "gone": ("b",)})
    change = fill_in(incident, {"note": (), "owner": ("U22",), "team": ("checkout",)}, words(), act())
    assert change.events == (
        FieldSet(act().at, "U1", "owner", "Owner", "person", (), ("U22",)),
        FieldSet(act().at, "U1", "note", "Note", "text", ("a",), ()),
    )
    assert change.incident.fields == {"team": ("checkout",), "gone": ("b",), "owner": ("U22",)}


def test_what_is_retired_stays_and_what_is_there_may_stay() -> None:
    incident = opened(fields={"old": ("x",), "card": ("Diners",)})
    assert fill_in(incident, {"note": ("n",)}, words(), act()).incident.fields["card"] == ("Diners",)
    assert [one.key for one, _ in filled(incident, words())] == ["card", "old"]


def test_a_required_one_cannot_be_emptied_and_one_that_is_missing_stops_nobody() -> None:
    asking = words(replace(NOTE, required=True), OWNER)
    assert fill_in(opened(), {"owner": ("U22",)}, asking, act()).events
    with pytest.raises(UserError, match="Note is asked for here"):
        fill_in(opened(fields={"note": ("a",)}), {"note": ("  ",)}, asking, act())


def test_editing_changes_facts_and_fields_at_once_or_either_alone() -> None:
    both = edit(opened(), Update(title="DB down"), words(), act(), {"note": ("n",)})
    assert [type(event) for event in both.events] == [IncidentUpdated, FieldSet]
    alone = edit(opened(), Update(), words(), act(), {"note": ("n",)})
    assert [type(event) for event in alone.events] == [FieldSet]
    with pytest.raises(UserError, match="Nothing is new"):
        edit(opened(), Update(), words(), act(), {})


def test_fields_are_judged_by_what_the_incident_becomes() -> None:
    incident: Incident = opened(fields={"card": ("Visa",)}, status=Status.CLOSED)
    asking = words(replace(CARD, required=True))
    edited = edit(incident, Update(category="refunds"), asking, act(), {"card": ()}).incident
    assert not edited.fields, "in another category nobody asks for it"


def test_an_option_is_chosen_as_it_is_read_whatever_its_spaces() -> None:
    field = read_field("card", {"name": "Card", "kind": "many", "options": ["Visa  gold", "Amex"]})
    chosen = {"card": field.options}
    assert fill_in(opened(), chosen, words(field), act()).incident.fields == {"card": ("Visa gold", "Amex")}


def test_an_address_holds_what_was_typed_and_nothing_else_of_it() -> None:
    assert address(SELLER, "a/../b?x=1&y#é >") == "https://t/?id=a%2F..%2Fb%3Fx%3D1%26y%23%C3%A9%20%3E"
    assert tidy({"a": ("\u2028 ",), "b": (" x\ty ",)}) == {"b": ("x y",)}
