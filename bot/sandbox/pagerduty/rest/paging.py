"""Classic pagination: limit, offset, more, and a total for those who ask for it.

https://developer.pagerduty.com/docs/rest-api-v2/pagination/
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.sandbox.pagerduty.errors import invalid
from bot.sandbox.pagerduty.rest.call import Call
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

DEFAULT = 25
MOST = 100
LAST = 10_000

Item = TypeVar("Item")


def page(call: Call, name: str, items: Sequence[Item], shape: Callable[[Item], Any]) -> Answer:
    """The asked page; only what it shows is given its shape."""
    limit, offset = _number(call, "limit", DEFAULT), _number(call, "offset", 0)
    if not 1 <= limit <= MOST:
        raise invalid(f"Limit must be between 1 and {MOST}")
    if offset + limit > LAST:
        raise invalid(f"Offset plus limit must be at most {LAST}")
    body: Json = {
        name: [shape(item) for item in items[offset : offset + limit]],
        "limit": limit,
        "offset": offset,
        "total": len(items) if call.flag("total") else None,
        "more": offset + limit < len(items),
    }
    return Answer(200, body)


def matching(call: Call, items: Sequence[Any]) -> list[Any]:
    """Those whose name or e-mail holds the query."""
    asked = call.query.get("query", "").casefold()
    return [
        item
        for item in items
        if asked in item.name.casefold() or asked in getattr(item, "email", "").casefold()
    ]


def _number(call: Call, name: str, default: int) -> int:
    said = call.query.get(name, str(default))
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise invalid(f"{name.capitalize()} must be a number")
    return int(said)
