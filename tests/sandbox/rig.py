"""A sandbox with an app that may do everything, its people, and real clients of Slack's in it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

PATIENCE = 180.0
Json = dict[str, Any]

SCOPES = [
    *(
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
    ),
    *("groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write", "mpim:history"),
    *("mpim:read", "mpim:write", "bookmarks:read", "bookmarks:write", "pins:read", "pins:write"),
    *("reactions:read", "reactions:write", "team:read", "usergroups:read", "users:read", "users:read.email"),
    *("chat:write.customize", "commands", "metadata.message:read"),
    *("files:read", "files:write", "canvases:read", "canvases:write", "usergroups:write"),
    *("users.profile:read", "dnd:read", "emoji:read"),
]
EVENTS = [
    *(
        "app_home_opened",
        "app_mention",
        "channel_archive",
        "channel_created",
        "channel_left",
        "channel_rename",
    ),
    *("channel_unarchive", "group_archive", "group_left", "group_rename", "member_joined_channel"),
    *("member_left_channel", "message.channels", "message.groups", "message.im", "pin_added", "pin_removed"),
    *("reaction_added", "reaction_removed"),
    *("file_created", "file_shared", "file_change", "file_deleted"),
    *("subteam_created", "subteam_updated", "subteam_members_changed"),
]
MANIFEST: Json = {
    "display_information": {"name": "Probe"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "probe"},
        "slash_commands": [{"command": "/probe", "description": "Probe", "usage_hint": "[anything]"}],
        "shortcuts": [
            {"name": "Probe now", "type": "global", "callback_id": "probe_now", "description": "Probe"},
            {"name": "Probe this", "type": "message", "callback_id": "probe_this", "description": "Probe"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {"event_subscriptions": {"bot_events": EVENTS}, "interactivity": {"is_enabled": True}},
}


class Reachable(Protocol):
    """A sandbox in this process, or in one of its own."""

    @property
    def url(self) -> str: ...

    @property
    def environment(self) -> dict[str, str]: ...


@dataclass
class Space:
    """The sandbox, as those see it who steer it."""

    sandbox: Reachable
    http: aiohttp.ClientSession

    async def post(self, path: str, body: Any) -> tuple[int, Any]:
        async with self.http.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"{self.sandbox.url}/sandbox/{path}", params=query) as answer:
            return await answer.json()

    async def act(self, user: str, do: str, **args: Any) -> Json:
        status, answer = await self.post("act", {"user": user, "do": do, **args})
        assert status == 200, answer
        return dict(answer)

    async def refused(self, user: str, do: str, **args: Any) -> str:
        """The sentence with which an act is refused."""
        status, answer = await self.post("act", {"user": user, "do": do, **args})
        assert status == 400, answer
        return str(answer["error"])

    async def fault(self, match: Json, fault: str, **args: Any) -> Json:
        status, answer = await self.post("faults", {"match": match, "fault": fault, **args})
        assert status == 200, answer
        return dict(answer)

    async def state(self) -> Json:
        return dict(await self.get("state/slack"))

    async def channel(self, name: str) -> Json:
        rooms = [*(await self.state())["channels"], *(await self.state())["dms"]]
        return next(room for room in rooms if name in {room["name"], room["id"]})

    async def user(self, name: str) -> str:
        return next(str(user["id"]) for user in (await self.state())["users"] if user["name"] == name)

    async def until(self, what: Callable[[Json], Any]) -> Any:
        """Wait until it is true of the state, and give its value."""
        deadline = time.monotonic() + PATIENCE
        while not (found := what(await self.state())):
            assert time.monotonic() < deadline, "it never came true"
            await asyncio.sleep(0.01)
        return found

    async def until_called(self, method: str, count: int) -> list[Json]:
        """Wait until a method was called so often, and give its calls."""
        deadline = time.monotonic() + PATIENCE
        while len(calls := await self.calls(method)) < count:
            assert time.monotonic() < deadline, f"{method} was called {len(calls)} times"
            await asyncio.sleep(0.01)
        return calls

    async def calls(self, *methods: str) -> list[Json]:
        calls: list[Json] = await self.get("calls", since=0)
        return [call for call in calls if not methods or call["method"] in methods]


@dataclass
class Listener:
    """A bare Socket Mode client that keeps what it gets and acks as it is told."""

    client: SocketModeClient
    received: list[SocketModeRequest] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    is_deaf: bool = False

    async def hear(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.received.append(request)
        if not self.is_deaf:
            kind = str(request.payload.get("type"))
            payload = self.answers.get(kind, self.answers.get(request.type))
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    def payloads(self, kind: str) -> list[Json]:
        """The payloads of a type of envelope, of interaction, or of Slack event."""
        found = []
        for request in self.received:
            inner = request.payload.get("event", request.payload)
            if kind in {request.type, inner.get("type")}:
                found.append(dict(request.payload))
        return found

    def events(self, kind: str) -> list[Json]:
        return [payload["event"] for payload in self.payloads(kind)]


async def eventually(what: Callable[[], Any]) -> Any:
    """Wait until it is true, and give its value."""
    deadline = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < deadline, "it never came true"
        await asyncio.sleep(0.005)
    return found


def web_client(sandbox: Reachable, token: str) -> AsyncWebClient:
    environment = sandbox.environment
    return AsyncWebClient(token=environment.get(token, token), base_url=environment["SLACK_API_URL"])


async def listening(space: Space, **options: Any) -> Listener:
    client = SocketModeClient(
        app_token=space.sandbox.environment["SLACK_APP_TOKEN"],
        web_client=web_client(space.sandbox, "SLACK_APP_TOKEN"),
        **options,
    )
    listener = Listener(client)
    client.socket_mode_request_listeners.append(listener.hear)
    await client.connect()  # type: ignore[no-untyped-call]  # the SDK annotates no result
    return listener


def modal(*blocks: Json, **more: Any) -> Json:
    title = {"type": "plain_text", "text": "Probe"}
    submit = {"type": "plain_text", "text": "Send"}
    return {
        "type": "modal",
        "callback_id": "probe",
        "title": title,
        "submit": submit,
        "blocks": list(blocks),
        **more,
    }


def entry(name: str, element: Json, **more: Any) -> Json:
    """An input block whose block_id is its label in lower case."""
    label = {"type": "plain_text", "text": name}
    return {"type": "input", "block_id": name.lower(), "label": label, "element": element, **more}


def text_entry(name: str, **more: Any) -> Json:
    return entry(name, {"type": "plain_text_input", "action_id": "value"}, **more)


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, "action_id": action_id, **more}


def option(text: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}
