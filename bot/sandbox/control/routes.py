"""The control API's addresses: JSON in, JSON out; what cannot be done is told in a sentence with HTTP 400."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.act import names
from bot.sandbox.act.perform import perform
from bot.sandbox.control import knobs, settings
from bot.sandbox.control.body import read_json, whole_number
from bot.sandbox.control.systems import System
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.workspace import Slack

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    def __init__(self, slack: Slack, systems: tuple[System, ...]) -> None:
        self._slack = slack
        self._systems = {system.name: system for system in systems}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/state/{system}", self._state_of_one),
            web.get("/sandbox/calls", self._calls),
            web.post("/sandbox/act", self._act),
            web.get("/sandbox/faults", self._faults),
            web.post("/sandbox/faults", self._add_fault),
            web.delete("/sandbox/faults", self._end_faults),
            web.get("/sandbox/latency", self._latency),
            web.post("/sandbox/latency", self._set_latency),
            web.get("/sandbox/limits", self._limits),
            web.post("/sandbox/limits", self._set_limits),
            web.get("/sandbox/settings", self._settings),
            web.post("/sandbox/settings", self._set_settings),
            web.post("/sandbox/reset", self._reset),
        ]

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response({name: system.state() for name, system in self._systems.items()})

    async def _state_of_one(self, request: web.Request) -> web.Response:
        system = self._systems.get(request.match_info["system"])
        if system is None:
            raise web.HTTPNotFound
        return web.json_response(system.state())

    async def _calls(self, request: web.Request) -> web.Response:
        since = whole_number("since", request.query.get("since", "0"))
        return web.json_response(self._slack.wire.calls.since(since))

    async def _act(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        system = self._systems.get(str(body.get("do")))
        if system and system.act:
            return web.json_response(system.act(names.active(self._slack, body.get("user")), body))
        return web.json_response(await perform(self._slack, body))

    async def _faults(self, _: web.Request) -> web.Response:
        return web.json_response(knobs.list_faults(self._slack))

    async def _add_fault(self, request: web.Request) -> web.Response:
        return web.json_response(await knobs.add_fault(self._slack, await read_json(request)))

    async def _end_faults(self, request: web.Request) -> web.Response:
        return web.json_response(knobs.end_faults(self._slack, request.query.get("id", "")))

    async def _latency(self, _: web.Request) -> web.Response:
        return web.json_response(knobs.latency(self._slack, self._systems))

    async def _set_latency(self, request: web.Request) -> web.Response:
        return web.json_response(knobs.set_latency(self._slack, self._systems, await read_json(request)))

    async def _limits(self, _: web.Request) -> web.Response:
        return web.json_response(knobs.limits(self._slack))

    async def _set_limits(self, request: web.Request) -> web.Response:
        return web.json_response(knobs.set_limits(self._slack, await read_json(request)))

    async def _settings(self, _: web.Request) -> web.Response:
        return web.json_response(settings.shown(self._slack))

    async def _set_settings(self, request: web.Request) -> web.Response:
        return web.json_response(settings.change(self._slack, await read_json(request)))

    async def _reset(self, _: web.Request) -> web.Response:
        self._slack.wire.reset()
        self._slack.reset()
        for system in self._systems.values():
            if system.reset:
                system.reset()
        return web.json_response({"ok": True})


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
