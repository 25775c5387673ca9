"""People act at given moments, whether or not the app has answered the ones before."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.place import Json, Place

DEADLINE = 3000.0
"""Milliseconds that people wait for an ack."""


@dataclass(frozen=True)
class Load:
    """So many acts, `every` so many seconds (0: at once), in rounds, each after the app came to rest."""

    name: str
    acts: int
    every: float = 0.0
    rounds: int = 1


LOADS = (
    Load("1 a second", 6, every=1.0),
    Load("50 a second", 100, every=1 / 50),
    Load("200 a second", 200, every=1 / 200),
    Load("20 at once", 20, rounds=3),
    Load("200 at once", 200),
)


@dataclass
class Acks:
    """Milliseconds from the sandbox's sending an envelope to its receiving the ack; 3 s where none came."""

    ms: list[float] = field(default_factory=list)
    missing: int = 0

    def add(self, answers: Sequence[Json]) -> None:
        self.ms += [answer.get("ack_ms", DEADLINE) for answer in answers]
        self.missing += sum(not answer["ok"] for answer in answers)

    def percentile(self, percent: int) -> float:
        """By nearest rank."""
        return sorted(self.ms)[math.ceil(percent / 100 * len(self.ms)) - 1]


async def drive(place: Place, acts: Sequence[Json], every: float) -> list[Json]:
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def perform(number: int, act: Json) -> Json:
        await asyncio.sleep(begun + number * every - loop.time())
        return await place.act(**act)

    return await asyncio.gather(*(perform(number, act) for number, act in enumerate(acts)))
