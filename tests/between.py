"""Somebody between Firebell and another system, who passes on what is asked or answers it themselves."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

Answer = Callable[[str, str, Any], web.Response | None]
"""Takes verb, path and what was sent; None: it is passed on."""


def nothing(_verb: str, _path: str, _sent: Any) -> web.Response | None:
    return None


@dataclass
class Between:
    target: str
    http: aiohttp.ClientSession
    answer: Answer = nothing
    after: Answer = nothing
    """Answers in the place of who was asked, and has done it."""
    login: str = ""
    """Goes on in the place of what was sent as Authorization."""
    url: str = ""
    asked: list[tuple[str, str, Any]] = field(default_factory=list)

    async def serve(self, asked: web.Request) -> web.Response:
        body = await asked.read()
        sent = json.loads(body) if body else None
        path = asked.path
        self.asked.append((asked.method, asked.path_qs, sent))
        own = self.answer(asked.method, path, sent)
        if own is not None:
            return own
        kept = {
            name: asked.headers[name] for name in ("Authorization", "Content-Type") if name in asked.headers
        }
        if self.login:
            kept["Authorization"] = self.login
        address = self.target + asked.path_qs
        async with self.http.request(asked.method, address, data=body, headers=kept) as said:
            answer = web.Response(status=said.status, body=await said.read())
            answer.headers["Content-Type"] = said.headers.get("Content-Type", "application/json")
            if "X-Seraph-LoginReason" in said.headers:
                answer.headers["X-Seraph-LoginReason"] = said.headers["X-Seraph-LoginReason"]
            return self.after(asked.method, path, sent) or answer


@asynccontextmanager
async def between(target: str) -> AsyncIterator[Between]:
    """target: the address of the real one, without a slash at its end."""
    async with aiohttp.ClientSession() as http:
        found = Between(target, http)
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", found.serve)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield found
        finally:
            await runner.cleanup()
