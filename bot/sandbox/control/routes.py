"""The control API's addresses: JSON in, JSON out; what cannot be done is told in a sentence with HTTP 400."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.act import names
from bot.sandbox.act.perform import perform
from bot.sandbox.control import knobs
from bot.sandbox.control.see import see
from bot.sandbox.control.state import state
from bot.sandbox.control.watch import watch
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json

SYSTEMS = frozenset({"slack"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/calls", self._calls),
            web.get("/sandbox/see", self._see),
            web.get("/sandbox/watch", self._watch),
            web.post("/sandbox/act", self._act),
            web.get("/sandbox/faults", self._faults),
            web.post("/sandbox/faults", self._add_fault),
            web.delete("/sandbox/faults", self._end_faults),
            web.post("/sandbox/latency", self._latency),
            web.post("/sandbox/limits", self._limits),
            web.post("/sandbox/reset", self._reset),
        ]

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(state(self._slack))

    async def _calls(self, request: web.Request) -> web.Response:
        since = request.query.get("since", "0")
        if not since.isdecimal():
            raise Refusal(f'"since" must be a whole number, not {since!r}.')
        return web.json_response(self._slack.wire.calls.since(int(since)))

    async def _see(self, request: web.Request) -> web.Response:
        who = names.person(self._slack, request.query.get("user", ""))
        return web.json_response(see(self._slack, who))

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        who = names.person(self._slack, request.query.get("user", ""))
        return await watch(self._slack, who.id, request)

    async def _act(self, request: web.Request) -> web.Response:
        return web.json_response(await perform(self._slack, await _body(request)))

    async def _faults(self, _: web.Request) -> web.Response:
        return web.json_response(knobs.list_faults(self._slack))

    async def _add_fault(self, request: web.Request) -> web.Response:
        return web.json_response(await knobs.add_fault(self._slack, await _body(request)))

    async def _end_faults(self, _: web.Request) -> web.Response:
        return web.json_response(knobs.end_faults(self._slack))

    async def _latency(self, request: web.Request) -> web.Response:
        return web.json_response(knobs.set_latency(self._slack, SYSTEMS, await _body(request)))

    async def _limits(self, request: web.Request) -> web.Response:
        return web.json_response(knobs.set_limits(self._slack, await _body(request)))

    async def _reset(self, _: web.Request) -> web.Response:
        self._slack.wire.reset()
        self._slack.reset()
        return web.json_response({"ok": True})


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except ValueError as error:
        raise Refusal(f"The body is not JSON: {error}.") from None
    if not isinstance(body, dict):
        raise Refusal("The body must be a JSON object.")
    return body


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return _refused(str(refusal), 400)
    except web.HTTPClientError as error:
        if not request.path.startswith("/sandbox/"):
            raise
        return _refused(f"{request.method} {request.path} is no call of the control API.", error.status)


def _refused(sentence: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
