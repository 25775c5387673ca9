"""Drills are no incidents: whatever counts, warns of, lists or exports what really happened asks here."""

from typing import Any

from bot.store import tables


def real() -> Any:
    """Give the condition under which an incident's row is of something that really happened."""
    return ~tables.Incident.drill


def rehearsed() -> Any:
    """Give the condition under which it is of a drill."""
    return tables.Incident.drill
