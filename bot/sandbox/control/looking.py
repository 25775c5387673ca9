"""The addresses that the page lives on: what a person sees, and what happens meanwhile."""

from aiohttp import web

from bot.sandbox.act import names
from bot.sandbox.control import reading
from bot.sandbox.control.body import read_json, whole_number
from bot.sandbox.control.conversations import Look, linked
from bot.sandbox.control.see import see
from bot.sandbox.control.stream import Streams
from bot.sandbox.control.systems import System
from bot.sandbox.control.watch import watch, watch_calls
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Person


class Looking:
    def __init__(self, slack: Slack, systems: tuple[System, ...]) -> None:
        self._slack = slack
        self._systems = systems
        self.streams = Streams()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/see", self._see),
            web.get("/sandbox/message", self._message),
            web.get("/sandbox/watch", self._watch),
            web.get("/sandbox/calls/watch", self._watch_calls),
            web.get(r"/sandbox/calls/{number:\d{1,18}}", self._call),
            web.get("/sandbox/systems", self._list_systems),
            web.get("/sandbox/unread", self._unread),
            web.post("/sandbox/read", self._read),
        ]

    def _who(self, request: web.Request) -> Person:
        return names.person(self._slack, request.query.get("user", ""))

    async def _see(self, request: web.Request) -> web.Response:
        asked = {
            key: request.query[key]
            for key in ("channel", "thread", "at", "directory", "canvas")
            if key in request.query
        }
        return web.json_response(see(self._slack, self._who(request), Look(**asked)))

    async def _message(self, request: web.Request) -> web.Response:
        """One message that somebody links, or null where this person does not see it."""
        channel, ts = (request.query.get(key, "") for key in ("channel", "ts"))
        return web.json_response({"message": linked(self._slack, self._who(request), channel, ts)})

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        return await watch(self._slack, self._who(request).id, self.streams, request)

    async def _watch_calls(self, request: web.Request) -> web.StreamResponse:
        since = whole_number("since", request.query.get("since", "0"))
        return await watch_calls(self._slack, since, self.streams, request)

    async def _call(self, request: web.Request) -> web.Response:
        """All that was said in one of the newest calls or envelopes."""
        args = self._slack.wire.traffic.args(int(request.match_info["number"]))
        if args is None:
            raise Refusal("This call is too long ago: only the newest are kept whole.")
        return web.json_response({"ok": True, "args": args})

    async def _list_systems(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "systems": [system.shown() for system in self._systems]})

    async def _unread(self, _: web.Request) -> web.Response:
        return web.json_response(reading.of_everybody(self._slack))

    async def _read(self, request: web.Request) -> web.Response:
        return web.json_response(reading.mark(self._slack, await read_json(request)))
