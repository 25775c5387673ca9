"""How many calls had to follow one another: what no app can be quicker than, times what each takes."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.place import Json
from bench.row import Row, at_most, under

NEAR = 1.15
"""Times the shortest chain: what all else may cost."""


@dataclass(frozen=True)
class Lag:
    """Milliseconds from an act until a call because of it had ended; how many calls in a row that took."""

    ms: float
    chain: int


def lag(acted: float, calls: Sequence[Json], last: Json) -> Lag:
    """acted: when; calls: those, in the order of their coming, that might have led to the last one."""
    before = [call for call in calls if acted <= call["started"] < last["started"] and call["ended"]]
    return Lag((last["ended"] - acted) * 1000, in_a_row([*before, last])[-1])


def beside_lags(name: str, lags: Sequence[Lag], latency: int, most: int, wait: int = 0) -> Iterator[Row]:
    """Propagation is latency x calls. most: calls in a row that it may take; wait: as for beside_chain."""
    chain = max(one.chain for one in lags)
    yield at_most(f"{name}: calls in a row", chain, most)
    yield beside_chain(name, statistics.median(one.ms for one in lags), chain, latency, wait)


def in_a_row(calls: Sequence[Json]) -> list[int]:
    """For each call the length of the chain that it ends: each began after the one before had ended."""
    depth: list[int] = []
    for call in calls:
        before = [depth[number] for number in range(len(depth)) if calls[number]["ended"] <= call["started"]]
        depth.append(1 + max(before, default=0))
    return depth


def beside_chain(name: str, took: float, chain: int, latency: int, wait: int = 0) -> Row:
    """Wall time in milliseconds beside the calls in a row. wait: what may pass before the first of them."""
    least = chain * latency + wait
    words = f"calls in a row x {latency} ms" + (f" and {wait} ms" if wait else "")
    return under(f"{name}, beside {words}", took, "ms", NEAR * least, least)
