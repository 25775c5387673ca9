"""Own fields are shown and asked for in a way that Slack takes, whatever stands in them and however many."""

from dataclasses import replace
from typing import Any

import pytest
from harness import texts
from incidents import NOW, WORDS, act, opened

from bot.domain.board import Outlook, Sight
from bot.domain.events import FieldSet
from bot.domain.own_fields import FeatureTeam, FieldKind, OwnField
from bot.domain.rules.opening import Form
from bot.domain.taxonomy import Taxonomy
from bot.sandbox.slack.blockkit import problems
from bot.views import own_fields
from bot.views.declare import form
from bot.views.update import edit
from bot.views.update import own_fields as fill_form
from bot.views.work import card, details
from bot.views.work.happenings import SENTENCES

HOSTILE = "<!channel> <@U0EVIL> *b* `c` | &"
SAID = {
    FieldKind.TEXT: (HOSTILE * 9,),
    FieldKind.NUMBER: ("3.5",),
    FieldKind.CHOICE: ("gone",),
    FieldKind.MANY: (f"{HOSTILE}1", f"{HOSTILE}2"),
    FieldKind.PERSON: ("U0123",),
    FieldKind.LINK: ("🔥" * 300,),
    FieldKind.TEAM: ("t1",),
}


def many(count: int, teams: int = 3) -> Taxonomy:
    """Give this many fields, of every kind in turn."""
    kinds = list(FieldKind) * count
    options = tuple(f"{HOSTILE}{number}" for number in range(20))
    fields = {
        f"f{number}": OwnField(
            f"f{number}", f"{number} {HOSTILE}", kinds[number], options, "https://t/?a=1&b={}", HOSTILE
        )
        for number in range(count)
    }
    made = {f"t{number}": FeatureTeam(f"t{number}", f"{HOSTILE}{number}", "T") for number in range(teams)}
    return replace(WORDS, fields=fields, teams=made)


@pytest.mark.parametrize("teams", [1, 250])
def test_as_many_as_there_can_be_fit_everywhere(teams: int) -> None:
    words = many(40, teams)
    said = {key: SAID[one.kind] for key, one in words.fields.items()}
    incident = opened(fields=said)
    required = replace(words, fields={key: replace(one, required=True) for key, one in words.fields.items()})
    shown: list[tuple[str, Any]] = [
        ("modal", form.render(Form("d", fields=said), words, Outlook(0, ""))),
        ("modal", form.render(Form("d"), required, Outlook(0, ""))),
        ("modal", edit.render(incident, words)),
        ("modal", fill_form.render(incident, words)),
        ("modal", fill_form.render(opened(), required)),
        ("message", card.render(Sight(incident, words, NOW, {}, ()))["blocks"]),
        ("message", card.render(Sight(opened(), required, NOW, {}, ()))["blocks"]),
        ("message", details.message(Sight(incident, words, NOW, {}, ()))["blocks"]),
        ("modal", details.modal(Sight(incident, words, NOW, {}, ()))),
    ]
    for kind, view in shown:
        assert problems(view, kind) == []
        assert not [said for said in _formatted(view) if "<!channel>" in said or "<@U0EVIL>" in said]


def _formatted(node: Any) -> list[str]:
    """Give every text that Slack reads for mentions."""
    if isinstance(node, dict):
        own = [str(node["text"])] if node.get("type") == "mrkdwn" else []
        return own + [said for value in node.values() for said in _formatted(value)]
    return [said for value in node for said in _formatted(value)] if isinstance(node, list) else []


def test_each_kind_reads_as_what_it_is() -> None:
    words = many(7)
    said = {key: SAID[one.kind] for key, one in words.fields.items()} | {"f5": ("a b",)}
    shown = texts(own_fields.facts(opened(fields=said), words))
    assert "<@U0123>" in shown
    assert "<https://t/?a=1&amp;b=a%20b|a b>" in shown
    assert "&lt;!channel&gt; &lt;@U0EVIL&gt; *b* `c` | &amp;1, &lt;!channel&gt;" in shown, (
        "the team, the many"
    )


def test_what_was_a_text_is_no_person_when_its_field_becomes_one() -> None:
    field = OwnField("who", "Who", FieldKind.PERSON)
    words = replace(WORDS, fields={"who": field})
    incident = opened(fields={"who": ("> <!channel>",)})
    assert "&gt; &lt;!channel&gt;" in texts(own_fields.facts(incident, words))
    assert (
        "initial_user" not in own_fields.entry(field, incident.fields["who"], words, required=True)["element"]
    )
    event = FieldSet(act().at, "U1", "who", "Who", "text", ("U0EVIL",), ("<@U0EVIL>",))
    assert SENTENCES[FieldSet](event) == "<@U1>: Who U0EVIL → &lt;@U0EVIL&gt;"
    assert SENTENCES[FieldSet](replace(event, kind="person", becomes=())) == "<@U1>: Who <@U0EVIL> → nothing"


def test_what_was_not_touched_is_not_changed() -> None:
    """In the form of one incident; what was typed is read back as the rules hold it."""
    words = many(7)
    said = {key: SAID[one.kind] for key, one in words.fields.items()} | {"f0": ("a",)}
    view = fill_form.render(opened(fields=said), words)
    values = {row["block_id"]: {"own_field": _held(row["element"])} for row in view["blocks"]}
    entered = {**view, "state": {"values": values}}
    assert own_fields.read_changes(entered) == {}
    values["field:f0"]["own_field"] = {"value": "b"}
    values["field:f4"]["own_field"] = {"selected_user": None}
    values["field:f3"]["own_field"] = {"selected_options": [{"value": f"{HOSTILE}7"}]}
    assert own_fields.read_changes(entered) == {"f0": ("b",), "f3": (f"{HOSTILE}7",), "f4": ()}


def _held(element: dict[str, Any]) -> dict[str, Any]:
    """Give what Slack says of an element that nobody touched."""
    return {
        "value": element.get("initial_value"),
        "selected_user": element.get("initial_user"),
        "selected_option": element.get("initial_option"),
        "selected_options": element.get("initial_options", []),
    }


def test_the_card_offers_to_fill_in_what_is_missing_until_it_is_over() -> None:
    words = many(2)
    words = replace(words, fields={key: replace(one, required=True) for key, one in words.fields.items()})
    (row,) = own_fields.to_fill(opened(), words)
    assert row["accessory"]["text"]["text"] == "2 fields to fill in"
    (row,) = own_fields.to_fill(opened(fields={"f0": ("x",)}), words)
    assert row["accessory"]["text"]["text"] == "1 field to fill in"
    assert own_fields.to_fill(opened(fields={"f0": ("x",), "f1": ("1",)}), words) == []


def test_where_nothing_is_asked_for_the_form_says_who_can_change_that() -> None:
    assert "Admins add fields" in texts(fill_form.render(opened(), WORDS)["blocks"])
