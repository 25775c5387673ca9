"""Strategies of other installed packages: the entry point group `firebell.responders`.

https://packaging.python.org/en/latest/specifications/entry-points/
"""

from importlib.metadata import entry_points

import structlog

from bot.ports import Strategy

log = structlog.get_logger()

GROUP = "firebell.responders"


def strategies() -> dict[str, Strategy]:
    """Load them by their names. One that cannot be loaded is named in the log, and costs itself only."""
    found: dict[str, Strategy] = {}
    for point in entry_points(group=GROUP):
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
