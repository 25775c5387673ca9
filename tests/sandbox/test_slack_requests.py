"""How Slack's Web API takes requests: tokens, scopes, arguments in every form, pages."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from judge import JUDGE
from rig import MANIFEST, SCOPES, Space, section, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.slack.api.method import METHODS

pytest_plugins = ["sandbox_fixtures"]
BOT = "SLACK_BOT_TOKEN"


async def ask(
    space: Space, method: str, *, token: str = BOT, kind: str = "", **request: Any
) -> dict[str, Any]:
    """A request as no client library would send it."""
    headers = {"Authorization": f"Bearer {space.sandbox.environment.get(token, token)}"} if token else {}
    headers |= {"Content-Type": kind} if kind else {}
    verb = "POST" if {"json", "data"} & set(request) else "GET"
    url = f"{space.sandbox.url}/api/{method}"
    async with space.http.request(verb, url, headers=headers, **request) as answer:
        assert answer.status == 200
        return dict(await answer.json())


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-of-somebody-else", "invalid_auth"),
        ("apps.connections.open", "SLACK_BOT_TOKEN", "not_allowed_token_type"),
        ("chat.postMessage", "SLACK_APP_TOKEN", "not_allowed_token_type"),
    ],
)
async def test_each_method_wants_its_kind_of_token(space: Space, method: str, token: str, error: str) -> None:
    assert (await ask(space, method, token=token))["error"] == error


async def test_every_method_wants_a_token_of_its_kind(space: Space) -> None:
    for name, method in METHODS.items():
        if not method.tokens:
            continue
        wrong = {"bot": "SLACK_APP_TOKEN", "app": BOT}["bot" if "bot" in method.tokens else "app"]
        assert (await ask(space, name, token=""))["error"] == "not_authed"
        assert (await ask(space, name, token="xoxb-made-up"))["error"] == "invalid_auth"
        if name != "auth.test":  # it takes them all
            assert (await ask(space, name, token=wrong))["error"] == "not_allowed_token_type"


async def test_every_method_wants_its_scope(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump({**MANIFEST, "oauth_config": {"scopes": {"bot": ["commands"]}}}))
    sandbox = await Sandbox.start(manifest=path, heard=JUDGE.of_anybody)
    async with aiohttp.ClientSession() as http:
        for name, method in METHODS.items():
            if method.scopes:
                answer = await ask(Space(sandbox, http), name)
                assert (answer["error"], answer["provided"]) == ("missing_scope", "commands")
                assert set(answer["needed"].split(",")) == set(method.scopes)
    await sandbox.stop()


async def test_api_test_needs_no_token_and_gives_back_what_it_got(space: Space) -> None:
    assert await ask(space, "api.test", token="", params={"colour": "red"}) == {
        "ok": True,
        "args": {"colour": "red"},
    }
    assert (await ask(space, "api.test", token="", params={"error": "my_error"}))["error"] == "my_error"


@pytest.mark.parametrize("where", ["params", "data", "json"])
async def test_arguments_may_come_as_query_form_or_json(space: Space, where: str) -> None:
    blocks: Any = [section("*hello*")]
    if where != "json":
        blocks = json.dumps(blocks)
    sent: dict[str, Any] = {where: {"channel": "general", "text": "hi", "blocks": blocks}}
    answer = await ask(space, "chat.postMessage", **sent)
    assert answer["message"]["blocks"][0]["text"]["text"] == "*hello*"
    (call,) = await space.calls("chat.postMessage")
    assert call["args"]["blocks"] == [section("*hello*")]


async def test_query_and_json_are_read_together_and_the_token_may_be_an_argument(space: Space) -> None:
    token = space.sandbox.environment["SLACK_BOT_TOKEN"]
    answer = await ask(
        space,
        "chat.postMessage",
        token="",
        params={"channel": "general", "token": token},
        json={"text": "both"},
    )
    assert answer["message"]["text"] == "both"
    (call,) = await space.calls("chat.postMessage")
    assert call["args"] == {"channel": "general", "text": "both"}


async def test_reads_ignore_a_json_body(space: Space) -> None:
    room = (await space.channel("general"))["id"]
    assert (await ask(space, "conversations.info", json={"channel": room}))["error"] == "invalid_arguments"
    assert (await ask(space, "conversations.info", data={"channel": room}))["channel"]["name"] == "general"


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b'{"channel": ', "application/json; charset=utf-8", "invalid_json"),
        (b'{"text": NaN}', "application/json; charset=utf-8", "invalid_json"),
        (b"\xff\xfe", "application/json; charset=utf-8", "invalid_json"),
        (b"[" * 9000, "application/json; charset=utf-8", "invalid_json"),
        (b"[]", "application/json; charset=utf-8", "json_not_object"),
        (b"{}", "application/json; charset=martian", "invalid_charset"),
        (b"text=x", "image/png", "invalid_post_type"),
        (b"text=x", "", "missing_post_type"),
        (b"text=x", "multipart/form-data", "invalid_form_data"),
        (b"channel[]=general&text=x", "application/x-www-form-urlencoded", "invalid_array_arg"),
        (b"chan-nel=general&text=x", "application/x-www-form-urlencoded", "invalid_arg_name"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    space: Space, body: bytes, kind: str, error: str
) -> None:
    answer = await ask(space, "chat.postMessage", data=body, kind=kind, skip_auto_headers=["Content-Type"])
    assert (answer["ok"], answer["error"]) == (False, error)


@pytest.mark.parametrize(
    ("kind", "warnings"),
    [
        ("application/json", ["missing_charset"]),
        ("application/json; charset=utf-8", None),
        ("application/x-www-form-urlencoded; charset=utf-8", ["superfluous_charset"]),
        ("application/x-www-form-urlencoded", None),
    ],
)
async def test_an_odd_charset_is_a_warning(space: Space, kind: str, warnings: list[str] | None) -> None:
    body = b'{"channel": "general", "text": "x"}' if "json" in kind else b"channel=general&text=x"
    answer = await ask(space, "chat.postMessage", data=body, kind=kind)
    assert answer["ok"]
    assert answer.get("response_metadata", {}).get("warnings") == warnings
    assert answer.get("warning") == (warnings[0] if warnings else None)


async def test_warnings_of_the_request_and_of_the_method_stand_together(space: Space) -> None:
    room = (await space.channel("general"))["id"]
    body = json.dumps({"channel": room}).encode()
    answer = await ask(space, "conversations.join", data=body, kind="application/json")
    assert answer["response_metadata"]["warnings"] == ["already_in_channel", "missing_charset"]


async def test_an_unknown_method_is_refused_by_its_name(space: Space) -> None:
    answer = await ask(space, "chat.sing", json={"channel": "general"})
    assert answer == {"ok": False, "error": "unknown_method", "req_method": "chat.sing"}


@pytest.mark.parametrize(
    ("method", "args", "complaint"),
    [
        ("conversations.invite", {"channel": "C1"}, "missing required field: users"),
        ("conversations.create", {"name": "x", "is_private": "maybe"}, "/is_private"),
        ("conversations.list", {"limit": "many"}, "/limit"),
        ("chat.postMessage", {"channel": "general", "txt": "x"}, "unknown argument: txt"),
    ],
)
async def test_wrong_arguments_are_named(
    space: Space, method: str, args: dict[str, str], complaint: str
) -> None:
    answer = await ask(space, method, data=args)
    assert answer["error"] == "invalid_arguments"
    assert any(complaint in message for message in answer["response_metadata"]["messages"])


@pytest.mark.parametrize(
    ("scope", "method", "args"),
    [
        ("chat:write", "chat.postMessage", {"channel": "general", "text": "x"}),
        ("channels:manage", "conversations.create", {"name": "x"}),
        ("groups:write", "conversations.create", {"name": "x", "is_private": True}),
        ("groups:read", "conversations.list", {"types": "public_channel,private_channel"}),
        ("channels:join", "conversations.join", {"channel": "x"}),
        ("pins:write", "pins.add", {"channel": "x"}),
        ("usergroups:read", "usergroups.list", {}),
        ("users:read.email", "users.lookupByEmail", {"email": "ana@demo.example"}),
    ],
)
async def test_without_its_scope_a_method_is_refused(
    tmp_path: Path, scope: str, method: str, args: dict[str, Any]
) -> None:
    path = tmp_path / "manifest.yml"
    granted = [each for each in SCOPES if each != scope]
    path.write_text(yaml.safe_dump({**MANIFEST, "oauth_config": {"scopes": {"bot": granted}}}))
    sandbox = await Sandbox.start(manifest=path, heard=JUDGE.of_anybody)
    with pytest.raises(SlackApiError) as refused:
        await web_client(sandbox, "SLACK_BOT_TOKEN").api_call(method, params=args)
    answer = refused.value.response
    assert answer["error"] == "missing_scope"
    assert scope in answer["needed"].split(",")
    assert set(answer["provided"].split(",")) == set(granted)
    await sandbox.stop()


async def test_answers_name_the_granted_scopes(web: AsyncWebClient) -> None:
    headers = {name.lower(): value for name, value in (await web.auth_test()).headers.items()}
    assert set(headers["x-oauth-scopes"].split(",")) == set(SCOPES)
    assert headers["x-slack-req-id"]


async def test_lists_come_in_pages(web: AsyncWebClient) -> None:
    everybody = [user["id"] for user in (await web.users_list())["members"]]
    paged: list[str] = []
    async for page in await web.users_list(limit=7):
        assert len(page["members"]) <= 7
        paged += [user["id"] for user in page["members"]]
    assert paged == everybody


async def test_the_last_page_has_an_empty_cursor(web: AsyncWebClient) -> None:
    assert (await web.conversations_list(limit=1000))["response_metadata"]["next_cursor"] == ""
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await web.conversations_list(cursor="made-up")


async def test_history_comes_in_pages_newest_first(space: Space, web: AsyncWebClient) -> None:
    room = (await space.channel("general"))["id"]
    for number in range(5):
        await web.chat_postMessage(channel=room, text=f"line {number}")
    first = await web.conversations_history(channel=room, limit=2)
    assert [message["text"] for message in first["messages"]] == ["line 4", "line 3"]
    assert first["has_more"]
    second = await web.conversations_history(
        channel=room, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [message["text"] for message in second["messages"]] == ["line 2", "line 1"]


async def test_history_between_two_moments(space: Space, web: AsyncWebClient) -> None:
    room = (await space.channel("general"))["id"]
    first, second, third = [
        (await web.chat_postMessage(channel=room, text=text))["ts"] for text in ("one", "two", "three")
    ]
    between = await web.conversations_history(channel=room, oldest=first, latest=third)
    assert [message["text"] for message in between["messages"]] == ["two"]
    exactly = await web.conversations_history(
        channel=room, oldest=second, latest=second, inclusive=True, limit=1
    )
    assert [message["text"] for message in exactly["messages"]] == ["two"]
