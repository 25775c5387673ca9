"""The systems that stand in the sandbox, as its control API and the page's Backstage know them.

A further one is an entry in `Sandbox.systems` (its name then goes for latency, faults, calls, state, acts),
and, where people should see it, a console on the page: page/consoles/index.js says how.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.world import Json, Person


@dataclass(frozen=True)
class System:
    """`name` as requests carry it, `title` as people say it; what faults may match by method, and by type."""

    name: str
    title: str
    methods: Callable[[], Iterable[str]]
    state: Callable[[], Json]
    """What GET /sandbox/state tells under its name."""
    types: tuple[str, ...] = ()
    act: Callable[[Person, Json], Json] | None = None
    """What a person does there: POST /sandbox/act with its name as "do"."""
    reset: Callable[[], None] | None = None

    def shown(self) -> Json:
        return {
            "name": self.name,
            "title": self.title,
            "methods": sorted(self.methods()),
            "types": list(self.types),
        }
