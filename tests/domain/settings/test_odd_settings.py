"""Whatever kind of value stands in the settings: it is taken, or refused with a sentence."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.settings.checking import faults
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import tidy
from bot.domain.taxonomy.document import flat, parse
from bot.shipped import defaults

FLAT = flat(defaults())
ODD: tuple[Any, ...] = (
    *([], {}, None, "", "Europe", "A" * 300, "x" * 5000, "a\x85b", "1d"),
    *(True, -1, 5, 10**400, 1.5, float("nan"), date(2026, 1, 1)),
    *([[1]], [{"a": 1}], [None], ["", " "], ["a", "a"], {"a": {"b": 1}}, {"priorities": [["P1"]]}),
    *(
        {"priorities": None},
        {"zone": "Europe"},
        {"zone": 5},
        {"days": None},
        {"holidays": ["x"]},
        {"from": None},
    ),
    *({"HT": {"name": "x", "priority": ["P1"]}}, {"HT": {"name": "x", "priority": {}}}),
)


@pytest.mark.parametrize("name", DESCRIBED)
def test_an_odd_value_is_taken_or_refused(name: str) -> None:
    section, entries = DESCRIBED[name], FLAT[name]
    key, said = next(iter(entries.items()), ("new", {}))
    for odd in ODD:
        if section.whole:
            _look({**FLAT, name: {**entries, field.name: odd}} for field in section.fields)
            continue
        _look([{**FLAT, name: {**entries, key: odd}}])
        if not section.scalar:
            _look({**FLAT, name: {**entries, key: {**said, field.name: odd}}} for field in section.fields)


def _look(documents: Any) -> None:
    for document in documents:
        found = faults(document)
        assert all(one.sentence for one in found)
        if not found:
            with suppress(UserError):
                parse(tidy(document))
