"""What a week brought, for a channel: nothing that is private, no drills."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.insight.figures import Figures
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Digest:
    """`before`: how many incidents the week before had. `overdue`: the first of `overdue_count` follow-ups.

    `draws`: whether the workspace is thought to draw charts.
    """

    figures: Figures
    before: int
    overdue: tuple[Task, ...]
    overdue_count: int
    taxonomy: Taxonomy
    now: datetime
    draws: bool
