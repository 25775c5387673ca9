"""What a question says once somebody has answered it: whether an incident is over, or less urgent."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.words import clock_time, escape, person


def pressed(body: Mapping[str, Any]) -> dict[str, Any]:
    """Give `incident`, and what else the button is about."""
    said: dict[str, Any] = json.loads(body["actions"][0]["value"])
    return said


def message(text: str) -> b.Block:
    """Stand in the question's place."""
    return {**b.message(text, [b.section(text)]), "replace_original": True}


def over(incident: Incident, by: str, now: datetime) -> str:
    return f"{person(by)}, {clock_time(now)}: {incident.ref} is {incident.status}."


def not_over(incident: Incident, by: str, now: datetime, *, though: str) -> str:
    """though: what was asked because of it."""
    return f"{person(by)}, {clock_time(now)}: {incident.ref} is not over yet, though {though}."


def ranked(incident: Incident, by: str, now: datetime) -> str:
    return f"{person(by)}, {clock_time(now)}: {incident.ref} is {escape(incident.priority)} now."


def kept(incident: Incident, by: str, now: datetime) -> str:
    return f"{person(by)}, {clock_time(now)}: {incident.ref} stays {escape(incident.priority)}."
