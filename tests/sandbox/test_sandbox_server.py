"""The sandbox as a server: it starts, stops, serves the page, and never answers with a traceback."""

import json
from pathlib import Path

import aiohttp
import pytest
from judge import JUDGE
from rig import MANIFEST, Listener, Space, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

pytest_plugins = ["sandbox_fixtures"]


async def test_its_environment_is_all_a_client_needs(space: Space) -> None:
    environment = space.sandbox.environment
    assert environment["SANDBOX_URL"] == space.sandbox.url
    assert environment["SLACK_API_URL"] == f"{space.sandbox.url}/api/"
    assert environment["SLACK_BOT_TOKEN"].startswith("xoxb-")
    assert environment["SLACK_APP_TOKEN"].startswith("xapp-1-")
    assert all(isinstance(value, str) for value in environment.values())


async def test_several_run_in_one_process_and_know_nothing_of_each_other(
    space: Space, web: AsyncWebClient, manifest: Path
) -> None:
    other = await Sandbox.start(port=0, manifest=manifest, heard=JUDGE.of_anybody)
    await web.conversations_create(name="only-here")
    names = [
        room["name"] for room in (await web_client(other, "SLACK_BOT_TOKEN").conversations_list())["channels"]
    ]
    assert "only-here" not in names
    await other.stop()


async def test_a_taken_port_is_an_oserror(space: Space, manifest: Path) -> None:
    taken = int(space.sandbox.url.rpartition(":")[2])
    with pytest.raises(OSError, match=str(taken)):
        await Sandbox.start(port=taken, manifest=manifest)


async def test_a_stopped_sandbox_frees_its_port_and_keeps_its_tokens(manifest: Path) -> None:
    first = await Sandbox.start(manifest=manifest)
    port = int(first.url.rpartition(":")[2])
    await first.stop()
    second = await Sandbox.start(port=port, manifest=manifest)
    assert second.environment == first.environment
    await second.stop()


async def test_the_manifest_says_what_the_app_is(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({**MANIFEST, "oauth_config": {"scopes": {"bot": ["chat:write"]}}}))
    sandbox = await Sandbox.start(manifest=path, heard=JUDGE.of_anybody)
    web = web_client(sandbox, "SLACK_BOT_TOKEN")
    assert (await web.auth_test())["user"] == "probe"
    with pytest.raises(SlackApiError, match="missing_scope"):
        await web.conversations_list()
    await sandbox.stop()


async def test_a_seed_file_brings_other_people(manifest: Path, tmp_path: Path) -> None:
    seed = tmp_path / "seed.yml"
    seed.write_text(
        "{team: {name: Other}, people: [{name: zoe}], "
        "channels: [{name: hall, is_general: true, messages: [{zoe: Hi}]}]}"
    )
    sandbox = await Sandbox.start(manifest=manifest, seed_file=seed, heard=JUDGE.of_anybody)
    web = web_client(sandbox, "SLACK_BOT_TOKEN")
    assert [user["name"] for user in (await web.users_list())["members"]] == ["zoe", "probe"]
    assert [room["name"] for room in (await web.users_conversations())["channels"]] == ["hall"]
    await sandbox.stop()


async def test_a_seed_that_names_strangers_is_refused_by_name(manifest: Path, tmp_path: Path) -> None:
    seed = tmp_path / "seed.yml"
    seed.write_text("{people: [{name: zoe}], usergroups: [{handle: crew, users: [yan]}]}")
    with pytest.raises(ValueError, match="'yan' in @crew"):
        await Sandbox.start(manifest=manifest, seed_file=seed)


async def test_the_seed_is_the_promised_one(space: Space) -> None:
    state = await space.state()
    people = {user["name"]: user for user in state["users"]}
    groups = {group["handle"]: group for group in state["usergroups"]}
    rooms = {room["name"]: room for room in state["channels"]}
    assert people["ana"]["is_admin"]
    assert {"ben", "chloe", "deniz", "eve"} <= set(people)
    assert {"general", "tech-incidents", "it-deploy", "dev-firebell", "payments"} <= set(rooms)
    assert all(people["eve"]["id"] not in group["users"] for group in groups.values())
    assert {"oncall-payments", "leadership", "support"} <= set(groups)
    bot = people["probe"]["id"]
    assert [name for name, room in rooms.items() if bot in room["members"]] == ["general"]


@pytest.mark.parametrize("path", ["/", "/page/index.html", "/page/main.js"])
async def test_the_page_runs_nothing_but_its_own_files(space: Space, path: str) -> None:
    async with space.http.get(space.sandbox.url + path) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/../server.py", "/page/%2e%2e%2fserver.py", "/page/nothing.js", "/nowhere"]
)
async def test_nothing_outside_the_page_is_served(space: Space, path: str) -> None:
    async with space.http.get(space.sandbox.url + path) as answer:
        assert answer.status == 404


async def test_a_permalink_leads_to_its_message_on_the_page(space: Space, web: AsyncWebClient) -> None:
    room = (await space.channel("general"))["id"]
    ts = (await web.chat_postMessage(channel=room, text="hello"))["ts"]
    link = (await web.chat_getPermalink(channel=room, message_ts=ts))["permalink"]
    async with space.http.get(link, allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/#{room}/p{ts.replace('.', '')}"


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("act", "{", "not JSON"),
        ("act", "[]", "must be a JSON object"),
        ("act", '{"user": "nobody", "do": "join"}', "nobody called 'nobody'"),
        ("act", '{"user": "ana", "do": "fly"}', "Nobody can 'fly'"),
        ("act", '{"user": "ana", "do": "slash", "command": "/nope"}', "/nope is not a command"),
        (
            "act",
            '{"user": "ana", "do": "message", "channel": "nowhere", "text": "x"}',
            "no channel 'nowhere'",
        ),
        ("act", '{"user": "ana", "do": "click", "in": "view", "label": "Go"}', "has no view open"),
        ("act", '{"user": "ana", "do": "click", "in": "home", "label": "Go"}', "no Home tab"),
        ("act", '{"user": "ana", "do": "click", "in": "cellar", "label": "Go"}', "'cellar'"),
        ("act", '{"user": "ana", "do": "close"}', "has no view open"),
        ("act", '{"user": "ana", "do": "join", "channel": "random", "wait_ms": "long"}', "wait_ms"),
        ("act", '{"user": "ana", "do": "shortcut", "callback_id": "none"}', "no global shortcut"),
        ("faults", '{"match": {}, "fault": "flood"}', "no fault 'flood'"),
        ("faults", '{"match": {"colour": "red"}, "fault": "500"}', "cannot name colour"),
        ("faults", '{"match": [], "fault": "500"}', "must be an object"),
        ("faults", '{"match": {"type": "interactive"}, "fault": "429"}', "concerns requests"),
        ("faults", '{"match": {"method": "x"}, "fault": "duplicate"}', "Envelopes have no method"),
        ("faults", '{"match": {}, "fault": "500", "times": 0}', "at least 1"),
        ("faults", '{"match": {}, "fault": "500", "times": "two"}', "whole number"),
        ("faults", '{"fault": "refresh", "connections": 0}', "connections"),
        ("faults", '{"fault": "refresh", "reason": "mood"}', "reason"),
        ("latency", '{"fax": 3}', "no system 'fax'"),
        ("latency", '{"slack": "slow"}', "must be a number"),
        ("limits", '{"tiers": 1}', "true or false"),
        ("limits", '{"speed": 0}', "more than 0"),
        ("limits", '{"tier": true}', "not tier"),
    ],
)
async def test_wrong_input_is_refused_in_a_sentence(space: Space, path: str, body: str, words: str) -> None:
    async with space.http.post(f"{space.sandbox.url}/sandbox/{path}", data=body) as answer:
        said = await answer.json()
    assert answer.status == 400
    assert said["ok"] is False
    assert words in said["error"]
    assert said["error"].endswith(".")


@pytest.mark.parametrize(
    "path", ["calls?since=-1", "calls?since=x", "see?user=nobody", "watch?user=nobody", "see"]
)
async def test_wrong_questions_are_refused_in_a_sentence(space: Space, path: str) -> None:
    async with space.http.get(f"{space.sandbox.url}/sandbox/{path}") as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].endswith(".")


async def test_reset_brings_the_seed_back_and_keeps_connections(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    seed = await space.state()
    await web.conversations_create(name="passing")
    await space.fault({"method": "*"}, "500", times=9)
    await space.post("latency", {"slack": 1})
    await space.post("limits", {"tiers": True})
    await space.post("reset", {})
    state = await space.state()
    assert [room["name"] for room in state["channels"]] == [room["name"] for room in seed["channels"]]
    assert state["connections"] == 1
    assert await space.calls() == []
    assert (await space.get("faults"))["faults"] == []
    assert (await space.act("ana", "slash", command="/probe", channel="general"))["ok"]
    assert listener.payloads("slash_commands")


async def test_every_request_is_in_the_log_in_order_and_without_token(
    space: Space, web: AsyncWebClient
) -> None:
    await web.auth_test()
    await web.chat_postMessage(channel="general", text="hello", blocks=[{"type": "divider"}])
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{space.sandbox.url}/api/no.such?a=1") as answer,
    ):
        assert (await answer.json()) == {"ok": False, "error": "unknown_method", "req_method": "no.such"}
    calls = await space.get("calls", since=1)
    assert [(call["system"], call["method"], call["status"]) for call in calls] == [
        ("slack", "chat.postMessage", 200),
        ("slack", "no.such", 200),
    ]
    assert calls[0]["args"] == {"channel": "general", "text": "hello", "blocks": [{"type": "divider"}]}
    assert calls[0]["started"] <= calls[0]["ended"] <= calls[1]["started"]
