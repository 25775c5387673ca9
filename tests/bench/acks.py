"""How soon a command, a button and a submission are acked, while Slack takes 300 ms for every call."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

from bench.loads import LOADS, Acks, Load, drive
from bench.people import CROWD
from bench.place import Json, NotMeasuredError
from bench.process import BARE_BOLT, FIREBELL_RUN
from bench.row import Row, at_most, broken, under
from bench.scene import Scene, scene

LATENCY = 300
MOST_DECLARED = 100
"""So many submissions need no second round: each has the app busy for a while after its ack."""


def _type(_: Scene, person: str) -> Json:
    typed = {"channel": "general", "command": "/incident", "text": "open"}
    return {"user": person, "do": "slash", **typed}


def _press(scene: Scene, person: str) -> Json:
    return {"user": person, "do": "click", **scene.button}


def _submit(_: Scene, person: str) -> Json:
    return {"user": person, "do": "submit"}


SUBMISSION = "submission"
KINDS: dict[str, Callable[[Scene, str], Json]] = {
    "command": _type,
    "button": _press,
    SUBMISSION: _submit,
}


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with AsyncExitStack() as opened:
        scenes = [await opened.enter_async_context(scene(app, folder)) for app in (FIREBELL_RUN, BARE_BOLT)]
        for kind in KINDS:
            unacked = [0, 0]
            for load in LOADS:
                name = f"ack of a {kind}, {load.name}"
                try:
                    acks = await _beside_each_other(scenes, kind, load)
                except NotMeasuredError as error:
                    yield broken(name, error)
                    continue
                unacked = [before + one.unacked for before, one in zip(unacked, acks, strict=True)]
                for row in _times(name, load, *acks):
                    yield row
            yield at_most(f"ack of a {kind}: un-acked after 3 s, of all above", unacked[0], 0, unacked[1])


def _times(name: str, load: Load, ours: Acks, bare: Acks) -> Iterator[Row]:
    """Of what comes all at once, whoever only acks is done sooner than whoever works: but not 3x sooner."""
    (middle, slowest), (least, slow) = ((one.percentile(50), one.percentile(99)) for one in (ours, bare))
    if load.every:
        yield Row(f"{name}: p50", middle, "ms", least, "at most bare Bolt's", middle <= least)
    else:
        yield under(f"{name}: p50", middle, "ms", least, least)
    yield under(f"{name}: p99", slowest, "ms", load.most, slow)


async def _beside_each_other(scenes: list[Scene], kind: str, load: Load) -> list[Acks]:
    """In turns, so that what else the machine does hits both; a slow load is no load, so it can be shared."""
    found = [Acks() for _ in scenes]
    most = MOST_DECLARED // load.acts if kind == SUBMISSION else load.rounds
    for _ in range(max(1, min(most, load.rounds))):
        if load.every >= 1:
            answers = await asyncio.gather(*(_round(each, kind, load) for each in scenes))
        else:
            answers = [await _round(each, kind, load) for each in scenes]
        for acks, given in zip(found, answers, strict=True):
            acks.add(given)
    return found


async def _round(scene: Scene, kind: str, load: Load) -> list[Json]:
    people = CROWD[: load.acts]
    if kind == SUBMISSION:
        await scene.fill_forms(people)
    else:
        await scene.close_windows(people)
    await scene.place.warm(load.acts)
    await scene.place.delay_slack(LATENCY)
    answers = await drive(scene.place, [KINDS[kind](scene, person) for person in people], load.every)
    await scene.place.delay_slack(0)
    await scene.place.calm()
    return answers
