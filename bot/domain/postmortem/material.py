"""What a post-mortem is filled from."""

from dataclasses import dataclass

from bot.domain.documents import Readers
from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Material:
    """`history`: what happened, with the numbers of the events. `readers`: their zone and people's names.

    `text`: what is kept of it, as Markdown. `delay`: why it is not made yet, where that was tried.
    """

    incident: Incident
    taxonomy: Taxonomy
    history: tuple[tuple[int, Event], ...]
    tasks: tuple[Task, ...]
    readers: Readers
    text: str = ""
    delay: str = ""

    @property
    def reach(self) -> int:
        """The number of the last event."""
        return max((number for number, _ in self.history), default=0)
