"""Pages of a list, by Slack's cursors: opaque to clients, empty at the end.

https://docs.slack.dev/apis/web-api/pagination
"""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import Arguments
from bot.sandbox.world import Json

Item = TypeVar("Item")


def page(
    items: Sequence[Item], args: Arguments, *, default: int = 100, most: int = 1000
) -> tuple[list[Item], Json]:
    """The page that was asked for, and its response_metadata."""
    limit = args.number("limit", default) or default
    if not 0 < limit <= most:
        raise SlackError("invalid_limit")
    start = _offset(args.text("cursor"))
    end = start + limit
    return list(items[start:end]), {"next_cursor": _cursor(end) if end < len(items) else ""}


def _cursor(offset: int) -> str:
    return base64.b64encode(f"next:{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if word != "next" or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)
