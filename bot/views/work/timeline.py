"""The last of what happened, a line each, where there is no room for all of it."""

from collections.abc import Sequence

from bot.views.timeline.entries import Entry, line

ROOM = 2800
"""Characters that leave room for a heading in one block."""


def newest(happened: Sequence[Entry], count: int, most: int = ROOM) -> list[str]:
    """Give the last ones, the oldest first: `count` at most, and as many as fit."""
    lines: list[str] = []
    for entry in reversed(happened[-count:]):
        said = line(entry, dated=True)
        most -= len(said) + 1
        if most < 0:
            break
        lines.insert(0, said)
    return lines
