"""What a channel is called."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.app import defaults
from bot.domain.incident import Incident
from bot.domain.taxonomy.document import flat, parse
from bot.integrations.slack.naming import channel_name

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
    assert channel_name(INCIDENT, parse(document), copy) == name


@pytest.mark.parametrize("copy", [1, 2, 11])
def test_the_name_never_exceeds_what_slack_takes(copy: int) -> None:
    document = _with_category("x" * 200)
    name = channel_name(replace(INCIDENT, id=999_999), parse(document), copy)
    assert len(name) <= 80
    assert name.endswith(f"-{copy}") == (copy > 1)
