"""Serve the API: the key, the rate limit, the address, the answer.

https://developer.pagerduty.com/docs/rest-api-v2/authentication/
https://developer.pagerduty.com/docs/rest-api-v2/rate-limiting/
"""

import json
import math
import re
from dataclasses import replace

from aiohttp import web

from bot.sandbox.pagerduty import methods
from bot.sandbox.pagerduty.account import Account, Caller
from bot.sandbox.pagerduty.errors import WORDS, ApiError, body, invalid, not_found
from bot.sandbox.pagerduty.rest.call import ROUTES, Call, handler_of
from bot.sandbox.rest import asked
from bot.sandbox.rest.addresses import starred
from bot.sandbox.rest.answers import Answer, response
from bot.sandbox.wire import Request
from bot.sandbox.world import Json

assert methods  # importing them is what enters their routes
PER_MINUTE = 960
EVENTS = ("/v2/enqueue",)
"""Addresses of the Events API: their keys stand in the body."""


def names() -> list[str]:
    """What faults may match, ids as a star."""
    return [f"{one.method} {starred(one.template)}" for one in ROUTES]


async def serve(account: Account, http: web.Request) -> web.StreamResponse:
    path = http.path.removeprefix(f"/{account.name}")
    sent = await http.read()
    caller = _caller(account, http)
    account.is_used = account.is_used or caller is not None
    said, refusal = _said(http, sent)
    by = caller.kind if caller else "nobody"
    request = Request(account.name, f"{http.method} {path}", {**asked.query(http), **said}, by=by)
    dialect = Dialect()

    def work() -> web.Response:
        try:
            answer = _answer(account, http, path, caller, said, refusal)
        except ApiError as error:
            answer = Answer(error.status, error.body)
        if http.method != "GET":
            account.touch()
        return response(replace(answer, headers=_rate(account, http, answer.status)))

    return await account.wire.answer(http, request, dialect, work)


def _answer(
    account: Account, http: web.Request, path: str, caller: Caller | None, said: Json, refusal: str
) -> Answer:
    if path not in EVENTS:
        _must_be_known(caller)
        _must_be_slow(account, http)
        _must_be_allowed(http, caller)
    if refusal:
        raise invalid(refusal)
    found = handler_of(http.method, path)
    if found is None:
        raise not_found(f"The sandbox has no {http.method} {path}")
    handler, parts = found
    nobody = caller or Caller("account")
    return handler(Call(account, nobody, http.query, said, http.headers.get("From"), parts))


def _caller(account: Account, http: web.Request) -> Caller | None:
    """`Token token=KEY`, and `Bearer KEY` of OAuth."""
    said = re.fullmatch(r"(?:Token token=|Bearer )\"?([^\"\s]+)\"?", http.headers.get("Authorization", ""))
    return account.caller(said[1]) if said else None


def _must_be_known(caller: Caller | None) -> None:
    if caller is None:
        raise ApiError(2006, status=401)


def _must_be_allowed(http: web.Request, caller: Caller | None) -> None:
    if caller and caller.kind == "read_only" and http.method != "GET":
        raise ApiError(2010, status=403)


def _must_be_slow(account: Account, http: web.Request) -> None:
    if account.limits.take(_bucket(http), PER_MINUTE):
        raise ApiError(2020, status=429)


def _bucket(http: web.Request) -> str:
    return f"pagerduty/{http.headers.get('Authorization', '')}"


def _rate(account: Account, http: web.Request, status: int) -> dict[str, str]:
    left = 0 if status == 429 else account.limits.left(_bucket(http), PER_MINUTE)
    reset = math.ceil(account.limits.minute)
    headers = {"ratelimit-limit": PER_MINUTE, "ratelimit-remaining": left, "ratelimit-reset": reset}
    return {name: str(value) for name, value in headers.items()}


def _said(http: web.Request, sent: bytes) -> tuple[Json, str]:
    """The body, or why it cannot be read."""
    if not sent:
        return {}, ""
    if http.method != "GET" and http.content_type != "application/json":
        return {}, "The Content-Type must be application/json"
    try:
        said = json.loads(sent)
    except (ValueError, RecursionError):
        return {}, "The body is not valid JSON"
    return (said, "") if isinstance(said, dict) else ({}, "The body must be a JSON object")


class Dialect:
    """How PagerDuty words its failures; the error of a fault is one of its codes, or words of its own."""

    def failed(self, error: str) -> web.Response:
        code = int(error) if error.isdecimal() and int(error) in WORDS else 2001
        words = () if str(code) == error else (error,)
        statuses = {2006: 401, 2010: 403, 2012: 402, 2020: 429, 2100: 404, 2000: 500}
        return web.json_response(body(code, *words), status=statuses.get(code, 400))

    def limited(self, retry_after: int) -> web.Response:
        headers = {
            "ratelimit-limit": str(PER_MINUTE),
            "ratelimit-remaining": "0",
            "ratelimit-reset": str(retry_after),
        }
        return web.json_response(body(2020), status=429, headers=headers)

    def broken(self) -> web.Response:
        return web.json_response(body(2000), status=500)
