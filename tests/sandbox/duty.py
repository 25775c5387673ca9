"""PagerDuty's own client in the sandbox, and somebody who is told by webhook."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pdpyras
from aiohttp import web
from rig import PATIENCE, Space

Json = dict[str, Any]


@dataclass
class Duty:
    """The client as anybody would set it up; it blocks, so it works in threads."""

    space: Space
    session: pdpyras.APISession

    async def get(self, path: str, **params: Any) -> Any:
        return await asyncio.to_thread(self.session.rget, path, params=params)

    async def all(self, path: str, **params: Any) -> list[Json]:
        return await asyncio.to_thread(lambda: [*self.session.iter_all(path, params=params)])

    async def post(self, path: str, body: Json) -> Any:
        return await asyncio.to_thread(self.session.rpost, path, json=body)

    async def put(self, path: str, body: Json) -> Any:
        return await asyncio.to_thread(self.session.rput, path, json=body)

    async def delete(self, path: str) -> int:
        return int((await asyncio.to_thread(self.session.delete, path)).status_code)

    async def raw(self, method: str, path: str, **said: Any) -> aiohttp.ClientResponse:
        """Without the client, which tries 429 again for ever."""
        headers = {"Authorization": f"Token token={self.session.api_key}", **said.pop("headers", {})}
        async with self.space.http.request(
            method, self.session.url + path, headers=headers, **said
        ) as answer:
            await answer.read()
            return answer

    async def refused(self, method: str, path: str, **said: Any) -> tuple[int, int, list[str]]:
        """The status, the code and the words of an answer that is none."""
        answer = await asyncio.to_thread(self.session.request, method, path, **said)
        error = answer.json()["error"]
        return answer.status_code, error["code"], error["errors"]

    async def named(self, path: str, name: str) -> Json:
        found = await asyncio.to_thread(self.session.find, path, name, attribute="name")
        assert found, f"no {name} in {path}"
        return dict(found)

    async def trigger(self, service: str = "Payments", **more: Any) -> Json:
        made: Json = await self.post("/incidents", {"incident": await self.draft(service, **more)})
        return made

    async def draft(self, service: str = "Payments", **more: Any) -> Json:
        reference = {"id": (await self.named("services", service))["id"], "type": "service_reference"}
        return {"type": "incident", "title": "Checkout is down", "service": reference, **more}

    async def change(self, incident: Json, **more: Any) -> Json:
        body = {"incident": {"type": "incident_reference", **more}}
        changed: Json = await self.put(f"/incidents/{incident['id']}", body)
        return changed

    async def act(self, user: str, action: str, **more: Any) -> Json:
        return await self.space.act(user, "pagerduty", action=action, **more)

    async def refused_change(self, incident: Json, **more: Any) -> tuple[int, int, list[str]]:
        body = {"incident": {"type": "incident_reference", **more}}
        return await self.refused("PUT", f"/incidents/{incident['id']}", json=body)

    async def log(self, incident: Json) -> list[str]:
        """The types of its lines, oldest first, but for whom it called."""
        found = await self.all(f"/incidents/{incident['id']}/log_entries", is_overview="true")
        return [one["type"].removesuffix("_log_entry") for one in reversed(found)]

    async def state(self) -> Json:
        return dict(await self.space.get("state/pagerduty"))


def assigned(incident: Json) -> list[str]:
    return [one["assignee"]["summary"] for one in incident["assignments"]]


@dataclass
class Told:
    """A receiver of webhooks; `answers` are the statuses it gives, then 202 for ever."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, request: web.Request) -> web.Response:
        self.heard.append((await request.read(), dict(request.headers)))
        self.came.set()
        return web.Response(status=self.answers.pop(0) if self.answers else 202)

    @property
    def said(self) -> list[Json]:
        return [json.loads(body) for body, _ in self.heard]

    @property
    def events(self) -> list[str]:
        return [said["event"]["event_type"] for said in self.said]

    async def until(self, what: Callable[["Told"], Any]) -> Any:
        async with asyncio.timeout(PATIENCE):
            while not (found := what(self)):
                self.came.clear()
                await self.came.wait()
        return found
