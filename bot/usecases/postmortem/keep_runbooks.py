"""Runbooks were listed, to the last page."""

from collections.abc import Iterable

from bot.domain.postmortem.runbooks import Runbook
from bot.store.postmortem import runbooks
from bot.usecases.unit import Unit


def keep_runbooks(unit: Unit, listed: Iterable[Runbook]) -> str:
    """Keep what is new or changed, forget what is there no more, and say how much that was."""
    listed = list(listed)
    written, gone = runbooks.replace(listed, unit.now)
    return f"{len(listed)} runbooks, {written} new or changed, {gone} gone"
