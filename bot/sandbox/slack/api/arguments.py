"""Read a request's arguments from query, form and JSON together, as Slack does, and give them their types.

Clients differ: slack_sdk sends reads by GET, most writes as POST with the arguments in the query, chat
and views as JSON; the Node SDK sends forms with blocks as JSON strings.
"""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import Argument, Arguments, Method
from bot.sandbox.world import Json

JSON = "application/json"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
CHARSETS = (None, "utf-8", "iso-8859-1")
JSON_IN_LOG = ("blocks", "view", "metadata", "attachments")
ANYWHERE = "team_id"
"""SDKs send it to methods that do not document it (Bolt to auth.test)."""
FLAGS = {"true": True, "1": True, "false": False, "0": False}
MAY_BE_EMPTY = {"topic", "purpose", "name"}
"""An empty topic is one, and for an empty name there are errors of their own."""


@dataclass(frozen=True)
class Sent:
    """The arguments of query and form, and those of a JSON body, all still as sent."""

    plain: Json
    body: Json = field(default_factory=dict)
    refusal: str = ""
    """Why the body cannot be read, in Slack's word for it."""
    is_json: bool = False
    warning: str = ""

    def arguments(self, method: Method) -> Json:
        return {**self.plain, **(self.body if method.json_body else {})}

    def must_be_readable(self, method: Method) -> None:
        """Methods that take no JSON ignore a JSON body, be it as it may."""
        if self.refusal and (method.json_body or not self.is_json):
            raise SlackError(self.refusal)


async def read(request: web.Request) -> Sent:
    """What a request says: https://docs.slack.dev/apis/web-api#post_bodies."""
    plain: Json = dict(request.query)
    if not request.can_read_body:
        return Sent(plain)
    if "Content-Type" not in request.headers:
        return Sent(plain, refusal="missing_post_type")
    if request.charset not in CHARSETS:
        return Sent(plain, refusal="invalid_charset")
    if request.content_type == JSON:
        return _object(plain, await request.read(), "" if request.charset else "missing_charset")
    if request.content_type in FORMS:
        return await _form(plain, request, "superfluous_charset" if request.charset else "")
    return Sent(plain, refusal="" if request.content_type == "text/plain" else "invalid_post_type")


async def _form(plain: Json, request: web.Request, warning: str) -> Sent:
    try:
        sent = await request.post()
    except ValueError:
        return Sent(plain, refusal="invalid_form_data", warning=warning)
    words = {name: value for name, value in sent.items() if isinstance(value, str)}
    return Sent({**plain, **words}, warning=warning)


def _object(plain: Json, sent: bytes, warning: str) -> Sent:
    try:
        body = parsed(sent.decode() or "{}")
    except ValueError:
        return Sent(plain, refusal="invalid_json", is_json=True, warning=warning)
    if not isinstance(body, dict):
        return Sent(plain, refusal="json_not_object", is_json=True, warning=warning)
    return Sent(plain, body, is_json=True, warning=warning)


def parsed(text: str) -> object:
    """Strict JSON; ValueError for what is none or nested too deeply to read."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_number(name: str) -> None:
    raise ValueError(name)


def shown(raw: Json) -> Json:
    """The arguments for the log: without the token, JSON strings read."""
    return {name: _opened(name, value) for name, value in raw.items() if name != "token"}


def typed(method: Method, raw: Json) -> Arguments:
    """The arguments of a call, or Slack's complaint about every one that is wrong."""
    given = {name: value for name, value in raw.items() if name != "token" and value is not None}
    if method.takes_anything:
        return Arguments(given)
    _must_be_names(given)
    strangers = [name for name in given if name not in method.arguments and name != ANYWHERE]
    complaints = [f"unknown argument: {name}" for name in strangers]
    wanted = [argument.name for argument in method.arguments.values() if argument.required]
    complaints += [
        f"missing required field: {name}"
        for name in wanted
        if name not in given or (given[name] == "" and name not in MAY_BE_EMPTY)
    ]
    values: Json = {}
    for name, value in given.items():
        if name in method.arguments:
            _take(method.arguments[name], value, values, complaints)
    if complaints:
        raise invalid_arguments(*complaints)
    return Arguments(values)


def _must_be_names(given: Json) -> None:
    for name in given:
        if re.fullmatch(r"\w+\[.*\]", name):
            raise SlackError("invalid_array_arg")
        if not re.fullmatch(r"\w{1,100}", name, re.ASCII):
            raise SlackError("invalid_arg_name")


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
    return parsed(value) if isinstance(value, str) else value


def _array(value: object) -> list[str]:
    """A list of words: as JSON, or parted by commas, as the SDKs send them."""
    found = _json(value) if isinstance(value, str) and value.lstrip().startswith("[") else value
    words = found.split(",") if isinstance(found, str) else found
    if not isinstance(words, list):
        raise TypeError
    return [_text(word).strip() for word in words if word]


def _moment(value: object) -> float:
    """Unix seconds, or the word for the time being."""
    return math.inf if value == "now" else float(_text(value))


READERS: dict[str, Callable[[object], object]] = {
    "text": _text,
    "flag": _flag,
    "int": _int,
    "json": _json,
    "array": _array,
    "moment": _moment,
}


def _opened(name: str, value: object) -> object:
    if name not in JSON_IN_LOG or not isinstance(value, str):
        return value
    try:
        return parsed(value)
    except ValueError:
        return value
