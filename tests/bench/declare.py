"""How many calls in a row a declaration takes until the declarer is in, it is announced, and all is done."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from bench.chain import Lag, beside_lags, lag
from bench.loads import drive
from bench.people import CROWD
from bench.place import Json, Place
from bench.process import FIREBELL_RUN
from bench.row import Row, at_most, within
from bench.scene import Scene, scene
from bench.tiers import least_wait

LATENCY = 100
AT_ONCE, SLOW = 20, 300
"""So many declare at once, while Slack takes so many milliseconds for every call."""

NEAR_TIERS = 1.5
"""Times what the rate tiers allow."""

LONGEST = 150.0
"""Seconds to wait for all of them."""

TIMES = 5
MOST = {"the declarer is in": 2, "it is announced": 2, "everything is done": 4}
"""Calls in a row: create, and invite or post; and the card, and its pin."""

PUBLIC = "tech-incidents"
"""Where it is announced."""

STEPS = (
    "conversations.create",
    "conversations.invite",
    "conversations.setTopic",
    "chat.postMessage",
    "pins.add",
)
"""What makes an incident's channel; the form's own progress follows it and is nobody's wait."""


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder) as raised:
        declared = [await _declare(raised) for _ in range(TIMES)]
        for row in _alone(declared):
            yield row
        for is_limited in (False, True):
            async for row in _at_once(raised, is_limited=is_limited):
                yield row


def _alone(declared: list[dict[str, Lag]]) -> Iterator[Row]:
    for until, most in MOST.items():
        yield from beside_lags(f"declare until {until}", [one[until] for one in declared], LATENCY, most)


async def _at_once(raised: Scene, *, is_limited: bool) -> AsyncIterator[Row]:
    """All are acked, each gets its channel with somebody in it, and how long that takes.

    is_limited: while Slack's rate tiers hold. Then nobody can be done before these let the same calls
    through (bench.tiers says how that is computed), and so many calls in a row took their time besides.
    """
    place, people = raised.place, CROWD[:AT_ONCE]
    before = await place.state()
    await raised.fill_forms(people)
    await place.warm(AT_ONCE)
    await place.delay_slack(SLOW)
    await place.post("limits", {"tiers": is_limited})
    pressed = time.monotonic()
    answers = await drive(place, [{"user": person, "do": "submit"} for person in people], 0.0)
    made = await _made(place, before)
    since = await place.calm()
    await place.post("limits", {"tiers": False})
    await place.delay_slack(0)
    calls = [call for call in (await place.calls())[:since] if call["started"] >= pressed]
    steps = [call for call in calls if call["method"] in STEPS]
    took = max(call["ended"] for call in steps) - pressed
    name = f"declare {AT_ONCE} at once, {SLOW} ms a call{', rate tiers' if is_limited else ''}:"
    yield at_most(f"{name} not acked", sum(not answer["ok"] for answer in answers), 0)
    lacking = AT_ONCE - sum(map(_is_whole, made))
    yield at_most(f"{name} without a channel with people, topic and card in it", lacking, 0)
    chain = max(MOST.values())
    least = chain * SLOW / 1000
    if is_limited:
        yield within(f"{name} until all is done", took, "s", least_wait(steps) + least, NEAR_TIERS)
    else:
        yield Row(f"{name} until all is done, beside {chain} calls in a row", took, "s", least)


async def _made(place: Place, before: Json) -> list[Json]:
    """Wait until everything is there, which with rate tiers takes a while; give the new channels."""
    old, told = {one["id"] for one in before["channels"]}, _announced(before)
    deadline = time.monotonic() + LONGEST
    while True:
        now = await place.state()
        made = [one for one in now["channels"] if one["id"] not in old]
        is_done = sum(map(_is_whole, made)) == AT_ONCE and _announced(now) - told >= AT_ONCE
        if is_done or time.monotonic() > deadline:
            return made
        await asyncio.sleep(0.2)


def _is_whole(channel: Json) -> bool:
    return bool(len(channel["members"]) > 1 and channel["topic"] and channel["pins"])


def _announced(state: Json) -> int:
    (room,) = (one for one in state["channels"] if one["name"] == PUBLIC)
    return len(room["messages"])


async def _declare(raised: Scene) -> dict[str, Lag]:
    """Give for each of MOST what it took from the press of Declare on."""
    place = raised.place
    (public,) = (one["id"] for one in (await place.state())["channels"] if one["name"] == PUBLIC)
    await raised.fill_form("ana")
    since = await place.calm()
    await place.delay_slack(LATENCY)
    pressed = time.monotonic()  # the sandbox's clock as well: both read the machine's
    await place.act(user="ana", do="submit")
    await place.calm()
    await place.delay_slack(0)
    calls = [call for call in await place.calls(since) if call["method"] in STEPS]
    ends = (
        next(call for call in calls if call["method"] == "conversations.invite"),
        next(call for call in calls if call["args"].get("channel") == public),
        max(calls, key=lambda call: float(call["ended"])),
    )
    return {until: lag(pressed, calls, end) for until, end in zip(MOST, ends, strict=True)}
