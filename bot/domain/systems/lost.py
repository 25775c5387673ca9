"""The time between a backup and its restoration: what was done then, nobody here knows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Lost:
    since: datetime
    until: datetime
