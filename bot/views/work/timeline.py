"""What happened, a sentence each."""

from collections.abc import Sequence

from bot.domain.events import Event
from bot.views.words import clock_time
from bot.views.work.happenings import SENTENCES


def sentence(event: Event) -> str:
    """Say what happened, with its time."""
    return f"{clock_time(event.at)}  {SENTENCES[type(event)](event)}"


def newest(happened: Sequence[Event], most: int = 3000) -> str:
    """Give the sentences of the last events, the oldest first, as many as fit."""
    lines: list[str] = []
    for event in reversed(happened):
        line = sentence(event)
        most -= len(line) + 1
        if most < 0:
            break
        lines.insert(0, line)
    return "\n".join(lines)
