"""What every event is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """Something happened at `at`, done by `by`.

    That is a Slack user id, or a token's actor; empty where Firebell itself did it.
    """

    at: datetime
    by: str
