"""Strategies of other installed packages: the entry point group `firebell.responders`.

https://packaging.python.org/en/latest/specifications/entry-points/
"""

import sys
from functools import lru_cache
from importlib.metadata import EntryPoints, entry_points

import structlog

from bot.ports import Strategy

log = structlog.get_logger()

GROUP = "firebell.responders"


def strategies() -> dict[str, Strategy]:
    """Load them by their names. One that cannot be loaded is named in the log, and costs itself only."""
    found: dict[str, Strategy] = {}
    for point in _points(tuple(sys.path)):
        try:
            strategy = point.load()
        except (ImportError, AttributeError):
            log.exception("strategy_not_loaded", action="start", strategy=point.name)
            continue
        if not callable(strategy):
            log.error("strategy_not_loaded", action="start", strategy=point.name, why="it cannot be called")
            continue
        found[point.name] = strategy
        log.info("strategy_loaded", action="start", strategy=point.name)
    return found


@lru_cache(maxsize=1)
def _points(_places: tuple[str, ...]) -> EntryPoints:
    """Look through all packages once a process: it takes as long as much of a start."""
    return entry_points(group=GROUP)
