"""Serve the API: the credentials, the rate limit, the address, the answer.

https://developer.atlassian.com/cloud/confluence/basic-auth-for-rest-apis/
https://developer.atlassian.com/cloud/confluence/rate-limiting/
"""

import json
from typing import Any

from aiohttp import web

from bot.sandbox.confluence import methods
from bot.sandbox.confluence.errors import ApiError, not_found
from bot.sandbox.confluence.rest.call import Call, is_known, route_of
from bot.sandbox.confluence.site import NAME, PREFIX, Site
from bot.sandbox.jira.world.setup import User
from bot.sandbox.rest import asked
from bot.sandbox.rest.answers import Answer, limits, response
from bot.sandbox.wire import Request

assert methods  # importing them is what enters their routes
PER_MINUTE = 600
WRONG_TOKEN = "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED"  # noqa: S105  # a sentence, no token
STATUSES = {
    "401": "Unauthorized",
    "403": "The calling user does not have permission to do this",
    "404": "Not Found",
    "409": "Version must be incremented when updating a page",
    "503": "Service Unavailable",
}


async def serve(site: Site, http: web.Request) -> web.StreamResponse:
    sent = await http.read()
    authorization = http.headers.get("Authorization", "")
    caller = site.caller(authorization) if authorization else None
    by = caller.name if caller else "nobody"
    said, refusal = _said(http, sent)
    request = Request(NAME, f"{http.method} {http.path}", {**asked.query(http), **asked.body(said)}, by=by)
    is_old = http.path.startswith(f"{PREFIX}/rest/")

    def work() -> web.Response:
        try:
            answer = _answer(site, http, caller, said, refusal)
        except ApiError as error:
            answer = Answer(error.status, error.body(is_old=is_old))
        if http.method != "GET":
            site.touch()
        return response(answer)

    return await site.wire.answer(http, request, Dialect(is_old=is_old), work)


def _answer(site: Site, http: web.Request, caller: User | None, said: Any, refusal: str) -> Answer:
    if caller is None:
        return _unknown(http)
    path = http.path.removeprefix(PREFIX)
    found = route_of(http.method, path)
    if found is None:
        if is_known(path):
            raise ApiError(f"{http.method} is not allowed at {http.path}", 405)
        raise not_found(f"The sandbox has no {http.method} {http.path}")
    if wait := site.limits.take(f"{NAME}/{caller.id}", PER_MINUTE):
        return too_many(wait)
    if refusal:
        raise ApiError(refusal, 415 if "Content-Type" in refusal else 400)
    handler, parts = found
    call = Call(site, caller, http.path, http.query, said, parts)
    if http.method != "GET":
        call.must_write()
    return handler(call)


def _unknown(http: web.Request) -> Answer:
    """A wrong token is told in plain text, no token at all in JSON."""
    if "Authorization" in http.headers:
        return Answer(401, WRONG_TOKEN)
    body = ApiError("Unauthorized", 401).body(is_old=http.path.startswith(f"{PREFIX}/rest/"))
    return Answer(401, body, {"WWW-Authenticate": 'Basic realm="protected-area"'})


def too_many(wait: int) -> Answer:
    body = {"code": 429, "message": "Rate limit exceeded"}
    return Answer(429, body, limits(wait, "confluence-burst-based", PER_MINUTE))


def _said(http: web.Request, sent: bytes) -> tuple[Any, str]:
    """The body, or why it cannot be read."""
    if sent and http.content_type != "application/json":
        return None, "The Content-Type must be application/json"
    try:
        return (json.loads(sent) if sent else None), ""
    except (ValueError, RecursionError):
        return None, "The request body is no JSON"


class Dialect:
    """How Confluence words its failures; the error of a fault is a status, or words of its own."""

    def __init__(self, *, is_old: bool) -> None:
        self._is_old = is_old

    def failed(self, error: str) -> web.Response:
        if error == "401":
            return response(Answer(401, WRONG_TOKEN))
        known = ApiError(STATUSES[error], int(error)) if error in STATUSES else ApiError(error)
        return response(Answer(known.status, known.body(is_old=self._is_old)))

    def limited(self, retry_after: int) -> web.Response:
        return response(too_many(retry_after))

    def broken(self) -> web.Response:
        error = ApiError("Internal Server Error", 500)
        return response(Answer(500, error.body(is_old=self._is_old)))
