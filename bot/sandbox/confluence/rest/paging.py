"""Pages of v2 by a cursor, of v1 by where they start.

https://developer.atlassian.com/cloud/confluence/rest/v2/intro/#pagination
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.rest.call import Call
from bot.sandbox.confluence.site import PREFIX
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

DEFAULT = 25
MOST = 250

Item = TypeVar("Item")


def page(call: Call, items: Sequence[Item], shape: Callable[[Item], Any]) -> Answer:
    """The next page's address stands in the body and in the header Link."""
    size, start = call.number("limit", DEFAULT, MOST), _start(call.query.get("cursor", ""))
    links: Json = {"base": call.site.home}
    headers = {}
    if start + size < len(items):
        links["next"] = _next(call, {"cursor": _cursor(start + size)})
        headers["Link"] = f'<{links["next"]}>; rel="next", <{call.site.home}>; rel="base"'
    return Answer(
        200, {"results": [shape(one) for one in items[start : start + size]], "_links": links}, headers
    )


def old_page(
    call: Call, items: Sequence[Item], shape: Callable[[Item], Any], most: int, **more: Any
) -> Answer:
    """By `start`, or by the cursor that the last page named."""
    size = min(call.number("limit", DEFAULT, 10_000), most)
    said = call.query.get("start", "0")
    if not (said.isascii() and said.isdecimal()):
        raise ApiError(f"'start' must be a number, not {said}")
    start = _start(call.query["cursor"]) if call.query.get("cursor") else int(said[:9])
    found = [shape(one) for one in items[start : start + size]]
    links: Json = {"base": call.site.home, "context": PREFIX, "self": f"{call.site.url}{call.address}"}
    if start + size < len(items):
        links["next"] = _next(
            call, {"start": str(start + size), "cursor": _cursor(start + size)}
        ).removeprefix(PREFIX)
    return Answer(
        200, {"results": found, "start": start, "limit": size, "size": len(found), **more, "_links": links}
    )


def _next(call: Call, more: dict[str, str]) -> str:
    kept = [(name, value) for name, value in call.query.items() if name not in {"cursor", "start"}]
    return f"{call.address}?{urlencode([*kept, *more.items()])}"


def _cursor(start: int) -> str:
    return base64.urlsafe_b64encode(f"from/{start}".encode()).decode()


def _start(cursor: str) -> int:
    """Where the page begins; a cursor that nobody gave is refused."""
    if not cursor:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(cursor).decode().partition("/")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        word, number = "", ""
    if word != "from" or not number.isdecimal():
        raise ApiError("The cursor is not valid")
    return int(number)
