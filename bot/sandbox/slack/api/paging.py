"""Pages of a list, by Slack's cursors: opaque to clients, empty at the end.

A cursor names the item that comes next, so that whatever is added meanwhile neither hides nor repeats
an item; where that item is gone, its old place counts.

https://docs.slack.dev/apis/web-api/pagination
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import Arguments
from bot.sandbox.world import Channel, Json, Person

Item = TypeVar("Item", Person, Channel, Json, str)


def invalid_limit(_: int) -> SlackError:
    return SlackError("invalid_limit")


def against_schema(most: int) -> SlackError:
    """Of methods whose page knows no invalid_limit."""
    return invalid_arguments(f"must be from 1 to {most} [json-pointer:/limit]")


def page(
    items: Sequence[Item],
    args: Arguments,
    *,
    default: int = 100,
    most: int = 1000,
    refusal: Callable[[int], SlackError] = invalid_limit,
) -> tuple[list[Item], Json]:
    """The page that was asked for, and its response_metadata."""
    limit = args.number("limit", default) or default
    if not 0 < limit <= most:
        raise refusal(most)
    start = _start(items, args.text("cursor"))
    end = start + limit
    return list(items[start:end]), {"next_cursor": _cursor(items, end) if end < len(items) else ""}


def _cursor(items: Sequence[Item], place: int) -> str:
    return base64.b64encode(f"next:{place}:{_name(items[place])}".encode()).decode()


def _start(items: Sequence[Item], cursor: str) -> int:
    if not cursor:
        return 0
    place, name = _read(cursor)
    if place < len(items) and _name(items[place]) == name:
        return place
    return next((number for number, item in enumerate(items) if _name(item) == name), place)


def _read(cursor: str) -> tuple[int, str]:
    try:
        word, place, name = base64.b64decode(cursor, validate=True).decode().split(":", 2)
        if word == "next" and place.isdecimal():
            return int(place), name
    except (binascii.Error, ValueError):
        pass
    raise SlackError("invalid_cursor")


def _name(item: Person | Channel | Json | str) -> str:
    """What an item is known by: a message's ts, an id."""
    if isinstance(item, str):
        return item
    return str(item.get("ts") or item["id"]) if isinstance(item, dict) else item.id
