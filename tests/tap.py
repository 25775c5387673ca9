"""A tap on the wire: stands between Firebell and the sandbox, forwards everything and remembers it."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import WSMsgType, web


@dataclass
class Heard:
    """One thing that went over the wire: `name` is a method, or the kind of an envelope."""

    name: str
    said: dict[str, Any]
    kind: str = ""


@dataclass
class Tap:
    """`requests` of the bot with their content type, `answers` of Slack's methods, `envelopes`, `acks`."""

    target: str
    requests: list[Heard] = field(default_factory=list)
    answers: list[Heard] = field(default_factory=list)
    envelopes: list[Heard] = field(default_factory=list)
    acks: list[Heard] = field(default_factory=list)

    async def start(self) -> str:
        """Listen, and give the address that stands for `target`."""
        self._http = aiohttp.ClientSession()
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link/", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        await self._http.close()
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        args = {**request.query, **{key: _plain(str(value)) for key, value in (await request.post()).items()}}
        self.requests.append(Heard(method, args, request.content_type))
        headers = {
            key: request.headers[key] for key in ("Authorization", "Content-Type") if key in request.headers
        }
        url = f"{self.target}/api/{method}"
        body = await request.read()
        async with self._http.request(request.method, url, data=body, headers=headers) as answer:
            said = await answer.json()
            self.answers.append(Heard(method, said))
            if "url" in said and str(said["url"]).startswith("ws"):
                said["url"] = said["url"].replace(
                    self.target.removeprefix("http"), self.url.removeprefix("http")
                )
            return web.json_response(said, status=answer.status)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        near = web.WebSocketResponse()
        await near.prepare(request)
        async with self._http.ws_connect(f"{self.target}{request.path_qs}") as far:
            both = (self._pump(far, near, self._envelope), self._pump(near, far, self._ack))
            tasks = [asyncio.create_task(one) for one in both]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
        await near.close()
        return near

    async def _pump(self, source: Any, target: Any, hear: Any) -> None:
        async for message in source:
            if message.type is WSMsgType.TEXT:
                hear(json.loads(message.data))
                await target.send_str(message.data)

    def _envelope(self, said: dict[str, Any]) -> None:
        payload = said.get("payload")
        if said["type"] == "slash_commands":
            self.envelopes.append(Heard("command", said["payload"]))
        elif said["type"] == "events_api":
            self.envelopes.append(Heard(f"event:{said['payload']['event']['type']}", said["payload"]))
        elif payload:
            self.envelopes.append(Heard(f"interactive:{payload['type']}", payload))

    def _ack(self, said: dict[str, Any]) -> None:
        self.acks.append(Heard("ack", said.get("payload") or {}))


def _plain(value: str) -> Any:
    """Give what a form field holds: Slack takes JSON inside fields."""
    return json.loads(value) if value[:1] in "[{" else value
