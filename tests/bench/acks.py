"""How soon a command, a button and a submission are acked, while Slack takes 300 ms for every call."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from bench.loads import LOADS, Acks, Load, drive
from bench.people import CROWD
from bench.place import Json
from bench.process import BARE_BOLT, FIREBELL_RUN
from bench.row import Row, at_most, under
from bench.scene import Scene, scene

LATENCY = 300
PROMISED = {"20 at once": 250.0, "200 at once": 1000.0}
"""The p99 in milliseconds."""


def _type(_: Scene, person: str) -> Json:
    typed = {"channel": "general", "command": "/incident", "text": "open"}
    return {"user": person, "do": "slash", **typed}


def _press(scene: Scene, person: str) -> Json:
    return {"user": person, "do": "click", **scene.button}


def _submit(_: Scene, person: str) -> Json:
    return {"user": person, "do": "submit"}


KINDS: dict[str, Callable[[Scene, str], Json]] = {
    "command": _type,
    "button": _press,
    "submission": _submit,
}


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with AsyncExitStack() as opened:
        scenes = [await opened.enter_async_context(scene(app, folder)) for app in (FIREBELL_RUN, BARE_BOLT)]
        for kind in KINDS:
            missing = [0, 0]
            for load in LOADS:
                acks = await _beside_each_other(scenes, kind, load)
                missing = [before + one.missing for before, one in zip(missing, acks, strict=True)]
                for row in _times(kind, load, *acks):
                    yield row
            yield at_most(f"ack of a {kind}: missing, of all above", missing[0], 0, missing[1])


def _times(kind: str, load: Load, ours: Acks, bare: Acks) -> list[Row]:
    name = f"ack of a {kind}, {load.name}:"
    median = Row(f"{name} p50", ours.percentile(50), "ms", bare.percentile(50))
    slowest = ours.percentile(99), bare.percentile(99)
    if load.name not in PROMISED:
        return [median, Row(f"{name} p99", slowest[0], "ms", slowest[1])]
    return [median, under(f"{name} p99", slowest[0], "ms", PROMISED[load.name], slowest[1])]


async def _beside_each_other(scenes: list[Scene], kind: str, load: Load) -> list[Acks]:
    """In turns, so that what else the machine does hits both; a slow load is no load, so it can be shared."""
    found = [Acks() for _ in scenes]
    for _ in range(load.rounds):
        turns = [_round(each, kind, load) for each in scenes]
        answers = await asyncio.gather(*turns) if load.every >= 1 else [await turn for turn in turns]
        for acks, given in zip(found, answers, strict=True):
            acks.add(given)
    return found


async def _round(scene: Scene, kind: str, load: Load) -> list[Json]:
    people = CROWD[: load.acts]
    if kind == "submission":
        await scene.fill_forms(people)
        await scene.place.calm()
    await scene.place.warm(load.acts)
    await scene.place.delay_slack(LATENCY)
    answers = await drive(scene.place, [KINDS[kind](scene, person) for person in people], load.every)
    await scene.place.delay_slack(0)
    await scene.place.calm()
    return answers
