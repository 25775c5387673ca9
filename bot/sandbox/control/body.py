"""What a control request says, or why it cannot be read."""

import json

from aiohttp import web

from bot.sandbox.errors import Refusal
from bot.sandbox.world import Json


async def read_json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError) as error:
        raise Refusal(f"The body is not JSON: {error}.") from None
    if not isinstance(body, dict):
        raise Refusal("The body must be a JSON object.")
    return body


def whole_number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise Refusal(f'"{name}" must be a whole number, not {text!r}.')
    return int(text)
