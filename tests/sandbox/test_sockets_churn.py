"""Apps come and go while envelopes are sent: each is acked or reported unacked, and none comes twice."""

import asyncio
import contextlib
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import aiohttp
import pytest
from rig import Json, Space, eventually, web_client

pytest_plugins = ["sandbox_fixtures"]
COMMANDS = 60
EVENTS = 30


@dataclass
class Crowd:
    """Apps that vanish at every fifth command or so instead of acking it, and are followed by others."""

    space: Space
    chance: random.Random
    received: list[Json] = field(default_factory=list)
    acked: set[str] = field(default_factory=set)

    async def live(self) -> None:
        client = web_client(self.space.sandbox, "SLACK_APP_TOKEN")
        while True:
            url = str((await client.apps_connections_open(app_token=str(client.token)))["url"])
            async with self.space.http.ws_connect(url) as socket:
                await self._serve(socket)

    async def _serve(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            said = message.json()
            if "payload" in said:
                self.received.append(said)
                if said["type"] == "slash_commands" and self.chance.random() < 0.2:
                    return
                self.acked.add(said["envelope_id"])
                await socket.send_json({"envelope_id": said["envelope_id"]})

    async def types(self, number: int) -> bool:
        """Whether the person who types a command is told that it arrived."""
        await asyncio.sleep(self.chance.random() / 5)
        answer = await self.space.act("ana", "slash", command="/probe", channel="general", text=str(number))
        return bool(answer["ok"])

    async def says(self) -> None:
        await asyncio.sleep(self.chance.random() / 5)
        await self.space.act("ben", "message", channel="general", text="an event")

    def came(self, kind: str, name: str) -> dict[str, list[Json]]:
        """What came of this type of envelope, by what its payload holds under the name."""
        found = defaultdict(list)
        for said in self.received:
            if said["type"] == kind:
                found[str(said["payload"][name])].append(said)
        return found


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
async def test_nothing_is_lost_unseen_and_nothing_is_doubled(space: Space, seed: int) -> None:
    await space.post("limits", {"speed": 600})
    crowd = Crowd(space, random.Random(seed))  # noqa: S311  # chance, no secret
    apps = [asyncio.create_task(crowd.live()) for _ in range(4)]
    await space.until(lambda state: state["connections"] == 4)
    told = asyncio.gather(*map(crowd.types, range(COMMANDS)))
    await asyncio.gather(*(crowd.says() for _ in range(EVENTS)))
    _commands_are_told_as_they_went(crowd, await told)
    await _events_all_arrive(crowd)
    for app in apps:
        app.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await app


def _commands_are_told_as_they_went(crowd: Crowd, told: list[bool]) -> None:
    came = crowd.came("slash_commands", "text")
    arrived = [
        str(number) in came and came[str(number)][0]["envelope_id"] in crowd.acked
        for number in range(COMMANDS)
    ]
    assert Counter(map(len, came.values())).keys() == {1}
    assert told == arrived
    assert {True, False} == set(told)


async def _events_all_arrive(crowd: Crowd) -> None:
    """What vanished with an app is sent again, numbered; what was acked is not."""
    await eventually(lambda: len(crowd.came("events_api", "event_id")) == EVENTS)
    for attempts in crowd.came("events_api", "event_id").values():
        numbers = [said["retry_attempt"] for said in attempts]
        assert numbers == sorted(set(numbers))
        assert [said["envelope_id"] in crowd.acked for said in attempts] == [True]
