"""Something to be done because of an incident, often after it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Task:
    """`owner` is a Slack user id, empty where nobody has it. `url`: the message that it was made from.

    `remind_at`: when its owner will be reminded. `id` is 0 until it is kept.
    """

    incident: int
    title: str
    owner: str
    due_on: date | None
    added_by: str
    added_at: datetime
    url: str = ""
    done_at: datetime | None = None
    remind_at: datetime | None = None
    id: int = 0
