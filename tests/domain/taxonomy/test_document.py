"""The taxonomy is read whole, or refused by the name of what is wrong in it."""

import copy
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.taxonomy.document import flat, parse
from bot.shipped import defaults

DEFAULTS: dict[str, Any] = dict(defaults())


def test_the_defaults_hold_what_an_organisation_needs() -> None:
    taxonomy = parse(flat(DEFAULTS))
    assert [priority.rank for priority in taxonomy.priorities.values()] == [1, 2, 3, 4, 5]
    assert len(taxonomy.categories) == 52
    assert list(taxonomy.environments) == ["PRD", "STG", "INT"]
    assert [impact.name for impact in taxonomy.impacts.values()] == [
        "Customers",
        "Business",
        "Sellers",
        "Employees",
    ]
    assert set(taxonomy.tags) == {"tech_incidents", "it_deploy", "dev_firefighter"}


def test_leadership_is_called_for_the_worst_alone() -> None:
    taxonomy = parse(flat(DEFAULTS))
    assert taxonomy.responders("payment", "P1") == ("oncall-payments", "leadership")
    assert taxonomy.responders("payment", "P2") == ("oncall-payments",)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("priorities", "P1", "fix_within"), "soon", "priorities.P1"),
        (("priorities", "P1", "colour"), "red", "priorities.P1"),
        (("environments", "PRD"), "production", "environments.PRD"),
        (("groups", "other", "categories", "legacy", "owner"), "me", "categories.legacy"),
        (("impacts", "customers", "levels", "HT", "priority"), "P0", "impacts.customers"),
        (("invited", "leadership"), "P0", "invited.leadership"),
        (("major", "category"), "nowhere", "major.category"),
    ],
)
def test_what_cannot_be_read_is_named(path: tuple[str, ...], value: object, said: str) -> None:
    document = copy.deepcopy(DEFAULTS)
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(UserError, match=said):
        parse(flat(document))
