"""What a channel is called."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.incident import Incident
from bot.domain.taxonomy.document import flat, parse
from bot.domain.texts import CHANNEL_NAME, wrong
from bot.shipped import defaults
from bot.views.naming import channel_name, named

DOCUMENT = flat(defaults())
INCIDENT = Incident(
    title="Checkout is down",
    description="",
    priority="P1",
    category="payment",
    environments=("PRD", "STG"),
    impacts={},
    opened_by="U1",
    opened_at=datetime(2026, 11, 21, 23, 59, tzinfo=UTC),
    draft="d",
    id=42,
)


def _with_category(name: str) -> dict[str, dict[str, Any]]:
    categories = {**DOCUMENT["categories"], "payment": {"name": name, "group": "other"}}
    return {**DOCUMENT, "categories": categories}


@pytest.mark.parametrize(
    ("category", "copy", "name"),
    [
        ("Payment", 1, "20261121-42-prd-stg-payment"),
        ("Payment", 3, "20261121-42-prd-stg-payment-3"),
        ("Qualité & Décès", 1, "20261121-42-prd-stg-qualite-deces"),
        ("Оплата", 1, "20261121-42-prd-stg-oplata"),
        ("支付", 1, "20261121-42-prd-stg-zhifu"),
        ("Straße / Øl", 1, "20261121-42-prd-stg-strasse-ol"),
        ("🔥", 1, "20261121-42-prd-stg-fire"),
    ],
)
def test_the_name_says_day_number_environments_and_category(category: str, copy: int, name: str) -> None:
    document = _with_category(category)
    assert channel_name(INCIDENT, parse(document), CHANNEL_NAME.usual, copy) == name


@pytest.mark.parametrize("copy", [1, 2, 11])
def test_the_name_never_exceeds_what_slack_takes(copy: int) -> None:
    document = _with_category("x" * 200)
    name = channel_name(replace(INCIDENT, id=999_999), parse(document), CHANNEL_NAME.usual, copy)
    assert len(name) <= 80
    assert name.endswith(f"-{copy}") == (copy > 1)


SAID = {"day": "20261121", "id": "42", "environments": "PRD", "category": "Payment", "group": "Shop & pay"}


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        (CHANNEL_NAME.usual, "20261121-42-prd-payment"),
        ("inc{id}", "inc42"),
        ("{id}", "42"),
        ("🔥 {category} #{id} {group}", "fire-payment-42-shop-pay"),
        ("{category}{id}", "payment42"),
        ("{id}-{category}", "42-payment"),
        ("Störung {id}", "storung-42"),
    ],
)
def test_a_pattern_of_ones_own_says_what_it_says(pattern: str, name: str) -> None:
    assert named(pattern, SAID) == name
    assert wrong("channel_name", pattern) == ""


@pytest.mark.parametrize(
    "pattern", ["{category}-{id}", "x" * 100 + "{id}", "{id}-{category}", "é" * 90 + "{id}y"]
)
@pytest.mark.parametrize("copy", [1, 12])
def test_the_number_stays_however_long_the_rest_is(pattern: str, copy: int) -> None:
    document = _with_category("x" * 75)
    name = channel_name(replace(INCIDENT, id=999_999), parse(document), pattern, copy)
    assert "999999" in name
    assert len(name) <= 80


@pytest.mark.parametrize("pattern", [CHANNEL_NAME.usual, "sev-{id}-{category}"])
def test_a_private_one_says_nothing_and_a_drill_that_it_is_one(pattern: str) -> None:
    words = parse(_with_category("Data breach"))
    private = replace(INCIDENT, private=True)
    assert channel_name(private, words, pattern) == "20261121-42-private"
    assert channel_name(replace(private, drill=True), words, pattern, 2) == "drill-20261121-42-private-2"
    assert channel_name(replace(INCIDENT, drill=True), words, "sev-{id}") == "drill-sev-42"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{day}-{category}", "It needs {id}, so that no two channels are called the same."),
        (
            "{id}-{title}",
            "There is no {title} here. There are {day}, {id}, {environments}, {category}, {group}.",
        ),
        ("{id}-{id}", "{id} stands there twice: once is enough."),
        ("{id}-{", "Braces are for placeholders alone. There are {day}"),
        ("{id}-{}", "Braces are for placeholders alone."),
        ("{{id}}", "Braces are for placeholders alone."),
        ("{id}" + "x" * 300, "At most 300 characters; this has 304."),
    ],
)
def test_a_pattern_that_cannot_be_says_why(pattern: str, sentence: str) -> None:
    assert wrong("channel_name", pattern).startswith(sentence)


def test_what_a_value_says_is_no_placeholder() -> None:
    assert named("{id}-{category}-{group}", {**SAID, "category": "{group}"}) == "42-group-shop-pay"
