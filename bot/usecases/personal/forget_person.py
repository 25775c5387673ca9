"""Forget a person who has left: what they did stays, and nobody can tell any more who did it."""

from collections.abc import Sequence

import structlog

from bot.domain.personal.forgetting import Traces
from bot.domain.settings.difference import Difference
from bot.store import tables
from bot.store.find import index
from bot.store.personal import leaving, walk
from bot.store.personal.walk import Key
from bot.store.settings import audit
from bot.store.who import forgotten
from bot.usecases.unit import Unit
from bot.views.settings.history import FORGOTTEN

log = structlog.get_logger()


def begin_to_forget(_unit: Unit, traces: Traces) -> None:
    """First, no list brings them back. Their names go last, so that a run that is cut off can go on."""
    forgotten.keep([(one.source, one.key) for one in traces.accounts], traces.becomes)
    leaving.stop(traces)


def forget_rows(_unit: Unit, table: type[tables.Table], keys: Sequence[Key], traces: Traces) -> set[int]:
    """Write some rows without them, and give the incidents that these are about."""
    return walk.clean(table, keys, traces)


def find_anew(unit: Unit, numbers: Sequence[int]) -> None:
    """These incidents are found by what they say now."""
    for number in numbers:
        incident = unit.take(number)
        if incident:
            index.put(incident)


def end_forgetting(unit: Unit, traces: Traces, rows: int) -> None:
    """Nothing else names them any more, so their own rows go. Who it was is written down nowhere."""
    leaving.end(traces, unit.now)
    audit.add("", unit.now, [Difference(FORGOTTEN, traces.becomes or "somebody", None, {"rows": rows})])
    log.info("forgotten", action="forget", person=traces.becomes, rows=rows)
