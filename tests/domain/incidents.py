"""Incidents to try the rules on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.incident import Act, Incident
from bot.domain.rules.opening import Form, open_incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.document import flat, parse
from bot.shipped import defaults

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
DOCUMENT: dict[str, Any] = dict(defaults())
WORDS: Taxonomy = parse(flat(DOCUMENT))
FORM = Form(
    draft="d1",
    title="Checkout is down",
    description="It answers 500 since 14:02.",
    category="payment",
    environments=("PRD",),
    impacts={"customers": "HI"},
)


def opened(**differences: Any) -> Incident:
    """Give inc-7, a P2 that U1 declared at 14:05."""
    return replace(open_incident(FORM, WORDS, act()).incident, **{"id": 7, **differences})


def act(by: str = "U1", minutes: float = 0) -> Act:
    return Act(by, NOW + timedelta(minutes=minutes))
