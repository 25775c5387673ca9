"""The systems that stand in the sandbox, as its control API and the page's Backstage know them.

A further one is an entry in `Sandbox.systems` (its name then goes for latency, faults and calls), and, where
people should see it, a console on the page: page/consoles/index.js says how.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.sandbox.world import Json


@dataclass(frozen=True)
class System:
    """`name` as requests carry it, `title` as people say it; what faults may match by method, and by type."""

    name: str
    title: str
    methods: Callable[[], Iterable[str]]
    types: tuple[str, ...] = ()

    def shown(self) -> Json:
        return {
            "name": self.name,
            "title": self.title,
            "methods": sorted(self.methods()),
            "types": list(self.types),
        }
