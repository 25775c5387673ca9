"""What people enter in an organisation's own fields, as each kind of Jira's fields takes it."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import WORDS, opened

from bot.domain.own_fields import FieldKind, OwnField
from bot.domain.ticketing import Filing
from bot.integrations.jira import fields
from bot.integrations.jira.site import Form

HOSTILE = "[~accountid:eve] {color:red}*x*{color}\nh1. Big !http://evil.example/x.png!"
CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"


def said(schema: dict[str, Any], *texts: str, kind: FieldKind = FieldKind.TEXT, **more: Any) -> Any:
    """Give what stands in the field for what somebody entered; None where it is left out."""
    field = {"name": "Own", "schema": schema, **more}
    own = OwnField("own", "Own", kind, template="https://x/?id={}", ticket_field="Own")
    incident = opened(fields={"own": texts})
    form = Form("INC", "Incident", {"customfield_1": field})
    names = {"U1": "Ana [~eve]"}
    found = fields.own(incident, form, Filing("*"), replace(WORDS, fields={"own": own}), names)
    return found.get("customfield_1")


def test_a_long_text_stays_words() -> None:
    told = said({"type": "string", "custom": f"{CUSTOM}textarea"}, HOSTILE)
    assert r"\[\~accountid:eve\]" in told
    assert r"\{color:red\}\*x\*" in told
    assert "h1\\. Big" in told
    assert r"\!http://evil.example/x.png" in told


def test_a_short_text_is_one_line_and_has_no_notation() -> None:
    told = said({"type": "string", "custom": f"{CUSTOM}textfield"}, HOSTILE, "z" * 300)
    assert told.startswith("[~accountid:eve] {color:red}*x*{color} h1. Big")
    assert len(told) == fields.SHORT


@pytest.mark.parametrize(
    ("schema", "text", "told"),
    [
        ({"type": "string", "custom": f"{CUSTOM}url"}, "javascript:alert(1)", None),
        ({"type": "string", "custom": f"{CUSTOM}url"}, "https://x/1", "https://x/1"),
        ({"type": "array", "items": "string"}, "two words\there", ["two-words-here"]),
        ({"type": "number"}, "7", 7.0),
        ({"type": "number"}, "nan", None),
        ({"type": "number"}, "1e999", None),
        ({"type": "number"}, "seven", None),
        ({"type": "date"}, "2026-11-21", "2026-11-21"),
        ({"type": "date"}, "tomorrow", None),
        ({"type": "user"}, "eve", None),
        ({"type": "option"}, "Yes", {"value": "Yes"}),
        ({}, "x", None),
    ],
)
def test_each_kind_has_its_own_way(schema: dict[str, Any], text: str, told: Any) -> None:
    assert said(schema, text) == told


def test_only_what_is_offered_is_chosen() -> None:
    offered: dict[str, Any] = {"allowedValues": [{"value": "Yes"}, {"value": "No"}]}
    assert said({"type": "option"}, "Maybe", **offered) is None
    several = {"type": "array", "items": "option"}
    assert said(several, "Yes", "Maybe", **offered) == [{"value": "Yes"}]


def test_people_have_names_there_and_addresses_are_whole() -> None:
    line = {"type": "string", "custom": f"{CUSTOM}textfield"}
    assert said(line, "U1", kind=FieldKind.PERSON) == "Ana [~eve]"
    assert said(line, "U404", kind=FieldKind.PERSON) is None
    assert said({"type": "string", "custom": f"{CUSTOM}url"}, "a b&c=1", kind=FieldKind.LINK) == (
        "https://x/?id=a%20b%26c%3D1"
    )


def test_what_must_be_filled_in_and_has_no_default_is_no_spare_field() -> None:
    said = {"a": {}, "b": {"required": True}, "c": {"required": True, "hasDefaultValue": True}}
    form = Form("INC", "Incident", said)
    assert [key for key in "abcd" if fields.is_spare(form, key)] == ["a", "c"]
