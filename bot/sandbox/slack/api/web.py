"""Answer /api/{method}: token, scopes, rate tier, arguments, work; always HTTP 200 but for rate limits.

https://docs.slack.dev/apis/web-api
"""

import logging
from functools import partial

from aiohttp import web

from bot.sandbox.ids import fresh
from bot.sandbox.slack.api import access, arguments
from bot.sandbox.slack.api.arguments import Sent
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import METHODS, Method, MethodCall
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.wire import Request
from bot.sandbox.world import Json

logger = logging.getLogger(__name__)
BURST = 4
WHOM = ("user", "user_id", "users")


class SlackDialect:
    """How Slack words its failures."""

    def failed(self, error: str) -> web.Response:
        return answer({"ok": False, "error": error})

    def limited(self, retry_after: int) -> web.Response:
        response = web.json_response({"ok": False, "error": "ratelimited"}, status=429)
        response.headers["Retry-After"] = str(retry_after)
        return response

    def broken(self) -> web.Response:
        return web.Response(status=500, text="Internal Server Error")


DIALECT = SlackDialect()


async def serve(slack: Slack, http: web.Request) -> web.Response:
    name = http.match_info["method"]
    sent, method = await arguments.read(http), METHODS.get(name)
    raw = sent.arguments(method) if method else {**sent.plain, **sent.body}
    token = _token(http, {**sent.plain, **sent.body})
    caller = slack.callers.get(token)
    request = Request("slack", name, arguments.shown(raw), _users(raw), by=caller.kind if caller else "")
    return await slack.wire.answer(http, request, DIALECT, partial(_work, slack, name, token, sent))


def answer(body: Json, scopes: frozenset[str] = frozenset()) -> web.Response:
    response = web.json_response(body)
    response.headers["X-Slack-Req-Id"] = fresh("R").lower()
    if scopes:
        response.headers["X-OAuth-Scopes"] = ",".join(sorted(scopes))
    return response


def _token(http: web.Request, raw: Json) -> str:
    scheme, _, token = http.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(raw.get("token") or "")


def _users(raw: Json) -> frozenset[str]:
    named = (str(raw[key]) for key in WHOM if key in raw)
    return frozenset(user for names in named for user in names.split(","))


def _work(slack: Slack, name: str, token: str, sent: Sent) -> web.Response:
    method = METHODS.get(name)
    if method is None:
        return answer({"ok": False, "error": "unknown_method", "req_method": name})
    try:
        return _call(slack, method, token, sent)
    except SlackError as error:
        return answer(_warned({"ok": False, "error": error.error, **error.details}, sent.warning))
    except Exception:
        logger.exception("the sandbox failed in %s", name)
        return answer({"ok": False, "error": "fatal_error"})


def _call(slack: Slack, method: Method, token: str, sent: Sent) -> web.Response:
    sent.must_be_readable(method)
    caller = access.authenticate(slack, method, token)
    if wait := slack.limits.take(f"{method.name}/{caller.user}", method.tier):
        return DIALECT.limited(wait)
    raw = sent.arguments(method)
    if method.name == "chat.postMessage" and (wait := _in_channel(slack, raw)):
        return DIALECT.limited(wait)
    result = method.work(MethodCall(slack, caller, arguments.typed(method, raw)))
    return answer(_warned({"ok": True, **result}, sent.warning), caller.scopes)


def _warned(body: Json, warning: str) -> Json:
    """With what Slack finds odd about the request: https://docs.slack.dev/apis/web-api#responses."""
    if not warning:
        return body
    metadata = body.get("response_metadata", {})
    warnings = [*metadata.get("warnings", ()), warning]
    return {**body, "warning": ",".join(warnings), "response_metadata": {**metadata, "warnings": warnings}}


def _in_channel(slack: Slack, raw: Json) -> int:
    """One a second in each channel, short bursts allowed: https://docs.slack.dev/apis/web-api/rate-limits."""
    return slack.limits.take(f"post/{raw.get('channel')}", BURST, BURST / 60)
