"""Slack's usergroups as Firebell knows them, where the settings name them, and what reads them all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.domain.settings.sections import DESCRIBED
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
    where = f" · named in {fit(listed(_sections(named)), 150)}" if named else ""
    state = ":warning: Slack has it no more" if gone else people(count)
    return f"*@{fit(handle, 40)}* · {fit(name, 40)}, {state}{where}"


def _sections(places: Iterable[str]) -> list[str]:
    """Say in which sections, and how often where that is more than once."""
    counts = Counter(place.partition(".")[0] for place in places)
    titles = {name: DESCRIBED[name].title if name in DESCRIBED else name for name in counts}
    return [f"{titles[name]} ({count})" if count > 1 else titles[name] for name, count in counts.items()]
