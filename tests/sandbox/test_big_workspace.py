"""5,000 people, 500 channels, 10,000 messages: every listing shows each once, no envelope is lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from bench.town import BUSY, CHANNELS, GROUPS, MESSAGES, PEOPLE, seed_file
from judge import JUDGE
from rig import MANIFEST, Space, eventually
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

pytest_plugins = ["sandbox_fixtures"]


@pytest.fixture
async def space(tmp_path: Path) -> AsyncIterator[Space]:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(yaml.safe_dump(MANIFEST))
    sandbox = await Sandbox.start(manifest=manifest, seed_file=seed_file(tmp_path), heard=JUDGE.of_anybody)
    async with aiohttp.ClientSession() as http:
        yield Space(sandbox, http)
    await sandbox.stop()


async def pages(first: Any, of: str) -> list[list[Any]]:
    """All pages, as slack_sdk walks them."""
    return [page[of] async for page in first]


def names(pages: list[list[Any]]) -> list[str]:
    """What stands on the pages; nothing may stand there twice."""
    found = [
        str(each if isinstance(each, str) else each.get("id") or each["ts"])
        for page in pages
        for each in page
    ]
    assert len(found) == len(set(found))
    return found


@pytest.mark.slow
async def test_people_and_channels_come_in_pages(space: Space, web: AsyncWebClient) -> None:
    people = await pages(await web.users_list(limit=1000), "members")
    assert [len(page) for page in people] == [1000] * 5 + [1]
    assert len(names(people)) == PEOPLE + 1
    public = await pages(await web.conversations_list(limit=100), "channels")
    assert [len(page) for page in public] == [100, 100, 100, 100, 50]
    assert len(names(public)) == CHANNELS * 9 // 10
    assert len((await web.usergroups_list(include_users=True))["usergroups"]) == GROUPS


@pytest.mark.slow
async def test_a_channels_members_and_messages_come_in_pages(space: Space, web: AsyncWebClient) -> None:
    general = (await web.conversations_list(limit=1))["channels"][0]["id"]
    members = await pages(await web.conversations_members(channel=general, limit=999), "members")
    assert len(names(members)) == PEOPLE + 1
    busy = (await space.channel(BUSY))["id"]
    await web.conversations_join(channel=busy)
    messages = await pages(await web.conversations_history(channel=busy, limit=999), "messages")
    found = names(messages)
    assert len(found) == MESSAGES // 2 + 1
    assert found == sorted(found, reverse=True)


@pytest.mark.slow
async def test_the_channels_of_somebody_come_in_pages(space: Space, web: AsyncWebClient) -> None:
    first = await web.users_conversations(user=await space.user("person0000"), limit=100)
    assert len(names(await pages(first, "channels"))) == CHANNELS * 9 // 10


@pytest.mark.slow
async def test_what_is_said_meanwhile_neither_hides_nor_repeats_a_message(
    space: Space, web: AsyncWebClient
) -> None:
    busy = (await web.conversations_join(channel=(await space.channel(BUSY))["id"]))["channel"]["id"]
    found: list[list[Any]] = []
    async for page in await web.conversations_history(channel=busy, limit=900):
        found.append(page["messages"])
        await web.chat_postMessage(channel=busy, text="Meanwhile")
    assert len(names(found)) == MESSAGES // 2 + 1


@pytest.mark.slow
async def test_who_leaves_meanwhile_hides_nobody_else(space: Space, web: AsyncWebClient) -> None:
    busy = (await space.channel(BUSY))["id"]
    everybody = (await web.conversations_members(channel=busy, limit=100))["members"]
    first = await web.conversations_members(channel=busy, limit=10)
    await space.act(everybody[3], "leave", channel=BUSY)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await web.conversations_members(channel=busy, limit=100, cursor=cursor)
    assert [*first["members"], *rest["members"]] == everybody


ENVELOPES = 1500
AT_A_TIME = 50


@pytest.mark.slow
async def test_every_envelope_is_delivered_once_and_acked(space: Space, bolt: AsyncApp) -> None:
    """Everybody types at the same time: as many as a trivial Bolt app can bear, however slow the machine."""
    await space.post("limits", {"deadline": 60})
    heard: list[str] = []
    turns = asyncio.Semaphore(AT_A_TIME)

    @bolt.command("/probe")
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        heard.append(body["text"])
        await ack()

    async def typed(number: int) -> bool:
        async with turns:
            person, text = f"person{number:04}", str(number)
            return bool((await space.act(person, "slash", command="/probe", text=text))["ok"])

    acked = await asyncio.gather(*map(typed, range(ENVELOPES)))
    assert sum(acked) == ENVELOPES
    assert sorted(map(int, heard)) == list(range(ENVELOPES))


@pytest.mark.slow
async def test_every_event_is_delivered_once(space: Space, bolt: AsyncApp) -> None:
    """Again only where the app took longer than Slack waits, and then it says so."""
    heard: list[str] = []

    @bolt.event("message")
    async def on_message(event: dict[str, Any], request: AsyncBoltRequest) -> None:
        if request.headers["x-slack-retry-num"] == ["0"]:
            heard.append(event["text"])

    for start in range(0, ENVELOPES, AT_A_TIME):
        people = ((f"person{number:04}", str(number)) for number in range(start, start + AT_A_TIME))
        await asyncio.gather(
            *(space.act(name, "message", channel="general", text=text) for name, text in people)
        )
    await eventually(lambda: len(heard) >= ENVELOPES)
    assert sorted(map(int, heard)) == list(range(ENVELOPES))
