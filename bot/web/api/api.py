"""The HTTP API: who asks, what they ask for, and the answer; everything between is the table of routes."""

import hashlib
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot import meters
from bot.domain.errors import UserError
from bot.domain.tokens import Token
from bot.ports import Clock
from bot.store.api import tokens
from bot.store.database import Database
from bot.usecases.api.requests import Once
from bot.usecases.api.tokens import note_use
from bot.usecases.unit import Unit
from bot.web.api import access, openapi, problems
from bot.web.api.alertmanager import Alertmanager
from bot.web.api.incidents import Incidents
from bot.web.api.limits import Limits
from bot.web.api.problems import RefusedError
from bot.web.api.routes import KEY, Answer, Asked, Handle, Route
from bot.web.api.table import ROUTES
from bot.web.api.together import Together
from bot.web.server import Handler

OFTEN = timedelta(minutes=1)
"""How often it is written down that a token is used."""

_REF = re.compile(r"(?:inc-)?([1-9]\d{0,8})")
_KEY = re.compile(rf"[!-~]{{1,{KEY}}}")


@dataclass
class Api:
    db: Database[Unit]
    clock: Clock
    limits: Limits = field(default_factory=lambda: Limits(time.monotonic))
    _noted: dict[str, datetime] = field(default_factory=dict)

    @property
    def calls(self) -> dict[str, Handler]:
        """Who answers what is asked at each path; whatever else begins so is refused in the same words."""
        paths = dict.fromkeys(route.path for route in ROUTES)
        return {
            **{path: self._at(path) for path in paths},
            openapi.PATH: self.describe,
            "/api{rest:(/.*)?}": _nowhere,
        }

    async def describe(self, request: web.Request) -> web.Response:
        if request.method not in {"GET", "HEAD"}:
            return problems.answer(_no_method(["GET"]))
        return web.json_response(openapi.document(ROUTES))

    def _at(self, path: str) -> Handler:
        by_method = {route.method: route for route in ROUTES if route.path == path}

        async def handle(request: web.Request) -> web.Response:
            route = by_method.get("GET" if request.method == "HEAD" else request.method)
            try:
                if route is None:
                    raise _no_method(by_method)
                answer = await self._answer(route, request)
                given = web.json_response(answer.said, status=answer.status)
            except RefusedError as refusal:
                given = problems.answer(refusal)
            except UserError as error:
                given = problems.answer(problems.of_user_error(error))
            meters.REQUESTS.labels(route.name if route else "", given.status).inc()
            return given

        return handle

    async def _answer(self, route: Route, request: web.Request) -> Answer:
        token = await self._tokens.get(access.brought(request))
        if token is None:
            raise access.unknown()
        access.must_have(token, route.right)
        self._must_not_rush(token, route)
        await self._note_use(token)
        number = _number(request.match_info.get("ref", ""))
        if route.body is None and route.read is None:
            asked = Asked(token, route.query.read(dict(request.query)), number)
        else:
            body = await _body(request, route.largest)
            read = route.read or (route.body.read if route.body else dict)
            asked = Asked(token, read(_json(body)), number, _once(request, body))
        return await self._handles[route.name](asked)

    @cached_property
    def _tokens(self) -> Together[str, Token]:
        return Together(lambda digests: self.db.read(tokens.known, digests))

    @cached_property
    def _handles(self) -> Mapping[str, Handle]:
        incidents = Incidents(self.db)
        return {
            "declare": incidents.declare,
            "list": incidents.list,
            "show": incidents.show,
            "change": incidents.change,
            "note": incidents.note,
            "freeze": incidents.freeze,
            "hear_alertmanager": Alertmanager(self.db).hear,
        }

    async def _note_use(self, token: Token) -> None:
        """Once a minute: of hundreds that come at once the first one does it."""
        now = self.clock()
        last = self._noted.get(token.name) or token.used_at
        if last is None or now - last >= OFTEN:
            self._noted[token.name] = now
            await self.db.write_behind(note_use, token.name)

    def _must_not_rush(self, token: Token, route: Route) -> None:
        """Alertmanager tells again only what a fault on our side kept back: no other refusal may meet it."""
        wait = self.limits.wait(token.name)
        if wait:
            status = HTTPStatus.SERVICE_UNAVAILABLE if route.repeats else HTTPStatus.TOO_MANY_REQUESTS
            sentence = f"The token {token.name} asks too often. Ask again in {wait} s."
            raise RefusedError(status, sentence, headers={"Retry-After": str(wait)})


async def _nowhere(_request: web.Request) -> web.Response:
    sentence = f"There is nothing at this address. {openapi.PATH} says what there is."
    return problems.answer(RefusedError(HTTPStatus.NOT_FOUND, sentence))


def _no_method(allowed: Mapping[str, Any] | list[str]) -> RefusedError:
    names = ", ".join(allowed)
    sentence = f"That cannot be done at this address. What can: {names}."
    return RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, sentence, headers={"Allow": names})


def _number(ref: str) -> int:
    """Raise RefusedError where the path names no incident that there can be."""
    if not ref:
        return 0
    found = _REF.fullmatch(ref)
    if not found:
        raise RefusedError(HTTPStatus.NOT_FOUND, f"{ref[:60]} is no incident. They are called inc-7.")
    return int(found[1])


async def _body(request: web.Request, largest: int) -> bytes:
    """Raise RefusedError where it is larger than anybody needs here. The server has it whole already."""
    body = await request.read()
    if len(body) > largest:
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send at most {largest} bytes.")
    return body


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The body is no JSON. Send an object in JSON.") from None


def _once(request: web.Request, body: bytes) -> Once:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return Once()
    if not _KEY.fullmatch(key):
        sentence = f"An Idempotency-Key has 1 to {KEY} letters, digits and signs, without spaces."
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, {"Idempotency-Key": sentence})
    said = f"{request.method} {request.path}\n".encode() + body
    return Once(key, hashlib.sha256(said).hexdigest())
