"""Answer /respond/{key}: an app's words to whoever pressed or typed something, without a token.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from functools import partial

from aiohttp import web

from bot.sandbox.slack import messages, posts
from bot.sandbox.slack.api import arguments
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.web import DIALECT
from bot.sandbox.slack.urls import LIFETIME, USES, ResponseUrl
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.wire import Request
from bot.sandbox.world import Channel, Ephemeral, Json

NOT_FOUND = 404
TEXTS = ("text", "markdown_text", "thread_ts", "response_type")
FLAGS = ("replace_original", "delete_original")


async def serve(slack: Slack, http: web.Request) -> web.Response:
    key = http.match_info["key"]
    body = await _body(http)
    args = body if body is not None else {}
    request = Request("slack", f"POST /respond/{key}", args, way="response_url")
    return await slack.wire.answer(http, request, DIALECT, partial(_work, slack, key, body))


async def _body(http: web.Request) -> Json | None:
    """A JSON object, alone or as a form's `payload`; None for anything else."""
    sent = await arguments.read(http)
    if sent.is_json or sent.refusal:
        return None if sent.refusal else sent.body
    try:
        body = arguments.parsed(str(sent.plain.get("payload") or await http.text()))
    except (ValueError, LookupError):
        return None
    return body if isinstance(body, dict) else None


def _work(slack: Slack, key: str, body: Json | None) -> web.Response:
    url = slack.response_urls.find(key)
    if url is None or url.age > LIFETIME / slack.limits.speed:
        return _refused("expired_url")
    if url.uses >= USES:
        return _refused("used_url")
    if body is None:
        return _refused("invalid_payload")
    url.uses += 1
    try:
        respond(slack, url, body)
    except SlackError as error:
        return _refused(error.error, **error.details)
    return web.json_response({"ok": True})


def _refused(error: str, **details: object) -> web.Response:
    status = NOT_FOUND if error.endswith("_url") else 400
    return web.json_response({"ok": False, "error": error, **details}, status=status)


def respond(slack: Slack, url: ResponseUrl, body: Json) -> None:
    """Post, replace or delete, as the body says; also what an ack carries for a slash command."""
    room = _room(slack, url)
    _check(body)
    original = _original(slack, url)
    if body.get("delete_original"):
        _delete(slack, room, url, original)
        return
    content = messages.content(body, charts=slack.world.settings.charts)
    messages.must_say_something(content)
    if body.get("replace_original") and (original or _is_ours(slack, room, url.ts)):
        _replace(slack, room, url, original, content)
        return
    thread_ts = body.get("thread_ts") or url.thread_ts
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    message = posts.by_app(slack, {**content, **thread})
    if body.get("response_type") == "in_channel":
        posts.post(slack, room, message)
    else:
        posts.ephemeral(slack, room, url.user, message)


def _room(slack: Slack, url: ResponseUrl) -> Channel:
    room = slack.world.channels.get(url.channel)
    if room is None:
        raise SlackError("channel_not_found")
    if room.is_archived:
        raise SlackError("is_archived")
    return room


def _check(body: Json) -> None:
    texts = [body[key] for key in TEXTS if body.get(key) is not None]
    flags = [body[key] for key in FLAGS if body.get(key) is not None]
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(flag, bool) for flag in flags):
        raise SlackError("invalid_payload")
    if body.get("response_type") not in {None, "ephemeral", "in_channel"}:
        raise SlackError("invalid_payload")


def _original(slack: Slack, url: ResponseUrl) -> Ephemeral | None:
    """The ephemeral message that the interaction came from, if it was one."""
    shown = (each for each in slack.world.ephemerals if each.user == url.user)
    return next((each for each in shown if each.message["ts"] == url.ts), None)


def _delete(slack: Slack, room: Channel, url: ResponseUrl, original: Ephemeral | None) -> None:
    if original:
        slack.world.ephemerals.remove(original)
        slack.changes.touch([url.user])
    elif url.ts is not None and _is_ours(slack, room, url.ts):
        posts.delete(slack, room, url.ts, slack.bot_user)


def _is_ours(slack: Slack, room: Channel, ts: str | None) -> bool:
    """A message shortcut may stand on anybody's message; only the app's own ones change."""
    return ts is not None and ts in room.messages and room.messages[ts]["user"] == slack.bot_user


def _replace(
    slack: Slack, room: Channel, url: ResponseUrl, original: Ephemeral | None, content: Json
) -> None:
    if original:
        kept = {key: value for key, value in original.message.items() if key not in {"text", "blocks"}}
        original.message = {"text": "", **kept, **content}
        original.shown = slack.clock.ts()
        slack.changes.touch([url.user])
    elif url.ts is not None:
        parts = {"blocks": None, "attachments": None, **content}
        posts.change(slack, room, url.ts, parts, slack.bot_user, edited="blocks" not in content)
