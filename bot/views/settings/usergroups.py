"""Slack's usergroups as Firebell knows them, where the settings name them, and what reads them all."""

from collections.abc import Mapping
from typing import Protocol

from bot.views import blocks as b
from bot.views.settings.jobs import Job
from bot.views.settings.jobs import when as planned
from bot.views.words import fit, listed, people

NAME = "usergroups"
TITLE = "Usergroups"
IMPORT = "import_usergroups"
JOB = "slack usergroups"
IN_A_ROW = 20
"""Lines of one block, which holds 3,000 characters."""


class Usergroups(Protocol):
    """As store.settings.known."""

    @property
    def count(self) -> int: ...

    @property
    def first(self) -> tuple[tuple[str, str, int, bool], ...]: ...

    @property
    def places(self) -> Mapping[str, tuple[str, ...]]: ...


def blocks(found: Usergroups, job: Job | None) -> list[b.Block]:
    says = "All of Slack's are known here with their members. Any form takes one by its handle or its ID."
    lines = [_line(one, found.places) for one in found.first]
    hidden = found.count - len(lines)
    rows = [lines[start : start + IN_A_ROW] for start in range(0, len(lines), IN_A_ROW)]
    return [
        b.section(f"*{TITLE} ({found.count})*\n{says}"),
        b.actions(b.button("Import all from Slack", IMPORT, says="Read all usergroups of Slack now")),
        *([b.context(f"Read by the clock: {planned(job)}")] if job else []),
        *(b.section("\n".join(row)) for row in rows),
        *([b.context(f"and {hidden} more")] if hidden > 0 else []),
    ]


def _line(one: tuple[str, str, int, bool], places: Mapping[str, tuple[str, ...]]) -> str:
    handle, name, count, gone = one
    named = places.get(handle, ())
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    where = (
        f" · named by {fit(listed(named[:3]) if not more else ', '.join(named[:3]), 80)}{more}"
        if named
        else ""
    )
    state = ":warning: Slack has it no more" if gone else people(count)
    return f"*@{fit(handle, 40)}* · {fit(name, 40)}, {state}{where}"
