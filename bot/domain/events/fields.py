"""What the organisation asks for besides."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class FieldSet(Event):
    """One of the organisation's own fields says something else now; nothing where it is cleared.

    `name`, `kind`: as they were then. `was` and `becomes` hold what people read, but Slack ids of people.
    """

    field: str
    name: str
    kind: str
    was: tuple[str, ...] = ()
    becomes: tuple[str, ...] = ()
