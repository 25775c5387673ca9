"""Serve the API: the credentials, the rate limit, the address, the answer.

https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/
https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""

import re
from typing import Any

from aiohttp import web

from bot.sandbox.jira import methods
from bot.sandbox.jira.errors import ApiError, no_issue
from bot.sandbox.jira.rest.call import ROUTES, Call, Route, read_json, route_of, unauthorized
from bot.sandbox.jira.site import NAME, PREFIX, Site
from bot.sandbox.jira.world.setup import User
from bot.sandbox.rest import asked
from bot.sandbox.rest.addresses import starred
from bot.sandbox.rest.answers import Answer, limits, response
from bot.sandbox.wire import Request

assert methods  # importing them is what enters their routes
PER_MINUTE = 600
WRITES = 20
WRITE_WINDOW = 2 / 60
"""So many writes of one issue within two seconds: in minutes."""
API = re.compile(r"/rest/api/(2|3|latest)(/.*)")
ISSUE = re.compile(r"/issue/([^/]+)(/.*)?")
WRONG_TOKEN = "Client must be authenticated to access this resource."  # noqa: S105  # a sentence, no token

LOGGED_OUT = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}


def names() -> list[str]:
    """What faults may match, ids as a star."""
    return [f"{one.method} {_whole(starred(one.template))}" for one in ROUTES]


def _whole(template: str) -> str:
    return template if template.startswith("/rest/") else f"/rest/api/*{template}"


async def serve(site: Site, http: web.Request) -> web.StreamResponse:
    path = http.path.removeprefix(PREFIX)
    sent = await http.read()
    authorization = http.headers.get("Authorization", "")
    caller = site.caller(authorization) if authorization else None
    said, refusal = _said(http, sent)
    by = caller.name if caller else "nobody"
    request = Request(NAME, f"{http.method} {path}", {**asked.query(http), **asked.body(said)}, by=by)

    def work() -> web.Response:
        try:
            answer = _answer(site, http, path, caller, said, refusal)
        except ApiError as error:
            answer = Answer(error.status, error.body)
        if http.method != "GET":
            site.touch()
        return response(answer)

    return await site.wire.answer(http, request, Dialect(), work)


def _answer(site: Site, http: web.Request, path: str, caller: User | None, said: Any, refusal: str) -> Answer:
    version, address = _parted(site, path)
    found = route_of(http.method, address, site.switches.deployment)
    if found is None:
        return _no_address(site, http, path, caller)
    known, parts = found
    if caller is None and not (known.is_open and "Authorization" not in http.headers):
        return _no_issue(site, http, known) or _unknown(http)
    if limited := _limited(site, http, address, caller, known):
        return limited
    if refusal:
        raise ApiError(refusal)
    return known.handler(Call(site, version, caller, http.query, said, parts))


def _parted(site: Site, path: str) -> tuple[str, str]:
    """The version, and the address below it; a Data Center has no v3."""
    found = API.fullmatch(path)
    if found is None or (found[1] == "3" and not site.is_cloud):
        return "2", path
    return ("3" if found[1] == "3" else "2"), found[2]


def _unknown(http: web.Request) -> Answer:
    """A wrong token is told in plain text, no token at all in JSON."""
    if "Authorization" not in http.headers:
        return Answer(401, unauthorized().body, {"WWW-Authenticate": 'Basic realm="protected-area"'})
    return Answer(401, WRONG_TOKEN, LOGGED_OUT)


def _no_issue(site: Site, http: web.Request, known: Route) -> Answer | None:
    """On Cloud who has a wrong token reads what is open to all, which no issue is."""
    reads = site.is_cloud and "Authorization" in http.headers and http.method == "GET"
    return Answer(404, no_issue().body, LOGGED_OUT) if reads and "{issue}" in known.template else None


def _no_address(site: Site, http: web.Request, path: str, caller: User | None) -> Answer:
    if caller is None:
        return _unknown(http)
    gone = site.is_cloud and re.fullmatch(r"/rest/api/(2|3|latest)/search", path)
    if gone and http.method in {"GET", "POST"}:
        words = (
            "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
            "A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
        )
        return Answer(410, {"errorMessages": [words], "errors": {}})
    if any(one.pattern.fullmatch(_parted(site, path)[1]) for one in ROUTES if one.only != _other(site)):
        return Answer(405, {"errorMessages": [f"{http.method} is not allowed at {path}."], "errors": {}})
    words = f"The sandbox has no {http.method} {path}"
    return Answer(404, {"errorMessages": [words], "errors": {}})


def _other(site: Site) -> str:
    return "Server" if site.is_cloud else "Cloud"


def _limited(site: Site, http: web.Request, address: str, caller: User | None, known: Route) -> Answer | None:
    """Too many requests of one account, or too many writes of one issue."""
    if wait := site.limits.take(f"jira/{caller.id if caller else ''}", PER_MINUTE):
        return too_many(wait, "jira-burst-based", PER_MINUTE)
    found = ISSUE.fullmatch(address)
    if http.method != "GET" and "{issue}" in known.template and found:
        one = site.world.issue(found[1])
        if wait := site.limits.take(f"jira/issue/{one.id if one else ''}", WRITES, WRITE_WINDOW):
            return too_many(wait, "jira-per-issue-on-write", WRITES)
    return None


def too_many(wait: int, reason: str, limit: int) -> Answer:
    body = {"errorMessages": ["Rate limit exceeded."], "errors": {}}
    return Answer(429, body, limits(wait, reason, limit))


def _said(http: web.Request, sent: bytes) -> tuple[Any, str]:
    """The body, or why it cannot be read."""
    if sent and http.content_type != "application/json":
        return None, "The Content-Type must be application/json"
    try:
        return read_json(sent), ""
    except (ValueError, RecursionError):
        return None, "There was an error parsing JSON. Check that your request body is valid."


class Dialect:
    """How Jira words its failures; the error of a fault is a status, or words of its own."""

    def failed(self, error: str) -> web.Response:
        if error == "401":
            return response(Answer(401, WRONG_TOKEN, LOGGED_OUT))
        if error in {"403", "404", "409", "503"}:
            words = {
                "403": "You do not have permission to perform this operation.",
                "404": "Issue does not exist or you do not have permission to see it.",
                "409": "The request could not be completed due to a conflict.",
                "503": "Service Unavailable",
            }[error]
            return response(Answer(int(error), ApiError(words).body))
        return response(Answer(400, ApiError(error).body))

    def limited(self, retry_after: int) -> web.Response:
        return response(too_many(retry_after, "jira-burst-based", PER_MINUTE))

    def broken(self) -> web.Response:
        return response(Answer(500, ApiError("Internal server error").body))
