"""Read a request's arguments from query, form and JSON together, as Slack does, and give them their types.

Clients differ: slack_sdk sends reads by GET, most writes as POST with the arguments in the query, chat
and views as JSON; the Node SDK sends forms with blocks as JSON strings.
"""

import json
from collections.abc import Callable

from aiohttp import web

from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import Argument, Arguments, Method
from bot.sandbox.world import Json

JSON_IN_LOG = ("blocks", "view", "metadata", "attachments")
ANYWHERE = "team_id"
"""SDKs send it to methods that do not document it (Bolt to auth.test)."""
FLAGS = {"true": True, "1": True, "false": False, "0": False}


async def read(request: web.Request) -> tuple[Json, Json]:
    """The arguments of query and form, and those of a JSON body, all still as sent."""
    plain: Json = dict(request.query)
    body: Json = {}
    if request.content_type == "application/json":
        body = _object(await request.read())
    elif request.can_read_body:
        plain.update(
            {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        )
    return plain, body


def shown(raw: Json) -> Json:
    """The arguments for the log: without the token, JSON strings read."""
    return {name: _opened(name, value) for name, value in raw.items() if name != "token"}


def typed(method: Method, raw: Json) -> Arguments:
    """The arguments of a call, or Slack's complaint about every one that is wrong."""
    given = {name: value for name, value in raw.items() if name != "token" and value is not None}
    if method.takes_anything:
        return Arguments(given)
    strangers = [name for name in given if name not in method.arguments and name != ANYWHERE]
    complaints = [f"unknown argument: {name}" for name in strangers]
    wanted = [argument.name for argument in method.arguments.values() if argument.required]
    complaints += [
        f"missing required field: {name}" for name in wanted if name not in given or given[name] == ""
    ]
    values: Json = {}
    for name, value in given.items():
        if name in method.arguments:
            _take(method.arguments[name], value, values, complaints)
    if complaints:
        raise invalid_arguments(*complaints)
    return Arguments(values)


def _take(argument: Argument, value: object, values: Json, complaints: list[str]) -> None:
    try:
        values[argument.name] = READERS[argument.type](value)
    except (TypeError, ValueError):
        if argument.name in {"blocks", "attachments"}:
            raise SlackError("invalid_blocks_format") from None
        complaints.append(f"must be a valid {argument.type} [json-pointer:/{argument.name}]")


def _text(value: object) -> str:
    if isinstance(value, dict | list):
        raise TypeError
    return str(value)


def _flag(value: object) -> bool:
    return value if isinstance(value, bool) else FLAGS[_known(str(value).lower())]


def _known(word: str) -> str:
    if word not in FLAGS:
        raise ValueError(word)
    return word


def _int(value: object) -> int:
    if isinstance(value, bool):
        raise TypeError
    return int(str(value))


def _json(value: object) -> object:
    return json.loads(value) if isinstance(value, str) else value


READERS: dict[str, Callable[[object], object]] = {"text": _text, "flag": _flag, "int": _int, "json": _json}


def _object(sent: bytes) -> Json:
    try:
        body = json.loads(sent or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _opened(name: str, value: object) -> object:
    if name not in JSON_IN_LOG or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
