"""A field of the organisation's own is refused under the part that is wrong, before anybody meets it."""

from typing import Any

import pytest

from bot.domain.settings.checking import faults
from bot.domain.settings.own_fields import MOST, wrong_template
from bot.domain.settings.shape import named_by
from bot.domain.taxonomy.document import flat, parse
from bot.shipped import defaults

FLAT = flat(defaults())


def with_fields(**fields: Any) -> dict[str, Any]:
    return {**FLAT, "fields": fields}


def test_those_of_firefighter_are_there_and_switched_off() -> None:
    fields = parse(FLAT).fields
    assert {"suggested-team", "zendesk-ticket", "seller-contract", "zoho-ticket", "platform"} <= set(fields)
    assert not any(one.enabled for one in fields.values())
    switched_on = {key: {**said, "enabled": True} for key, said in FLAT["fields"].items()}
    assert not faults(with_fields(**switched_on))


@pytest.mark.parametrize(
    ("said", "part", "sentence"),
    [
        ({"name": "A", "kind": "colour"}, "kind", "does not exist"),
        ({"name": "A" * 76}, "name", "At most 75"),
        ({"name": "A", "kind": "choice"}, "options", "at least one option"),
        ({"name": "A", "kind": "many", "options": ["x", "x"]}, "options", "stands there twice"),
        ({"name": "A", "kind": "many", "options": ["x" * 76]}, "options", "At most 75"),
        ({"name": "A", "kind": "choice", "options": [True, False]}, "options", "list of texts"),
        ({"name": "A", "kind": "choice", "options": [str(n) for n in range(101)]}, "options", "At most 100"),
        ({"name": "A", "kind": "link"}, "template", "Where does it lead?"),
        ({"name": "A", "shown_when": ["P1"]}, "shown_when", "It must be like"),
        ({"name": "A", "shown_when": {"mars": ["P1"]}, "enabled": False}, "shown_when", "It must be like"),
        ({"name": "A", "shown_when": {"priorities": "P1"}}, "shown_when", "must be a list"),
        (
            {"name": "A", "required_when": {"impacts": ["mars"]}},
            "required_when",
            "impacts.mars does not exist",
        ),
        ({"name": "A", "colour": "red"}, "colour", "no such word"),
    ],
)
def test_what_cannot_be_is_said_where_it_stands(said: dict[str, Any], part: str, sentence: str) -> None:
    (fault,) = faults(with_fields(a=said))
    assert fault.place == f"fields.a.{part}"
    assert sentence in fault.sentence


def test_a_key_is_one_that_a_form_can_carry() -> None:
    assert [one.place for one in faults(with_fields(**{"a#b": {"name": "A"}}))] == ["fields.a#b"]


def test_there_are_only_as_many_as_fit_into_a_form() -> None:
    many = {f"f{number}": {"name": "A"} for number in range(MOST + 1)}
    assert [one.place for one in faults(with_fields(**many))] == [f"fields.f{MOST}.enabled"]
    assert not faults(with_fields(**{**many, "f0": {"name": "A", "enabled": False}}))
    long = [f"{number} {'x' * 60}" for number in range(100)]
    large = {f"f{number}": {"name": "A", "kind": "many", "options": long} for number in range(6)}
    assert {one.place for one in faults(with_fields(**large))} == {"fields.f4.options", "fields.f5.options"}


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("https://toolbox/?seller_id={}", ""),
        ("http://toolbox:8080/sellers/{}#top", ""),
        ("https://toolbox/", "{} once"),
        ("https://toolbox/{}/{}", "{} once"),
        ("https://toolbox/{id}", "{} once"),
        ("javascript:alert({})", "http:// or https://"),
        ("//toolbox/{}", "http:// or https://"),
        ("https:///{}", "a host"),
        ("https://{}.example/", "behind the host"),
        ("https://toolbox{}", "behind the host"),
        ("https://[::1/{}", "a host"),
        ("https://toolbox/ {}", "without spaces"),
        ("https://toolbox/{}|x>", "without spaces"),
    ],
)
def test_what_is_typed_never_decides_whose_address_it_is(template: str, sentence: str) -> None:
    wrong = wrong_template(template)
    assert sentence in wrong
    assert bool(wrong) == bool(sentence)


def test_what_a_field_names_cannot_go_before_it_unless_it_is_switched_off() -> None:
    field = {"name": "A", "shown_when": {"categories": ["legal"]}, "required_when": {"impacts": ["sellers"]}}
    document = with_fields(a=field)
    assert named_by(document, "categories", "legal") == ["fields.a"]
    assert named_by(document, "impacts", "sellers") == ["fields.a"]
    assert named_by(document, "priorities", "legal") == []
    off = with_fields(a={**field, "enabled": False})
    assert named_by(off, "categories", "legal") == []
    without = {key: said for key, said in off["categories"].items() if key != "legal"}
    assert not faults({**off, "categories": without})
    assert faults({**document, "categories": without})
