"""What every event is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """Something happened at `at`, done by `by` (a Slack user id, empty where Firebell itself did it)."""

    at: datetime
    by: str
