"""People act at given moments, whether or not the app has answered the ones before."""

import asyncio
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.place import Json, Place

DEADLINE = 3000.0
"""Milliseconds that people wait for an ack."""


@dataclass(frozen=True)
class Load:
    """So many acts, `every` so many seconds (0: at once), in rounds, each after the app came to rest.

    most: what is promised of its p99, in milliseconds.
    """

    name: str
    acts: int
    most: float
    every: float = 0.0
    rounds: int = 3


LOADS = (
    Load("1 a second", 6, 250.0, every=1.0, rounds=1),
    Load("50 a second", 100, 250.0, every=1 / 50),
    Load("200 a second", 200, 1000.0, every=1 / 200),
    Load("20 at once", 20, 250.0, rounds=5),
    Load("200 at once", 200, 1000.0),
)


@dataclass
class Acks:
    """Milliseconds from the sandbox's sending an envelope to its receiving the ack; 3 s where none came."""

    rounds: list[list[float]] = field(default_factory=list)
    unacked: int = 0

    def add(self, answers: Sequence[Json]) -> None:
        self.rounds.append([answer.get("ack_ms", DEADLINE) for answer in answers])
        self.unacked += sum(not answer["ok"] for answer in answers)

    def percentile(self, percent: int) -> float:
        """In the middle one of the rounds: what else the machine does hits one of them."""
        return statistics.median(percentile(one, percent) for one in self.rounds)


def percentile(ms: Sequence[float], percent: int) -> float:
    """By nearest rank."""
    return sorted(ms)[math.ceil(percent / 100 * len(ms)) - 1]


async def drive(place: Place, acts: Sequence[Json], every: float) -> list[Json]:
    loop = asyncio.get_running_loop()
    begun = loop.time()

    async def perform(number: int, act: Json) -> Json:
        await asyncio.sleep(begun + number * every - loop.time())
        return await place.act(**act)

    return await asyncio.gather(*(perform(number, act) for number, act in enumerate(acts)))
