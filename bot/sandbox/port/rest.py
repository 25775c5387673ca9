"""Serve the API: the token, the rate limit, the address, the answer.

https://docs.port.io/api-reference/port-api
https://docs.port.io/api-reference/rate-limits
"""

import json
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from bot.sandbox.port.errors import NAMES, ApiError
from bot.sandbox.port.methods import ROUTES, TOKEN, Call, Handler
from bot.sandbox.port.site import CLIENT, NAME, PREFIX, Site
from bot.sandbox.rest import asked
from bot.sandbox.rest.answers import Answer, response
from bot.sandbox.wire import Request
from bot.sandbox.world import Json

PER_MINUTE = 7_000
MOST_BYTES = 1024 * 1024
HIDDEN = "clientSecret"
"""What is sent and stands in no list of calls."""


async def serve(site: Site, http: web.Request) -> web.StreamResponse:
    sent = await http.read()
    said, refusal = _said(http, sent)
    is_known = site.is_good(http.headers.get("Authorization", ""))
    by = CLIENT if is_known else "nobody"
    request = Request(NAME, f"{http.method} {http.path}", {**http.query, **_logged(said)}, by=by)

    def work() -> web.Response:
        try:
            answer = _answer(site, http, said, refusal, is_known=is_known)
        except ApiError as error:
            answer = Answer(error.status, error.body)
        if http.method != "GET":
            site.touch()
        return response(answer)

    return await site.wire.answer(http, request, Dialect(), work)


def _answer(site: Site, http: web.Request, said: Any, refusal: ApiError | None, *, is_known: bool) -> Answer:
    path = http.rel_url.raw_path.removeprefix(PREFIX)
    handler, parts = _route(http.method, path)
    if path != TOKEN and not is_known:
        raise ApiError("The access token is missing, or good no more", 401)
    if wait := site.limits.take(NAME, PER_MINUTE):
        return too_many(wait)
    if refusal:
        raise refusal
    return handler(Call(site, http.query, said, parts))


def _route(method: str, path: str) -> tuple[Handler, dict[str, str]]:
    found = [(one, match) for one in ROUTES if (match := one.pattern.fullmatch(path))]
    for one, match in found:
        if one.method == method:
            return one.handler, {name: unquote(value) for name, value in match.groupdict().items()}
    if found:
        raise ApiError(f"{method} is not allowed at {path}", 405)
    raise ApiError(f"The sandbox has no {method} {path}", 404)


def too_many(wait: int) -> Answer:
    body = ApiError("Rate limit exceeded", 429).body
    return Answer(429, body, {"Retry-After": str(wait), "X-RateLimit-Reset": str(wait)})


def _said(http: web.Request, sent: bytes) -> tuple[Any, ApiError | None]:
    """The body, or why it cannot be read."""
    if len(sent) > MOST_BYTES:
        return None, ApiError("Request body is too large", 413)
    if sent and http.content_type != "application/json":
        return None, ApiError("The Content-Type must be application/json", 415)
    try:
        return (json.loads(sent) if sent else None), None
    except (ValueError, RecursionError):
        return None, ApiError("The request body is no JSON", 400)


def _logged(said: Any) -> Json:
    return {name: "…" if name == HIDDEN else value for name, value in asked.body(said).items()}


class Dialect:
    """How Port words its failures; the error of a fault is a status, or words of its own."""

    def failed(self, error: str) -> web.Response:
        known = int(error) if error.isdecimal() and int(error) in NAMES else 422
        told = ApiError(error if known == 422 else NAMES[known].replace("_", " ").capitalize(), known)
        return web.json_response(told.body, status=told.status)

    def limited(self, retry_after: int) -> web.Response:
        answer = too_many(retry_after)
        return response(answer)

    def broken(self) -> web.Response:
        return web.json_response(ApiError("Internal error", 500).body, status=500)
