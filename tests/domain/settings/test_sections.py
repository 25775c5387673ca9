"""The description of the settings is the taxonomy's own: no field without a form, no form without a field."""

from dataclasses import fields

import pytest

from bot.domain import taxonomy as t
from bot.domain.own_fields import FeatureTeam, OwnField
from bot.domain.settings.checking import faults
from bot.domain.settings.difference import compare
from bot.domain.settings.parts import Document
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import moved, named_by, nested, renamed, slug, tidy, version
from bot.domain.taxonomy.document import SECTIONS, flat
from bot.shipped import defaults

DEFAULTS = dict(defaults())
FLAT = flat(DEFAULTS)
KINDS = {
    "priorities": t.Priority,
    "groups": t.Group,
    "categories": t.Category,
    "environments": t.Environment,
    "impacts": t.ImpactType,
    "roles": t.RoleType,
    "key_events": t.KeyEventType,
    "metrics": t.MetricType,
    "sos": t.SosCall,
    "fields": OwnField,
    "teams": FeatureTeam,
}


def test_each_section_is_described() -> None:
    assert set(DESCRIBED) == set(SECTIONS)


@pytest.mark.parametrize("section", KINDS)
def test_each_field_is_described(section: str) -> None:
    own = {field.name for field in fields(KINDS[section])} - {"key"}
    assert {field.name for field in DESCRIBED[section].fields} == own


def test_the_defaults_have_no_fault_and_come_back_as_they_are() -> None:
    assert faults(FLAT) == []
    assert flat(nested(FLAT)) == FLAT
    assert compare(FLAT, flat(nested(FLAT))) == []


def test_what_names_an_entry_is_found() -> None:
    assert named_by(FLAT, "categories", "other") == ["major.category"]
    assert named_by(FLAT, "key_events", "detected") == ["metrics.time-to-detect"]
    assert "impacts.customers" in named_by(FLAT, "priorities", "P5")
    assert "invited.leadership" in named_by(FLAT, "priorities", "P1")
    assert named_by(FLAT, "groups", "corporate-it") == [
        f"categories.{key}" for key in ("network", "infra-system", "applications")
    ]


def test_a_usergroup_is_renamed_wherever_it_is_named() -> None:
    was: Document = {
        "categories": {"payment": {"responders": ["old", "new", "b"]}, "other": {"name": "Other"}},
        "tags": {"old": "old"},
        "invited": {"old": "P1"},
        "sos": {"old": {"name": "old", "usergroup": "old", "channel": "old", "allowed": ["b", "old"]}},
        "major": {"category": "old", "usergroup": "old"},
    }
    found = renamed(was, {"old": "new"})
    assert {name: said for name, said in found.items() if said} == {
        "categories": {"payment": {"responders": ["new", "b"]}, "other": {"name": "Other"}},
        "tags": {"old": "old"},
        "invited": {"new": "P1"},
        "sos": {"old": {"name": "old", "usergroup": "new", "channel": "old", "allowed": ["b", "new"]}},
        "major": {"category": "old", "usergroup": "new"},
    }
    assert renamed(FLAT, {"nobody": "somebody"}) == FLAT


def test_categories_stand_in_the_order_of_their_groups() -> None:
    changed = {
        **FLAT,
        "categories": {"new": {"name": "New", "group": "payment-operations"}, **FLAT["categories"]},
    }
    assert next(iter(tidy(changed)["categories"])) == "new"
    back = dict(reversed(FLAT["categories"].items()))
    order = [one["group"] for one in tidy({**FLAT, "categories": back})["categories"].values()]
    assert list(dict.fromkeys(order)) == list(FLAT["groups"])


def test_an_entry_moves_as_far_as_there_is_room() -> None:
    entries = {"a": 1, "b": 2, "c": 3}
    assert list(moved(entries, "c", -1)) == ["a", "c", "b"]
    assert list(moved(entries, "a", -1)) == ["a", "b", "c"]
    assert list(moved(entries, "c", 1)) == ["a", "b", "c"]


def test_names_become_keys() -> None:
    assert [slug(name) for name in ("Loyalty & coupons", "Café", "日本", " - ")] == [
        "loyalty-coupons",
        "cafe",
        "日本",
        "",
    ]
    assert len(slug("x" * 200)) == 60


def test_levels_have_an_order() -> None:
    """The worst stands first; the words of an entry, and of a level, stand in any order."""
    said = FLAT["impacts"]["customers"]
    turned = {**said, "levels": dict(reversed(said["levels"].items()))}
    (found,) = compare(FLAT, {**FLAT, "impacts": {**FLAT["impacts"], "customers": turned}})
    assert [words.partition(":")[0] for words in found.words()] == ["levels"]
    assert version(said) != version(turned)
    levels = {key: dict(reversed(level.items())) for key, level in said["levels"].items()}
    same = dict(reversed({**said, "levels": levels}.items()))
    assert compare(FLAT, {**FLAT, "impacts": {**FLAT["impacts"], "customers": same}}) == []
    assert version(said) == version(same)


def test_a_version_names_what_is_said() -> None:
    assert version({"a": 1, "b": 2}) == version({"b": 2, "a": 1}) != version({"a": 1})
    assert version(None) == ""
    assert version({}) != ""
